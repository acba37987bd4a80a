using System.Text.RegularExpressions;
using Dapper;
using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Audit;
using Xunit;

namespace KpiBoard.Data.Tests;

/// <summary>Every index is there for a query of the product, or holds something unique; db/README.md says which and why.</summary>
public sealed partial class IndexTests
{
    /// <summary>Everything that is known of one customer is found by these.</summary>
    private static readonly string[] OfACustomer = ["IX_InitiativeExposure_CustomerId", "IX_WalletEstimate_CustomerId"];

    [Fact]
    public async Task EveryIndex_ServesAQueryOrHoldsSomethingUnique()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);
        var serving = new HashSet<string>();
        foreach (var sql in Statements())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
            foreach (Match parameter in Parameter().Matches(sql))
            {
                var value = command.CreateParameter();
                value.ParameterName = parameter.Value;
                value.Value = DBNull.Value;
                if (!command.Parameters.Contains(parameter.Value))
                {
                    command.Parameters.Add(value);
                }
            }
            await using var plan = await command.ExecuteReaderAsync();
            while (await plan.ReadAsync())
            {
                if (UsedIndex().Match(plan.GetString(3)) is { Success: true } used)
                {
                    serving.Add(used.Groups["index"].Value);
                }
            }
        }
        var indexes = await connection.QueryAsync<(string Name, bool IsUnique)>(
            """
            SELECT l.[name], l.[unique]
              FROM sqlite_master m
              JOIN pragma_index_list(m.[name]) l
             WHERE m.[type] = 'table' AND l.[origin] = 'c'
             ORDER BY l.[name]
            """
        );

        Assert.Empty(
            indexes
                .Where(index => !index.IsUnique && !serving.Contains(index.Name))
                .Select(index => index.Name)
                .Except(OfACustomer)
        );
    }

    private static IEnumerable<string> Statements()
    {
        foreach (var query in QueryTextTests.Queries.Where(query => !query.IsOfOneEngine))
        {
            yield return query.Sql;
            if (AuditedStatement.Of(query.Sql, AuditedTables.All) is { } audited)
            {
                yield return audited.RowsQuery;
            }
        }
    }

    [GeneratedRegex("USING (COVERING )?INDEX (?<index>\\w+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex UsedIndex();

    [GeneratedRegex(@"@\w+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();
}
