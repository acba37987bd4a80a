using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>Who asks too often, or for too much, is told so.</summary>
public sealed class LimitTests
{
    private const string Row = "line_id,booked_on,amount,customer_id,currency\n1,2026-01-05,12.50,A,DKK\n";

    [Theory]
    [InlineData("en", "Too many attempts")]
    [InlineData("da", "For mange forsøg")]
    [InlineData("nb", "For mange forsøk")]
    public async Task SignIn_TooOftenFromOneAddress_IsAPageThatSaysWhenToComeBack(string language, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await StartAsync(database, "SignInPerAddress", 2);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        await TryAsync(client, "a@test.example");
        await TryAsync(client, "b@test.example");

        using var answer = await TryAsync(client, "c@test.example");
        using var page = await client.GetAsync(new Uri("/sign-in", UriKind.Relative));

        var seconds = Seconds(answer);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(seconds, 1, 60);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains($" {seconds} ", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task SignIn_TooOftenForOneAccount_StopsThatOneOnly()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await StartAsync(database, "SignInPerAccount", 2);
        var client = app.CreateClient();
        await TryAsync(client, "nobody@test.example");
        await TryAsync(client, " NOBODY@test.example");

        using var stopped = await TryAsync(client, "nobody@test.example");
        using var other = await TryAsync(client, "other@test.example");

        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.StatusCode);
        Assert.InRange(Seconds(stopped), 1, 60);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Rejections_OfRatesAndHosts_AreLoggedWithoutWhatWasTyped()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        using var said = new SaidLog();
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["RateLimits:SignInPerAddress"] = "2";
                builder.Logging.AddProvider(said);
            }
        );
        var client = app.CreateClient();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var answer = await TryAsync(client, $"typed{attempt}@test.example");
        }
        using var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/sign-in")
        {
            Headers = { Host = "elsewhere.example" },
        };
        using var refused = await client.SendAsync(elsewhere);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var line = Assert.Single(said.Lines, line => line.Contains("one too many", StringComparison.Ordinal));
        Assert.Contains("SignInController", line, StringComparison.Ordinal);
        Assert.Contains(said.Lines, line => line.Contains("elsewhere.example", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Lines, line => line.Contains("typed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endpoint_TooOftenWithOneToken_IsProblemDetailsForThatTokenOnly()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await StartAsync(database, "Api", 3);
        var (busy, other) = (await app.ApiClientAsync(ApiScope.Read), await app.ApiClientAsync(ApiScope.Read));
        var path = new Uri("/api/v1/imports", UriKind.Relative);
        for (var call = 0; call < 3; call++)
        {
            using var fine = await busy.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        }

        using var answer = await busy.GetAsync(path);
        using var others = await other.GetAsync(path);

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(429, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(
            $"Try again in {Seconds(answer)} seconds",
            problem.RootElement.GetProperty("detail").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task Imports_TooMany_AreStoppedWhileReadingGoesOn()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await StartAsync(database, "Imports", 1);
        var client = await app.ApiClientAsync(ApiScope.Imports);
        using var first = await SendAsync(client, Row);

        using var second = await SendAsync(client, Row);
        using var ledger = await client.GetAsync(new Uri("/api/v1/imports", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal(HttpStatusCode.OK, ledger.StatusCode);
    }

    [Fact]
    public async Task Call_LargerThanTheLimit_IsRefusedWhereAFileIsNot()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Configuration["Limits:MaxBodyBytes"] = "2000"
        );
        var script = await app.ApiClientAsync(ApiScope.Imports, ApiScope.Write);
        using var large = new StringContent($"\"{new string('a', 3_000)}\"", Encoding.UTF8, "application/json");

        using var call = await script.PostAsync(new Uri("/api/v1/initiatives/1/check-ins", UriKind.Relative), large);
        using var file = await SendAsync(script, Row + new string('\n', 3_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, call.StatusCode);
        Assert.Equal(HttpStatusCode.Created, file.StatusCode);
    }

    [Fact]
    public async Task Page_OfASignedInPerson_IsKeptInNoCache()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);

        foreach (var path in new[] { "/account", "/imports", "/imports/csv", "/search?q=x" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }
    }

    private static Task<AppFactory> StartAsync(TestDatabase database, string limit, int perMinute) =>
        AppFactory.StartAsync(
            database,
            builder => builder.Configuration[$"RateLimits:{limit}"] = perMinute.ToString(CultureInfo.InvariantCulture)
        );

    private static Task<HttpResponseMessage> TryAsync(HttpClient client, string email) =>
        AppFactory.PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = "not the password" }
        );

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string text)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/csv");
        return await client.PostAsync(new Uri("/api/v1/imports/revenue", UriKind.Relative), content);
    }

    private static int Seconds(HttpResponseMessage answer) => (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
}
