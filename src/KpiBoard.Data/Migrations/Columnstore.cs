using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Data.Migrations;

/// <summary>
/// A columnstore index on the revenue facts, where the server has such a thing: a full refresh reads five columns of all
/// lines. It makes nothing right or wrong, so nothing fails without it: it is added after the steps of the schema, in a
/// transaction of its own, while the table is small; to a large one an administrator adds it at a quiet hour.
/// </summary>
public static class Columnstore
{
    public const string Name = "IX_RevenueLine_Columns";

    /// <summary>Not the computed month, which older servers refuse in such an index.</summary>
    public const string AddStatement =
        "CREATE NONCLUSTERED COLUMNSTORE INDEX [IX_RevenueLine_Columns] ON [RevenueLine] "
        + "([BatchId], [Line], [CustomerId], [BookedOn], [Amount], [Cost], [Currency])";

    /// <summary>Up to here the index is there in seconds.</summary>
    private const long FewRows = 1_000_000;

    /// <summary>The first version whose index may be written to: SQL Server 2016.</summary>
    private const int FirstVersion = 13;

    /// <summary>Of SERVERPROPERTY('EngineEdition'): standard, enterprise, express.</summary>
    private static readonly int[] Editions = [2, 3, 4];

    /// <summary>Azure's database and managed instance, which are always the newest, whatever version they tell.</summary>
    private static readonly int[] Evergreen = [5, 8];

    private const string ServerQuery = """
        SELECT CAST(SERVERPROPERTY('EngineEdition') AS INT) AS [Edition],
               CAST(SERVERPROPERTY('ProductVersion') AS NVARCHAR(128)) AS [Version]
        """;

    private const string ExistsQuery = """
        SELECT COUNT(*)
          FROM [sys].[indexes]
         WHERE [object_id] = OBJECT_ID('RevenueLine') AND [name] = 'IX_RevenueLine_Columns'
        """;

    private const string RowsQuery = """
        SELECT COALESCE(SUM([rows]), 0)
          FROM [sys].[partitions]
         WHERE [object_id] = OBJECT_ID('RevenueLine') AND [index_id] IN (0, 1)
        """;

    /// <summary>Whether a server of this edition and version says that it can have one that is written to.</summary>
    public static bool IsOffered(int? edition, string? version) =>
        edition is { } known
        && (
            Evergreen.Contains(known)
            || (
                Editions.Contains(known)
                && int.TryParse(version?.Split('.')[0], CultureInfo.InvariantCulture, out var major)
                && major >= FirstVersion
            )
        );

    /// <summary>True where the server could have the index and has it not.</summary>
    internal static async Task<bool> IsMissingAsync(DbConnection connection, CancellationToken ct)
    {
        var server = await connection.QuerySingleAsync<(int? Edition, string? Version)>(
            new CommandDefinition(ServerQuery, cancellationToken: ct)
        );
        return IsOffered(server.Edition, server.Version)
            && await connection.ExecuteScalarAsync<int>(new CommandDefinition(ExistsQuery, cancellationToken: ct)) == 0;
    }

    internal static async Task AddWhereOfferedAsync(DbConnection connection, CancellationToken ct)
    {
        try
        {
            if (
                !await IsMissingAsync(connection, ct)
                || await connection.ExecuteScalarAsync<long>(new CommandDefinition(RowsQuery, cancellationToken: ct))
                    > FewRows
            )
            {
                return;
            }
            await using var transaction = await SqlDialect.BeginAsync(connection, IsolationLevel.ReadCommitted, ct);
            await connection.ExecuteAsync(
                new CommandDefinition(AddStatement, null, transaction, cancellationToken: ct)
            );
            await transaction.CommitAsync(ct);
        }
        catch (SqlException)
        {
            // What a server says of itself is not always so; the advice at start names the statement.
        }
    }
}
