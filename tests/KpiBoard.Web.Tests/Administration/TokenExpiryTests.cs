using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class TokenExpiryTests
{
    private static readonly Uri Endpoint = new("/api/v1/nothing", UriKind.Relative);

    [DatabaseTheory]
    public async Task Token_AfterItsDays_IsRefusedWithTheReasonAndFreesItsName(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var client = await ScriptAsync(app, "nightly", 30);

        clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        using var before = await client.GetAsync(Endpoint);
        clock.Advance(TimeSpan.FromSeconds(1));
        using var after = await client.GetAsync(Endpoint);
        using var problem = JsonDocument.Parse(await after.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.NotFound, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
        Assert.Equal(
            "The token expired on 2026-12-21. An administrator can make a new one.",
            problem.RootElement.GetProperty("detail").GetString()
        );
        Assert.Contains("invalid_token", after.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
        using var next = await (await ScriptAsync(app, "nightly", 30)).GetAsync(Endpoint);
        Assert.Equal(HttpStatusCode.NotFound, next.StatusCode);
    }

    [DatabaseTheory]
    public async Task TokenFromBeforeTokensEnded_NeverExpiresAndThePageSaysSo(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var client = await ScriptAsync(app, "old", ApiTokens.DefaultDays);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var page = new Uri("/administration/tokens", UriKind.Relative);
        var with = await administrator.GetStringAsync(page);
        await database.Database.ExecuteAsync("UPDATE [ApiToken] SET [ExpiresAt] = NULL", null, CancellationToken.None);

        var without = await administrator.GetStringAsync(page);
        clock.Advance(TimeSpan.FromDays(4000));
        using var answer = await client.GetAsync(Endpoint);

        Assert.DoesNotContain("Never expires", with, StringComparison.Ordinal);
        Assert.Contains("Never expires", without, StringComparison.Ordinal);
        Assert.Contains("Some tokens were made before tokens had an end", without, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("30", "2026-12-21T04:00:00")]
    [InlineData("365", "2027-11-21T04:00:00")]
    [InlineData("7000", null)]
    public async Task AddToken_OnThePage_TakesOneOfTheLengths(string days, string? expected)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var client = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/administration/tokens",
            [new("Name", "nightly"), new("Scopes", ApiScope.Read), new("Days", days)]
        );

        var tokens = await app.Services.GetRequiredService<ApiTokens>().ListAsync(CancellationToken.None);
        Assert.Equal(expected, tokens.SingleOrDefault()?.ExpiresAt?.ToString("s"));
    }

    private static async Task<HttpClient> ScriptAsync(AppFactory app, string name, int days)
    {
        var tokens = app.Services.GetRequiredService<ApiTokens>();
        var token = await tokens.AddAsync(name, [ApiScope.Read], days, "test", CancellationToken.None);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
