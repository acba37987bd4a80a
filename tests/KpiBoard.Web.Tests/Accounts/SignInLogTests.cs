using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed class SignInLogTests
{
    private static readonly SignInPlace Place = new("192.0.2.7", "Firefox, Linux");

    [DatabaseTheory]
    public async Task Account_ListsOnesOwnSignInsAndFailures(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        await app.SignedInAsync(Role.Executive);
        var stranger = app.CreateClient();
        stranger.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Firefox/143.0");
        using var failed = await SignInAsync(stranger, "not the password");
        using var right = await SignInAsync(stranger, AppFactory.Password);

        var html = await stranger.GetStringAsync(new Uri("/account", UriKind.Relative));
        var entries = await app.Services.GetRequiredService<SignInLog>().NewestAsync(1, 10, CancellationToken.None);

        Assert.Contains("Firefox, Linux", html, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", html, StringComparison.Ordinal);
        Assert.Contains("Wrong password", html, StringComparison.Ordinal);
        Assert.Equal([true, false, true], entries.Select(entry => entry.Succeeded));
        Assert.Equal("", entries[2].Browser);
    }

    [DatabaseTheory]
    public async Task Log_AfterItsTime_IsForgotten(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        await app.AddUserAsync([Role.Executive]);
        var log = app.Services.GetRequiredService<SignInLog>();
        await log.AddAsync(1, SignInWay.Password, succeeded: false, Place, CancellationToken.None);
        clock.Advance(SignInLog.Kept + TimeSpan.FromSeconds(1));
        await log.AddAsync(1, SignInWay.Password, succeeded: true, Place, CancellationToken.None);

        var entry = Assert.Single(await log.NewestAsync(1, 10, CancellationToken.None));

        Assert.True(entry.Succeeded);
        Assert.Equal(clock.GetUtcNow(), entry.At);
        Assert.Equal(Place.Address, entry.Address);
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEverySession()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var here = await app.SignedInAsync(Role.Executive);
        var there = app.CreateClient();
        using var signedIn = await SignInAsync(there, AppFactory.Password);
        var other = await app.SignedInAsync(Role.Executive);

        using var answer = await AppFactory.PostFormAsync(here, "/account", [], "/account/sign-out-everywhere");

        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(there));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other));
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string password) =>
        AppFactory.PostFormAsync(client, "/sign-in", [new("Email", "person1@test.example"), new("Password", password)]);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/account", UriKind.Relative));
        return answer.StatusCode;
    }
}
