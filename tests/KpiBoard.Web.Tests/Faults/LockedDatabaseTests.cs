using System.Net;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Data.Sqlite;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>Somebody's tool holds the embedded database and does not let go.</summary>
public sealed class LockedDatabaseTests
{
    [Fact]
    public async Task Write_WhileTheDatabaseIsHeld_IsRefusedInWordsAndWorksAfterwards()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        var form = new Dictionary<string, string> { ["Name"] = "nightly-revenue", ["Scopes"] = "imports" };
        await using var tool = new SqliteConnection(((SqliteDialect)database.Database.Dialect).ConnectionString);
        await tool.OpenAsync();
        await RunAsync(tool, "BEGIN IMMEDIATE");

        using var refused = await AppFactory.PostFormAsync(client, "/administration/tokens", form);
        await RunAsync(tool, "ROLLBACK");
        using var taken = await AppFactory.PostFormAsync(client, "/administration/tokens", form);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("The database is busy", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(
            1,
            await database.Database.ScalarAsync<long>("SELECT COUNT(*) FROM [ApiToken]", null, CancellationToken.None)
        );
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
