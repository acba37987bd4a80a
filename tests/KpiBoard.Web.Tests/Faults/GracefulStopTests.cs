using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>
/// The real process, asked to stop while it works: it ends well, and what it was at is finished, or taken up at the next
/// start. What becomes of one that is killed, see KilledImportTests and the benchmarks.
/// </summary>
public sealed class GracefulStopTests
{
    private const int Rows = 150_000;
    private const string LinesSql = "SELECT COUNT(*) FROM [RevenueLine]";
    private const string PublishedSql = "SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'published'";
    private const string UploadSql = "SELECT [Status] FROM [ImportUpload]";
    private const string DoneSql = "SELECT COUNT(*) FROM [RefreshRun] WHERE [Status] = 'done'";

    /// <summary>At ten milliseconds each: whatever has not come by then does not come.</summary>
    private const int Looks = 18_000;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Stop_DuringAnImportAndARefresh_EndsWellAndLosesNothing()
    {
        SkipUnlessSignals();
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        var (token, _) = await PrepareAsync(database);
        await using (var server = await ServeProcess.StartAsync(database))
        {
            using var client = Client(server, token);
            var importing = ImportAsync(client);
            await UntilAsync(database, LinesSql, lines => lines > 0);

            Assert.Equal(0, await server.StopAsync());
            // The request was under way, and was answered.
            Assert.Equal(HttpStatusCode.Created, await importing);
        }
        await using (var server = await ServeProcess.StartAsync(database))
        {
            using var client = Client(server, token);
            Assert.Equal(HttpStatusCode.Conflict, await ImportAsync(client));
            using var asked = await client.PostAsync(new Uri("/api/v1/refreshes", UriKind.Relative), null);
            Assert.True(asked.IsSuccessStatusCode);
            await UntilAsync(database, "SELECT MAX([Progress]) FROM [RefreshRun]", progress => progress > 0);

            Assert.Equal(0, await server.StopAsync());
        }
        await using (var server = await ServeProcess.StartAsync(database))
        {
            // What the stop cut short is done now, without anybody's asking.
            await UntilAsync(database, DoneSql, done => done > 0);
            using var client = Client(server, token);
            var points = await client.GetFromJsonAsync<JsonElement>(
                new Uri("/api/v1/kpis/revenue.existing?grain=month", UriKind.Relative)
            );
            Assert.NotEqual(0, points.GetArrayLength());
            Assert.Equal(0, await server.StopAsync());
        }
        Assert.Equal(Rows, await database.Database.ScalarAsync<long>(LinesSql, null, None));
        Assert.Equal(1, await database.Database.ScalarAsync<long>(PublishedSql, null, None));
        Assert.Equal(0, (await CommandRun.StartAsync(database, "audit", "verify")).ExitCode);
    }

    [Fact]
    public async Task Stop_WhileAnUploadWaitsForItsTurn_TakesItUpAtTheNextStart()
    {
        SkipUnlessSignals();
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        var (_, email) = await PrepareAsync(database);
        // Another process imports, so that the upload is in the middle of waiting.
        var other = await new LeaseStore(database.Database, TimeProvider.System).TryTakeAsync("import", None);
        await using (other)
        {
            await using var server = await ServeProcess.StartAsync(database);
            await UploadAsync(server, email);
            await UntilAsync<string>(database, UploadSql, status => status == "running");

            Assert.Equal(0, await server.StopAsync());
        }
        Assert.Equal(0, await database.Database.ScalarAsync<long>(PublishedSql, null, None));

        await using var next = await ServeProcess.StartAsync(database);
        await UntilAsync<string>(database, UploadSql, status => status is not ("queued" or "running"));

        Assert.Equal(1, await database.Database.ScalarAsync<long>(PublishedSql, null, None));
        Assert.Equal(2, await database.Database.ScalarAsync<long>(LinesSql, null, None));
        Assert.Equal(0, await next.StopAsync());
    }

    private static void SkipUnlessSignals()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Processes are asked to stop by another way on Windows.");
        }
    }

    private static async Task<(string Token, string Email)> PrepareAsync(TestDatabase database)
    {
        await using var app = await AppFactory.StartAsync(database);
        var token = await app
            .Services.GetRequiredService<ApiTokens>()
            .AddAsync("script", ApiScope.All, ApiTokens.DefaultDays, "test", None);
        return (token!, await app.AddUserAsync([Role.Finance]));
    }

    private static HttpClient Client(ServeProcess server, string token)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpStatusCode> ImportAsync(HttpClient client)
    {
        var text =
            "line_id,booked_on,amount,customer_id,currency\n"
            + string.Concat(
                Enumerable.Range(0, Rows).Select(i => $"L{i},2026-{i % 9 + 1:00}-05,{i}.25,C{i % 997},DKK\n")
            );
        using var body = new StringContent(text, Encoding.UTF8, "text/csv");
        using var answer = await client.PostAsync(new Uri("/api/v1/imports/revenue", UriKind.Relative), body);
        return answer.StatusCode;
    }

    private static async Task UploadAsync(ServeProcess server, string email)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var inside = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            [new("Email", email), new("Password", AppFactory.Password)]
        );
        var page = new Uri("/imports/new", UriKind.Relative);
        var token = AppFactory.FormToken(await client.GetStringAsync(page));
        using var form = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("revenue"), "Kind" },
            {
                new StringContent("line_id,booked_on,amount,currency\n1,2026-01-05,1,DKK\n2,2026-01-05,2,DKK\n"),
                "File",
                "two.csv"
            },
        };
        using var answer = await client.PostAsync(page, form);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task UntilAsync(TestDatabase database, string sql, Func<long, bool> isSo) =>
        UntilAsync<long>(database, sql, isSo);

    private static async Task UntilAsync<T>(TestDatabase database, string sql, Func<T, bool> isSo)
    {
        for (var look = 0; !isSo((await database.Database.ScalarAsync<T>(sql, null, None))!); look++)
        {
            Assert.True(look < Looks, $"It has not come about: {sql}");
            await Task.Delay(10);
        }
    }
}
