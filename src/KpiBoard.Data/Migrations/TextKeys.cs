using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Migrations;

/// <summary>
/// Foreign keys over text, which some servers accept and then cannot check: every insert fails. Whether this server can
/// is found out by trying; where it cannot, those keys are dropped, and rest on the slices that write the tables.
/// </summary>
internal static class TextKeys
{
    private const string Find = """
        SELECT f.[name] AS [Key], OBJECT_NAME(f.[parent_object_id]) AS [Table]
          FROM [sys].[foreign_keys] f
          JOIN [sys].[foreign_key_columns] k ON k.[constraint_object_id] = f.[object_id]
          JOIN [sys].[columns] c ON c.[object_id] = k.[parent_object_id] AND c.[column_id] = k.[parent_column_id]
          JOIN [sys].[types] t ON t.[user_type_id] = c.[user_type_id]
         WHERE t.[name] = 'nvarchar'
        """;

    private static readonly string[] Trial =
    [
        "CREATE TABLE [KpiBoardTrialKey] ([Code] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY)",
        """
            CREATE TABLE [KpiBoardTrialRow]
            ([Code] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL REFERENCES [KpiBoardTrialKey] ([Code]))
            """,
        "INSERT INTO [KpiBoardTrialKey] ([Code]) VALUES ('x')",
        "INSERT INTO [KpiBoardTrialRow] ([Code]) VALUES ('x')",
    ];

    public static async Task DropWhereUncheckedAsync(DbConnection connection, CancellationToken ct)
    {
        var keys = (
            await connection.QueryAsync<(string Key, string Table)>(new CommandDefinition(Find, cancellationToken: ct))
        ).AsList();
        if (keys.Count == 0 || await CanCheckAsync(connection, ct))
        {
            return;
        }
        foreach (var (key, table) in keys)
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"ALTER TABLE [{table}] DROP CONSTRAINT [{key}]", cancellationToken: ct)
            );
        }
    }

    /// <summary>The trial's tables are gone with its transaction.</summary>
    private static async Task<bool> CanCheckAsync(DbConnection connection, CancellationToken ct)
    {
        await using var transaction = await SqlDialect.BeginAsync(connection, IsolationLevel.ReadCommitted, ct);
        try
        {
            foreach (var statement in Trial)
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(statement, null, transaction, cancellationToken: ct)
                );
            }
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }
}
