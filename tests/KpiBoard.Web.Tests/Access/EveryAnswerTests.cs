using System.IO.Compression;
using System.Net;
using System.Text;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Imports;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

/// <summary>
/// Opens everything that can be opened, page, list, file and endpoint, as every role in one unit, in the other and in
/// none, and looks in the answers for what belongs to the other unit. See <see cref="MarkedCompany"/>.
/// </summary>
public sealed class EveryAnswerTests : IAsyncLifetime
{
    private const string Files = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Where the other unit's name may stand: what is planned and what happened is for everybody to read.</summary>
    private static readonly string[] NamesAllUnits =
    [
        "/strategy",
        "/priorities",
        "/check-in",
        "/events",
        "/api/v1/initiatives",
        // Who gives people their units sees them all.
        "/administration",
    ];

    /// <summary>Nothing to see without a file that waits, or of what is not one's own: other tests have these.</summary>
    private static readonly string[] NeedsMore =
    [
        "/imports/uploads/{id:long}",
        "/imports/uploads/{id:long}/look",
        "/imports/uploads/{id:long}/progress",
        "/check-in/{id:long}",
        "/comments/{id:long}/edit",
    ];

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private MarkedCompany company = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        // A clock whose timers run: the scheduler works too, and whoever waits for its lease waits by the clock.
        var clock = new SettableClock(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        app = await AppFactory.StartAsync(database, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        company = new MarkedCompany(app, clock);
        await company.FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task EveryAnswer_OfEveryRoleInAUnit_HoldsNothingOfAnother()
    {
        var wrong = new List<string>();
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in Role.All)
        {
            var seesAll = role == Role.Finance;
            var isForCustomers = role != Role.Administrator;
            // Whose customers, and whose talk: a person without a unit sees no customers, and what is said of all.
            await WalkAsync(role, [MarkedCompany.Own], seesAll, seesAll, isForCustomers, answered, wrong);
            await WalkAsync(role, [], seesAll, true, seesAll, answered, wrong);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        // A walk on which the doors do not open would find nothing.
        AssertOpened(Routes().Where(route => !route.IsForApi), answered);
    }

    [Fact]
    public async Task EveryAnswer_OfWhoIsInTheOtherUnit_HoldsIt()
    {
        var client = await ClientAsync(Role.Owner, [MarkedCompany.Other]);
        var found = new List<string>();
        await foreach (var (_, address, text) in AnswersAsync(client, Routes()))
        {
            if (Holds(text, MarkedCompany.Customer(MarkedCompany.Other)))
            {
                found.Add(address);
            }
        }
        // What the other test looks for is there to be found.
        Assert.Contains(found, address => address.StartsWith("/search/results", StringComparison.Ordinal));
        Assert.Contains(found, address => address.StartsWith("/search/customers/", StringComparison.Ordinal));
        Assert.Contains(
            found,
            address => address.StartsWith("/figures/bridge/customers/xlsx", StringComparison.Ordinal)
        );
        Assert.Contains(found, address => address.StartsWith("/figures/bridge/movers", StringComparison.Ordinal));
    }

    /// <summary>What people say, ask of each other, aim at and promise in a unit, and initiatives of others.</summary>
    [Fact]
    public async Task EveryWrite_OfWhoIsInAnotherUnit_ChangesNothingThere()
    {
        var before = await CompanyDump.ReadAsync(database.Database);
        // Of everything that could be changed there is a row.
        Assert.Superset(
            CompanyDump.Marks.ToHashSet(StringComparer.Ordinal),
            before.Select(line => line.Split(' ')[0]).ToHashSet(StringComparer.Ordinal)
        );
        var allowed = new List<string>();
        foreach (var role in Role.All.Where(role => role != Role.Finance))
        {
            var client = await ClientAsync(role, [MarkedCompany.Own]);
            var token = AppFactory.FormToken(await client.GetStringAsync(new Uri("/account", UriKind.Relative)));
            foreach (var route in Writes(role))
            {
                foreach (var address in Addresses.OfOther(route.Pattern))
                {
                    using var form = new FormUrlEncodedContent([
                        .. Addresses.Fields,
                        new("__RequestVerificationToken", token),
                    ]);
                    using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), form);
                    if (answer.IsSuccessStatusCode)
                    {
                        allowed.Add($"{role}: {address}");
                    }
                }
            }
        }

        Assert.True(allowed.Count == 0, string.Join('\n', allowed));
        Assert.Equal(before, await CompanyDump.ReadAsync(database.Database));
    }

    [Fact]
    public async Task EveryEndpoint_WithAToken_HoldsRowsOfCustomersForImportsOnly()
    {
        var answered = new HashSet<string>(StringComparer.Ordinal);
        var routes = Routes().Where(route => route.IsForApi).ToList();
        foreach (var scope in ApiScope.All)
        {
            var client = await app.ApiClientAsync(scope);
            await foreach (var (status, address, text) in AnswersAsync(client, routes, answered))
            {
                var isAside = address.EndsWith("/quarantine", StringComparison.Ordinal);
                if (Holds(text, "cust-"))
                {
                    Assert.True(isAside && scope == ApiScope.Imports, $"{scope}: {address} {status}");
                }
            }
        }
        AssertOpened(routes, answered);
    }

