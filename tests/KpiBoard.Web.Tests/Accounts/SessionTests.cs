using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed partial class SessionTests
{
    [DatabaseTheory]
    public async Task Account_ListsTheSessionsAndEndsOneOnEveryNode(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        await using var node = await AppFactory.StartAsync(database);
        var here = await app.SignedInAsync(Role.Executive);
        var there = await AgainAsync(app);
        // Both nodes of one company: a browser may reach either.
        var onNode = node.CreateClient();
        node.CookiesOf(onNode).Add(app.CookiesOf(there).GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(onNode));
        var html = await here.GetStringAsync(new Uri("/account", UriKind.Relative));
        var other = Assert.Single(End().Matches(html)).Value;

        using var answer = await AppFactory.PostFormAsync(here, "/account", [], other);
        using var again = await AppFactory.PostFormAsync(here, "/account", [], other);

        Assert.Contains("This browser", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(there));
        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(onNode));
    }

    [Fact]
    public async Task SessionOfSomebodyElse_CannotBeEnded()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var owner = await app.SignedInAsync(Role.Executive);
        var other = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(other, "/account", [], "/account/sessions/1/end");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(owner));
    }

    [DatabaseTheory]
    public async Task Session_InUse_EndsAfterItsLongestTime(string engine)
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await StartAsync(
            database,
            clock,
            ("SignIn:LongestHours", "10"),
            ("SignIn:IdleMinutes", "180")
        );
        var client = await app.SignedInAsync(Role.Executive);

        for (var hour = 2; hour < 10; hour += 2)
        {
            clock.Advance(TimeSpan.FromHours(2));
            Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(client));
        }
        // And a second, as one of the engines rounds to milliseconds.
        clock.Advance(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(client));
    }

    [Fact]
    public async Task Session_Idle_EndsForACopyOfItsCookieToo()
    {
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await StartAsync(database, clock, ("SignIn:IdleMinutes", "60"));
        var client = await app.SignedInAsync(Role.Executive);

        clock.Advance(TimeSpan.FromMinutes(61));
        var left = await app.Services.GetRequiredService<Sessions>().OfPersonAsync(1, "", default);
        clock.Advance(TimeSpan.FromMinutes(15));

        // The cookie knows the minute, the list of sessions the quarter of an hour.
        Assert.Single(left);
        Assert.Empty(await app.Services.GetRequiredService<Sessions>().OfPersonAsync(1, "", default));
        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(client));
    }

    [Fact]
    public async Task SignOut_MakesACopyOfTheCookieWorthless()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);
        var thief = app.CreateClient();
        app.CookiesOf(thief).Add(app.CookiesOf(client).GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, await SingleSignOnLab.StatusAsync(thief));

        using var answer = await AppFactory.PostFormAsync(client, "/account", [], "/sign-out");

        Assert.Equal(HttpStatusCode.Redirect, await SingleSignOnLab.StatusAsync(thief));
    }

    private static Task<AppFactory> StartAsync(
        TestDatabase database,
        ManualClock clock,
        params (string Key, string Value)[] settings
    ) =>
        AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                foreach (var (key, value) in settings)
                {
                    builder.Configuration[key] = value;
                }
            }
        );

    /// <summary>Another browser of the first person.</summary>
    private static async Task<HttpClient> AgainAsync(AppFactory app)
    {
        var client = app.CreateClient();
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            [new("Email", "person1@test.example"), new("Password", AppFactory.Password)]
        );
        return client;
    }

    [GeneratedRegex("/account/sessions/[0-9]+/end", RegexOptions.None, 1000)]
    private static partial Regex End();
}
