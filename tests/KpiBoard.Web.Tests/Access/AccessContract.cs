using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Tests.Access;

/// <summary>
/// The access table of the contracts, by address: who may call what. Written down here a second time and on purpose, so
/// that a route under a wrong policy, and one that nobody has thought about, is found.
/// </summary>
internal static class AccessContract
{
    public const string Anonymous = "anonymous";
    public const string Nobody = "nobody";

    private const string Any = "*";
    private const string Get = "GET";
    private const string Post = "POST";

    private static readonly string[] SignedIn = [Nobody, .. Role.All];
    private static readonly string[] Board = [.. Role.All];
    private static readonly string[] SeesImports = [Role.Executive, Role.Finance, Role.Administrator];
    private static readonly string[] Finance = [Role.Finance];
    private static readonly string[] Customers = [Role.Executive, Role.Owner, Role.Finance, Role.Care];
    private static readonly string[] Executive = [Role.Executive];
    private static readonly string[] Owners = [Role.Executive, Role.Owner];
    private static readonly string[] Targets = [Role.Executive, Role.Finance];
    private static readonly string[] Events = [Role.Executive, Role.Owner, Role.Finance, Role.Administrator];
    private static readonly string[] SetUp = [Role.Executive, Role.Finance, Role.Administrator];
    private static readonly string[] Administrator = [Role.Administrator];

    /// <summary>
    /// The longest beginning of a route's address decides, and a row for its own method before one for any. Whole steps of
    /// the address are compared, so that /figures is not the beginning of /figures-x.
    /// </summary>
    private static readonly Row[] Rows =
    [
        new(Any, "/{**path}", SignedIn, []),
        new(Get, "/", Board, []),
        new(Any, "/account", SignedIn, []),
        new(Any, "/administration", Administrator, []),
        new(Any, "/board", Board, []),
        new(Any, "/check-in", Owners, []),
        new(Any, "/comments", Board, []),
        new(Any, "/customers", Finance, []),
        new(Get, "/events", Board, []),
        new(Any, "/events/add", Events, []),
        new(Any, "/events/{id:long}/edit", Events, []),
        new(Post, "/events", Events, []),
        new(Any, "/favourites", Board, []),
        new(Get, "/figures", Board, []),
        new(Any, "/figures/bridge/customers", Customers, []),
        new(Any, "/figures/bridge/movers", Customers, []),
        new(Any, "/figures/own/add", Targets, []),
        new(Post, "/figures/own", Targets, []),
        new(Any, "/help", Board, []),
        new(Get, "/imports", SeesImports, []),
        new(Post, "/imports", Finance, []),
        new(Any, "/imports/new", Finance, []),
        new(Any, "/imports/uploads/{id:long}/look", Finance, []),
        new(Any, "/imports/{id:long}/quarantine", Finance, []),
        new(Any, "/imports/{id:long}/undo", Finance, []),
        new(Any, "/look", Board, []),
        new(Get, "/periods", SeesImports, []),
        new(Post, "/periods", Finance, []),
        new(Any, "/periods/reopen", Finance, []),
        new(Get, "/priorities", Board, []),
        new(Post, "/priorities", Executive, []),
        new(Any, "/priorities/order", Executive, []),
        new(Post, "/priorities/scenarios", Owners, []),
        new(Any, "/priorities/what-if", Board, []),
        new(Any, "/priorities/what-if/save", Owners, []),
        new(Get, "/reconciliation", SeesImports, []),
        new(Post, "/reconciliation", Finance, []),
        new(Any, "/refreshes", Administrator, []),
        new(Get, "/restatements", SeesImports, []),
        new(Get, "/search", Board, []),
        new(Get, "/search/customers", Customers, []),
        new(Any, "/setup", SetUp, []),
        new(Post, "/setup/people", Administrator, []),
        new(Post, "/setup/{step}", Administrator, []),
        new(Any, "/sign-out", SignedIn, []),
        new(Get, "/strategy", Board, []),
        new(Any, "/strategy/initiatives/add", Executive, []),
        new(Any, "/strategy/initiatives/{id:long}/edit", Owners, []),
        new(Any, "/strategy/initiatives/{id:long}/steps", Owners, []),
        new(Any, "/strategy/initiatives/{id:long}/evidence/add", Owners, []),
        new(Any, "/strategy/initiatives/{id:long}/evidence/{item:long}/edit", Owners, []),
        new(Post, "/strategy/initiatives", Owners, []),
        new(Any, "/strategy/initiatives/{id:long}/plan/work", Owners, []),
        new(Post, "/strategy/capacity", Executive, []),
        new(Post, "/strategy/commitments", Owners, []),
        new(Get, "/strategy/help", Owners, []),
        new(Any, "/strategy/themes", Executive, []),
        new(Post, "/strategy/values", Targets, []),
        new(Any, "/strategy/values/edit", Targets, []),
        new(Get, "/targets", Board, []),
        new(Post, "/targets", Targets, []),
        new(Any, "/targets/add", Targets, []),
        new(Any, "/tasks", Board, []),
        new(Any, "/health/ready", Administrator, [ApiScope.Read]),
        new(Any, "/openapi", SignedIn, [.. ApiScope.All]),
        new(Any, "/api/{**path}", [], [.. ApiScope.All]),
        new(Get, "/api/v1/bridge", [], [ApiScope.Read]),
        new(Get, "/api/v1/comments", [], [ApiScope.Read]),
        new(Post, "/api/v1/comments", [], [ApiScope.Write]),
        new(Get, "/api/v1/guesswork", [], [ApiScope.Read]),
        new(Any, "/api/v1/imports", [], [ApiScope.Imports]),
        new(Get, "/api/v1/imports", [], [ApiScope.Imports, ApiScope.Read]),
        new(Get, "/api/v1/imports/{id:long}/quarantine", [], [ApiScope.Imports]),
        new(Get, "/api/v1/initiatives", [], [ApiScope.Read]),
        new(Post, "/api/v1/initiatives", [], [ApiScope.Write]),
        new(Get, "/api/v1/kpis", [], [ApiScope.Read]),
        new(Get, "/api/v1/priorities", [], [ApiScope.Read]),
        new(Post, "/api/v1/priorities", [], [ApiScope.Write]),
        new(Get, "/api/v1/refreshes", [], [ApiScope.Read]),
        new(Post, "/api/v1/refreshes", [], [ApiScope.Write]),
        new(Get, "/api/v1/unit-values", [], [ApiScope.Read]),
    ];

    /// <summary>The row that decides about the route; null when the table does not have it.</summary>
    public static Row? Of(Route route) =>
        Rows.Where(row => row.Fits(route))
            .OrderByDescending(row => row.Beginning.Length)
            .ThenBy(row => row.Method == Any)
            .FirstOrDefault();

    /// <summary>Who may call what begins so.</summary>
    /// <param name="Roles">Of people; <see cref="Nobody"/> for who is signed in and has none.</param>
    /// <param name="Scopes">Of API tokens.</param>
    internal sealed record Row(
        string Method,
        string Beginning,
        IReadOnlyList<string> Roles,
        IReadOnlyList<string> Scopes
    )
    {
        public bool Fits(Route route) =>
            (Method == Any || Method == route.Method)
            && (
                route.Pattern == Beginning
                || (Beginning != "/" && route.Pattern.StartsWith(Beginning + "/", StringComparison.Ordinal))
            );
    }
}
