using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

/// <summary>
/// Walks all routes that the running app has. What each admits is read from its policy and the access table, written out
/// here a second time; what it does is asked over HTTP.
/// </summary>
public sealed class EveryRouteTests
{
    private const string Anonymous = "anonymous";
    private const string Nobody = "nobody";

    private static readonly string[] Everyone = [Anonymous, Nobody, .. Role.All];

    /// <summary>The access table as the contracts give it, column by column.</summary>
    private static readonly Dictionary<string, string[]> Admitted = new()
    {
        [AccessPolicy.SignedIn] = [Nobody, .. Role.All],
        [AccessPolicy.ReadApiDescription] = [Nobody, .. Role.All],
        [AccessPolicy.ReadBoard] = [Role.Executive, Role.Owner, Role.Finance, Role.Care, Role.Administrator],
        [AccessPolicy.ReadImports] = [Role.Executive, Role.Finance, Role.Administrator],
        [AccessPolicy.ChangeImports] = [Role.Finance],
        [AccessPolicy.ReadCustomers] = [Role.Executive, Role.Owner, Role.Finance, Role.Care],
        [AccessPolicy.ManageInitiatives] = [Role.Executive],
        [AccessPolicy.EditInitiatives] = [Role.Executive, Role.Owner],
        [AccessPolicy.SetTargets] = [Role.Executive, Role.Finance],
        [AccessPolicy.WriteEvents] = [Role.Executive, Role.Owner, Role.Finance, Role.Administrator],
        [AccessPolicy.Administer] = [Role.Administrator],
        [AccessPolicy.SetUp] = [Role.Executive, Role.Finance, Role.Administrator],
        [AccessPolicy.ReadHealth] = [Role.Administrator],
    };

    private static readonly Dictionary<string, string[]> AdmittedScopes = new()
    {
        [AccessPolicy.ApiImports] = [ApiScope.Imports],
        [AccessPolicy.ApiReadImports] = [ApiScope.Imports, ApiScope.Read],
        [AccessPolicy.ApiRead] = [ApiScope.Read],
        [AccessPolicy.ApiWrite] = [ApiScope.Write],
        [AccessPolicy.ApiAny] = [ApiScope.Imports, ApiScope.Read, ApiScope.Write],
        [AccessPolicy.ReadHealth] = [ApiScope.Read],
        [AccessPolicy.ReadApiDescription] = [ApiScope.Imports, ApiScope.Read, ApiScope.Write],
    };

    [Fact]
    public async Task EveryRoute_EveryRole_IsAllowedOrDeniedByTheAccessTable()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var wrong = new List<string>();
        foreach (var who in Everyone)
        {
            var client = await ClientAsync(app, who);
            // Signing out comes last.
            var pages = Routes(app).Where(route => !route.IsAnonymous && !route.IsForApi);
            foreach (var route in pages.OrderBy(route => route.Pattern == "/sign-out"))
            {
                var allowed = Admitted[route.Policy].Contains(who);
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
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_EveryScope_IsAllowedOrDeniedByTheAccessTable()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var wrong = new List<string>();
        foreach (var scope in ApiScope.All)
        {
            var client = await app.ApiClientAsync(scope);
            foreach (var route in Routes(app).Where(route => !route.IsAnonymous))
            {
                var answer = await SendAsync(client, route);
                var allowed = AdmittedScopes.TryGetValue(route.Policy, out var scopes) && scopes.Contains(scope);
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
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryEndpoint_WithACookieOrNothing_IsDenied()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);
        var clients = new[] { app.CreateClient(), await app.SignedInAsync([.. Role.All]) };
        foreach (var route in Routes(app).Where(route => route.IsForApi))
        {
            foreach (var client in clients)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(client, route)).Status);
            }
        }
    }

    [Fact]
    public async Task AnonymousRoutes_AreSignInPasswordLinksStaticFilesAndLiveness()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
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
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(database);

        Assert.DoesNotContain(Routes(app), route => !route.IsAnonymous && route.Policy.Length == 0);
        Assert.DoesNotContain(
            Routes(app),
            route => route.IsForApi != route.Policy.StartsWith("Api", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void AccessTable_NamesNoOtherPolicies()
    {
        var known = AccessTable.Roles.Keys.Union(AccessTable.Scopes.Keys).Union(AccessTable.EveryoneSignedIn);

        Assert.Equal(Admitted.Keys.Union(AdmittedScopes.Keys).Order(), known.Order());
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
