using System.Net;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Data.Sqlite;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>Whether the process lives, and whether it can work, are two questions.</summary>
public sealed class HealthTests
{
    private const string ForgetSql = "DELETE FROM [SchemaVersion] WHERE [Version] = @version";
    private const string NewestSql = "SELECT MAX([Version]) FROM [SchemaVersion]";

    [DatabaseTheory]
    public async Task Ready_WhileAMigrationIsMissing_IsFalseAndLivingIsTrue(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var script = await app.ApiClientAsync(ApiScope.Read);
        var before = await StatusAsync(script, "/health/ready");

        // As another node sees it until the one that migrates has finished.
        var version = await database.Database.ScalarAsync<long>(NewestSql, null, CancellationToken.None);
        await database.Database.ExecuteAsync(ForgetSql, new { version }, CancellationToken.None);

        Assert.Equal(HttpStatusCode.OK, before);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(script, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app.CreateClient(), "/health/live"));
    }

    [Fact]
    public async Task Ready_WithoutADatabase_IsFalseAndLivingIsTrue()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var script = await app.ApiClientAsync(ApiScope.Read);
        var file = ((SqliteDialect)database.Database.Dialect).File;
        SqliteConnection.ClearAllPools();
        File.Move(file, file + ".away");
        // What is in the place of the file is none.
        Directory.CreateDirectory(file);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(script, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app.CreateClient(), "/health/live"));

        Directory.Delete(file);
        File.Move(file + ".away", file);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(script, "/health/ready"));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
