using System.Net;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>What every answer has in common, and how errors are said.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/css/base.css")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        using var answer = await app.CreateClient().GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Header(answer, "Content-Security-Policy")
        );
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("en", "There is no such page")]
    [InlineData("da", "Siden findes ikke")]
    [InlineData("nb", "Siden finnes ikke")]
    public async Task UnknownPage_WhenSignedIn_IsSaidInTheLanguageAsked(string language, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        using var answer = await client.GetAsync(new Uri("/nowhere", UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_OnAPage_ShowsAReferenceAndNoDetail()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        await BreakAsync(database, "UserRole");
        await BreakAsync(database, "Setting");

        using var answer = await app.CreateClient().GetAsync(new Uri("/sign-in", UriKind.Relative));
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Contains("Reference ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("no such table", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Failure_OnAnEndpoint_IsProblemDetails()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Read);
        await BreakAsync(database, "ApiToken");

        using var answer = await client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("no such table", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("nonsense", 401)]
    public async Task Endpoint_WithoutAGoodToken_AnswersProblemDetails(string? token, int expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = app.CreateClient();
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        using var answer = await client.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative));

        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(expected, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Endpoint_WithARevokedToken_IsDenied()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var tokens = app.Services.GetRequiredService<ApiTokens>();
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            await tokens.AddAsync("nightly", [ApiScope.Read], ApiTokens.DefaultDays, "test", CancellationToken.None)
        );
        var path = new Uri("/api/v1/nothing", UriKind.Relative);

        using var before = await client.GetAsync(path);
        await tokens.RevokeAsync("nightly", CancellationToken.None);
        using var after = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [DatabaseTheory]
    public async Task Readiness_OfAMigratedDatabase_IsHealthy(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Read);

        using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var check = json
            .RootElement.GetProperty("checks")
            .EnumerateArray()
            .Single(entry => entry.GetProperty("name").GetString() == "database");
        Assert.Equal("healthy", check.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Serve_OnAnEmptyDatabase_BringsTheMigrations()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        using var answer = await app.CreateClient().GetAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    /// <summary>Takes a table away under the running app.</summary>
    private static Task BreakAsync(TestDatabase database, string table) =>
        database.Database.ExecuteAsync($"ALTER TABLE [{table}] RENAME TO [Gone{table}]", null, CancellationToken.None);
}