    private static void AssertOpened(IEnumerable<Route> routes, IEnumerable<string> answered)
    {
        var closed = routes.Select(route => route.Pattern).Except(answered).Except(NeedsMore).ToList();
        Assert.True(closed.Count == 0, string.Join('\n', closed));
    }

    /// <summary>Executives manage every initiative.</summary>
    private IEnumerable<Route> Writes(string role) =>
        AllRoutes()
            .Where(route => route.Method == "POST")
            .Where(route =>
                Addresses.WrittenInUnits.Any(start => route.Pattern.StartsWith(start, StringComparison.Ordinal))
                || (
                    role == Role.Owner
                    && Addresses.WrittenByOwners.Any(start =>
                        route.Pattern.StartsWith(start, StringComparison.Ordinal)
                        && route.Pattern.Contains("{id:long}", StringComparison.Ordinal)
                    )
                )
            );

    private async Task WalkAsync(
        string role,
        string[] units,
        bool seesOthersCustomers,
        bool seesOthersTalk,
        bool seesCustomers,
        HashSet<string> answered,
        List<string> wrong
    )
    {
        var client = await ClientAsync(role, units);
        var who = $"{role} in [{string.Join(", ", units)}]";
        var isBound = units.Length > 0 && !seesOthersCustomers;
        var routes = Routes().Where(route => !route.IsForApi).ToList();
        await foreach (var (status, address, text) in AnswersAsync(client, routes, answered))
        {
            // Who answers a person's request sees this one customer, and that they looked is kept.
            var isRequest = address.StartsWith("/administration/personal-data/", StringComparison.Ordinal);
            Check(
                !seesOthersCustomers && !isRequest && Holds(text, MarkedCompany.Customer(MarkedCompany.Other)),
                "customers"
            );
            Check(
                !seesCustomers && !isRequest && Holds(text, MarkedCompany.Customer(MarkedCompany.Own)),
                "own customers"
            );
            // What was changed, before and after, is the administrators' to read, all of it.
            Check(
                !seesOthersTalk
                    && Holds(text, MarkedCompany.Talk(MarkedCompany.Other))
                    && !address.StartsWith("/administration/audit", StringComparison.Ordinal),
                "talk"
            );
            Check(
                isBound
                    && Holds(text, MarkedCompany.Other)
                    && !NamesAllUnits.Any(start => address.StartsWith(start, StringComparison.Ordinal)),
                "figures"
            );

            void Check(bool isWrong, string what)
            {
                if (isWrong)
                {
                    wrong.Add($"{who}: {address} ({status}) shows {what} of another unit");
                }
            }
        }
    }

    private async Task<HttpClient> ClientAsync(string role, string[] units)
    {
        var client = app.CreateClient();
        var email = await app.AddUserAsync([role], units);
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = AppFactory.Password }
        );
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var person = (await app.Services.GetRequiredService<UserQueries>().FindAsync(email, default))!.Id;
        await company.MarkFavouriteAsync(person, MarkedCompany.Other);
        return client;
    }

    /// <summary>The answers with content, those to refusals among them: they must not say more than the others.</summary>
    private static async IAsyncEnumerable<(HttpStatusCode Status, string Address, string Text)> AnswersAsync(
        HttpClient client,
        IEnumerable<Route> routes,
        HashSet<string>? answered = null
    )
    {
        foreach (var route in routes)
        {
            foreach (var address in Addresses.Of(route.Pattern))
            {
                using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
                if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Redirect)
                {
                    answered?.Add(route.Pattern);
                }
                yield return (answer.StatusCode, address, WithoutAddress(await TextAsync(answer), address));
            }
        }
    }

    /// <summary>What was asked for comes back in links and fields: that says nothing that the caller did not know.</summary>
    private static string WithoutAddress(string text, string address)
    {
        var query = address.Contains('?', StringComparison.Ordinal) ? address[(address.IndexOf('?') + 1)..] : "";
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = Uri.UnescapeDataString(pair[(pair.IndexOf('=') + 1)..]);
            if (!Holds(value, MarkedCompany.Other))
            {
                continue;
            }
            text = text.Replace(value, "", StringComparison.Ordinal)
                .Replace(Uri.EscapeDataString(value), "", StringComparison.Ordinal);
        }
        return text;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != Files)
        {
            return await answer.Content.ReadAsStringAsync();
        }
        await using var package = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var text = new StringBuilder();
        foreach (var entry in package.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.Append(await reader.ReadToEndAsync());
        }
        return text.ToString();
    }

    private static bool Holds(string text, string mark) => text.Contains(mark, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<Route> AllRoutes() =>
        app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Route.From);

    private List<Route> Routes() =>
        [
            .. AllRoutes()
                .Where(route =>
                    route.HttpMethod == HttpMethod.Get
                    && !route.IsAnonymous
                    && !route.Pattern.Contains("{**", StringComparison.Ordinal)
                ),
        ];
}
