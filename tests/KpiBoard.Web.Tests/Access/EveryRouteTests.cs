using System.Net;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

/// <summary>
/// Walks all routes that the running app has, reading and writing, pages, endpoints and files, with every role and every
/// kind of token: what each does is asked over HTTP, and held against <see cref="AccessContract"/>.
/// </summary>
public sealed class EveryRouteTests
{
    private const string Anonymous = AccessContract.Anonymous;
    private const string Nobody = AccessContract.Nobody;

    private const string ConfirmSql = "UPDATE [TwoStep] SET [ConfirmedAt] = @now WHERE [UserId] = @id";

    private static readonly string[] Everyone = [Anonymous, Nobody, .. Role.All];

    [Fact]
    public async Task EveryRoute_StandsInTheAccessTable()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        // A new route needs a row in AccessContract, taken from the contracts and not from the route's own policy.
        Assert.DoesNotContain(Routes(app), route => !route.IsAnonymous && AccessContract.Of(route) is null);
    }

    [Fact]
    public async Task EveryRoute_EveryRole_IsAllowedOrDeniedByTheAccessTable()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var wrong = new List<string>();
        foreach (var who in Everyone)
        {
            var client = await ClientAsync(app, who);
            // Signing out comes last.
            var pages = Routes(app).Where(route => !route.IsAnonymous && !route.IsForApi);
            foreach (var route in pages.OrderBy(route => route.Pattern == "/sign-out"))
            {
                var allowed = AccessContract.Of(route)?.Roles.Contains(who) == true;
                var answer = await SendAsync(client, route);
                var fits = (who, allowed) switch
                {
                    (_, true) => !IsDenied(answer),
                    (Anonymous, _) => IsWayIn(answer)
                        || (route.IsForScripts && answer.Status == HttpStatusCode.Unauthorized),
                    _ => answer.Status == HttpStatusCode.Forbidden,
                };
                if (!fits)
                {
                    wrong.Add($"{who}: {route} answered {answer.Status} {answer.Location}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task EveryRoute_EveryScope_IsAllowedOrDeniedByTheAccessTable()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var wrong = new List<string>();
        foreach (var scope in ApiScope.All)
        {
            var client = await app.ApiClientAsync(scope);
            foreach (var route in Routes(app).Where(route => !route.IsAnonymous))
            {
                var answer = await SendAsync(client, route);
                var allowed = AccessContract.Of(route)?.Scopes.Contains(scope) == true;
                // On a page a token is not looked at: whoever has only that is shown the way in.
                var isRight =
                    allowed ? !IsDenied(answer)
                    : route.IsForApi || route.IsForScripts ? answer.Status == HttpStatusCode.Forbidden
                    : IsWayIn(answer);
                if (!isRight)
                {
                    wrong.Add($"{scope}: {route} answered {answer.Status} {answer.Location}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task EveryEndpoint_WithACookieNothingOrATokenThatIsNoMore_IsDenied()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var everyScope = ApiScope.All.ToArray();
        var expired = await app.ApiClientAsync(everyScope);
        clock.Advance(TimeSpan.FromDays(ApiTokens.DefaultDays + 1));
        var revoked = await app.ApiClientAsync(everyScope);
        var tokens = app.Services.GetRequiredService<ApiTokens>();
        foreach (var token in await tokens.ListAsync(CancellationToken.None))
        {
            await tokens.RevokeAsync(token.Name, CancellationToken.None);
        }
        var invented = app.CreateClient();
        invented.DefaultRequestHeaders.Authorization = new("Bearer", Secret.Create());
        var clients = new[] { app.CreateClient(), await app.SignedInAsync([.. Role.All]), expired, revoked, invented };
        foreach (var route in Routes(app).Where(route => route.IsForApi))
        {
            foreach (var client in clients)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(client, route)).Status);
            }
        }
    }

    /// <summary>Each of them has, or had, every role.</summary>
    [Fact]
    public async Task EveryPage_OfADisabledPersonOrBeforeTheSecondStep_IsDenied()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var disabled = await app.SignedInAsync([.. Role.All]);
        var store = app.Services.GetRequiredService<UserStore>();
        var user = await app.Services.GetRequiredService<UserQueries>().FindAsync("person1@test.example", default);
        await app.AddUserAsync([Role.Administrator]);
        Assert.Equal(UserChange.Done, await store.DisableAsync(user!.Id, CancellationToken.None));
        var awaited = app.CreateClient();
        await AwaitCodeAsync(app, awaited);
        var wrong = new List<string>();
        foreach (var (who, client) in new[] { ("disabled", disabled), ("code awaited", awaited) })
        {
            foreach (var route in Routes(app).Where(route => !route.IsAnonymous && !route.IsForApi))
            {
                var answer = await SendAsync(client, route);
                if (!IsWayIn(answer) && !(route.IsForScripts && answer.Status == HttpStatusCode.Unauthorized))
                {
                    wrong.Add($"{who}: {route} answered {answer.Status} {answer.Location}");
                }
            }
        }
        await app.Services.GetRequiredService<CompanySettingsStore>().SetAsync("twoStep", "required", "test", default);
        var without = await app.SignedInAsync([.. Role.All]);
        var rest = Routes(app).Where(route => !route.IsAnonymous && !route.IsForApi);
        foreach (var route in rest.OrderBy(route => route.Pattern == "/sign-out"))
        {
            var answer = await SendAsync(without, route);
            // No role counts until then: the person is led to set it up, also from where a role would be needed.
            var isLedThere = answer is { Status: HttpStatusCode.Redirect, Location: "/account/two-step" };
            var isRefused = route.IsForScripts && answer.Status == HttpStatusCode.Forbidden;
            if (isLedThere || isRefused ? IsForNobody(route) : !IsForNobody(route))
            {
                wrong.Add($"lacks the second step: {route} answered {answer.Status} {answer.Location}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task AnonymousRoutes_AreSignInPasswordLinksStaticFilesAndLiveness()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        var anonymous = Routes(app)
            .Where(route => route.IsAnonymous && !route.IsFile)
            .Select(route => route.ToString());

        Assert.Equal(
            [
                "* /health/live",
                "GET /password/{secret}",
                "GET /sign-in",
                "GET /sign-in/code",
                "GET /sign-in/single-sign-on",
                "POST /password/{secret}",
                "POST /sign-in",
                "POST /sign-in/code",
            ],
            anonymous.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task EveryRoute_HasAPolicyOfItsOwn()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        Assert.DoesNotContain(Routes(app), route => !route.IsAnonymous && route.Policy.Length == 0);
        Assert.DoesNotContain(
            Routes(app),
            route => route.IsForApi != route.Policy.StartsWith("Api", StringComparison.Ordinal)
        );
    }

    private static bool IsForNobody(Route route) => AccessContract.Of(route)?.Roles.Contains(Nobody) == true;

    /// <summary>A person with every role who has given the password, and not yet the code.</summary>
    private static async Task AwaitCodeAsync(AppFactory app, HttpClient client)
    {
        var email = await app.AddUserAsync([.. Role.All]);
        var user = await app.Services.GetRequiredService<UserQueries>().FindAsync(email, default);
        await app.Services.GetRequiredService<TwoSteps>().StartAsync(user!.Id, default);
        await app
            .Services.GetRequiredService<KpiDatabase>()
            .ExecuteAsync(ConfirmSql, new { id = user.Id, now = DateTimeOffset.UnixEpoch }, default);
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
        );
        Assert.StartsWith("/sign-in/code", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    private static List<Route> Routes(AppFactory app) =>
        [
            .. app
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(Route.From),
        ];

    private static async Task<HttpClient> ClientAsync(AppFactory app, string who) =>
        who switch
        {
            Anonymous => app.CreateClient(),
            Nobody => await app.SignedInAsync(),
            _ => await app.SignedInAsync(who),
        };

    private static async Task<Answer> SendAsync(HttpClient client, Route route)
    {
        using var request = new HttpRequestMessage(route.HttpMethod, route.Example);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new FormUrlEncodedContent([]);
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new Answer(answer.StatusCode, answer.Headers.Location?.ToString() ?? "");
    }

    private static bool IsWayIn(Answer answer) =>
        answer.Status == HttpStatusCode.Redirect && answer.Location.Contains("/sign-in?", StringComparison.Ordinal);

    private static bool IsDenied(Answer answer) =>
        answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || IsWayIn(answer);

    private sealed record Answer(HttpStatusCode Status, string Location);
}
