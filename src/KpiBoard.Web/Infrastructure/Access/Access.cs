namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// The names of the authorization policies, one per row and verb of the access table. Every page carries one of them;
/// every endpoint under /api/v1 carries one of the API scopes. Which roles a policy admits stands in
/// <see cref="AccessTable"/>.
/// </summary>
public static class AccessPolicy
{
    /// <summary>Signed in, whatever the role: own language, sign-out, "you have no role yet".</summary>
    public const string SignedIn = nameof(SignedIn);
    public const string ReadBoard = nameof(ReadBoard);
    public const string ReadImports = nameof(ReadImports);
    public const string ChangeImports = nameof(ChangeImports);

    /// <summary>Rows of single customers; the query limits them to the person's units unless the role sees all.</summary>
    public const string ReadCustomers = nameof(ReadCustomers);

    /// <summary>Themes; new initiatives and their approval; editing every initiative.</summary>
    public const string ManageInitiatives = nameof(ManageInitiatives);

    /// <summary>Initiatives and check-ins of one's own: whose they are is asked of the initiative itself.</summary>
    public const string EditInitiatives = nameof(EditInitiatives);
    public const string SetTargets = nameof(SetTargets);

    /// <summary>What comes first: deciding on proposals, and putting the order by hand.</summary>
    public const string DecidePriorities = nameof(DecidePriorities);

    /// <summary>Saving what was tried in the sandbox, and proposing it; whose it is is asked of the scenario itself.</summary>
    public const string SaveScenarios = nameof(SaveScenarios);

    /// <summary>
    /// What happened around the figures, for those who come to know of it where they decide, carry out, book or run
    /// things: prices and campaigns, strikes, competitors, outages.
    /// </summary>
    public const string WriteEvents = nameof(WriteEvents);
    public const string Administer = nameof(Administer);

    /// <summary>The guide through setting up: the settings are for administrators, the files for finance, targets and
    /// initiatives for executives.</summary>
    public const string SetUp = nameof(SetUp);

    public const string ApiImports = nameof(ApiImports);

    /// <summary>The ledger of imports: for tokens that import and for tokens that read.</summary>
    public const string ApiReadImports = nameof(ApiReadImports);
    public const string ApiRead = nameof(ApiRead);
    public const string ApiWrite = nameof(ApiWrite);

    /// <summary>Any valid token, whatever its scope: "there is no such endpoint".</summary>
    public const string ApiAny = nameof(ApiAny);

    /// <summary>For people who administer and for tokens that may read: readiness.</summary>
    public const string ReadHealth = nameof(ReadHealth);

    /// <summary>For whoever is signed in and for any token: the description of the endpoints.</summary>
    public const string ReadApiDescription = nameof(ReadApiDescription);
}

/// <summary>The access table, in one place.</summary>
public static class AccessTable
{
    /// <summary>The roles that a page policy admits.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Roles = new Dictionary<
        string,
        IReadOnlyList<string>
    >
    {
        [AccessPolicy.ReadBoard] = Role.All,
        [AccessPolicy.ReadImports] = [Role.Executive, Role.Finance, Role.Administrator],
        [AccessPolicy.ChangeImports] = [Role.Finance],
        [AccessPolicy.ReadCustomers] = [Role.Executive, Role.Owner, Role.Finance, Role.Care],
        [AccessPolicy.ManageInitiatives] = [Role.Executive],
        [AccessPolicy.EditInitiatives] = [Role.Executive, Role.Owner],
        [AccessPolicy.SetTargets] = [Role.Executive, Role.Finance],
        [AccessPolicy.DecidePriorities] = [Role.Executive],
        [AccessPolicy.SaveScenarios] = [Role.Executive, Role.Owner],
        [AccessPolicy.WriteEvents] = [Role.Executive, Role.Owner, Role.Finance, Role.Administrator],
        [AccessPolicy.Administer] = [Role.Administrator],
        [AccessPolicy.SetUp] = [Role.Executive, Role.Finance, Role.Administrator],
        [AccessPolicy.ReadHealth] = [Role.Administrator],
    };

    /// <summary>The scopes of API tokens, one of which an API policy asks for.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Scopes = new Dictionary<
        string,
        IReadOnlyList<string>
    >
    {
        [AccessPolicy.ApiImports] = [ApiScope.Imports],
        [AccessPolicy.ApiReadImports] = [ApiScope.Imports, ApiScope.Read],
        [AccessPolicy.ApiRead] = [ApiScope.Read],
        [AccessPolicy.ApiWrite] = [ApiScope.Write],
        [AccessPolicy.ApiAny] = ApiScope.All,
        [AccessPolicy.ReadHealth] = [ApiScope.Read],
        [AccessPolicy.ReadApiDescription] = ApiScope.All,
    };

    /// <summary>Policies that ask a person only to be signed in.</summary>
    public static readonly IReadOnlyList<string> EveryoneSignedIn =
    [
        AccessPolicy.SignedIn,
        AccessPolicy.ReadApiDescription,
    ];

    /// <summary>Roles that see the customers of every unit; the others see those of their own units.</summary>
    public static readonly IReadOnlyList<string> SeesEveryUnit = [Role.Finance];
}

/// <summary>What an API token may be used for.</summary>
public static class ApiScope
{
    public const string Imports = "imports";
    public const string Read = "read";
    public const string Write = "write";

    public static readonly IReadOnlyList<string> All = [Imports, Read, Write];
}
