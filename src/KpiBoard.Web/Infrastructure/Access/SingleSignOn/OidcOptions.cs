using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>Configuration <c>SignIn:Oidc</c>: the company's identity provider, and what its groups may do here.</summary>
public sealed record OidcOptions
{
    /// <summary>Where the provider sends people back to.</summary>
    public const string CallbackPath = "/sign-in/callback";

    /// <summary>The issuer's address; its discovery document lies under it.</summary>
    public Uri Authority { get; init; } = new("https://localhost");
    public string ClientId { get; init; } = "";
    public string ClientSecret { get; init; } = "";

    /// <summary>What people call it: the button says "Sign in with ...".</summary>
    public string DisplayName { get; init; } = "Single sign-on";
    public string Scopes { get; init; } = "openid profile email";
    public string EmailClaim { get; init; } = "email";

    /// <summary>Says that the provider has made sure of the address.</summary>
    public string EmailVerifiedClaim { get; init; } = "email_verified";
    public string NameClaim { get; init; } = "name";
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>What each group may do; with none, roles and units are given here, by hand.</summary>
    public IReadOnlyList<GroupAccess> Groups { get; init; } = [];

    /// <summary>Who comes for the first time gets an account; else an administrator has to make it before.</summary>
    public bool AddPeople { get; init; } = true;

    /// <summary>An account with the same e-mail address is the person's, if the provider has made sure of the address.</summary>
    public bool LinkByEmail { get; init; }

    /// <summary>Signing out here signs out there too, where the provider can do that.</summary>
    public bool SignOutThere { get; init; } = true;

    /// <summary>A provider on this very machine needs no certificate.</summary>
    public bool IsLoopback => Listening.IsLoopback(Authority.Host);

    /// <summary>What the configuration says; null when it names no provider.</summary>
    internal static OidcOptions? From(IConfigurationSection section)
    {
        if (!section.Exists() || (section[nameof(Authority)] ?? "").Length == 0)
        {
            // Half a configuration is a mistake, not a wish to go without.
            return section.GetChildren().Any(child => child.Value is { Length: > 0 })
                ? throw Wrong(section, nameof(Authority), "is missing: the issuer's address at the identity provider")
                : null;
        }
        var defaults = new OidcOptions();
        return new()
        {
            Authority = Address(section),
            ClientId = Needed(section, nameof(ClientId), "the name that the identity provider knows KpiBoard by"),
            ClientSecret = Needed(section, nameof(ClientSecret), "the secret that goes with the client id"),
            DisplayName = Text(section, nameof(DisplayName), defaults.DisplayName),
            Scopes = WithOpenId(Text(section, nameof(Scopes), defaults.Scopes)),
            EmailClaim = Text(section, nameof(EmailClaim), defaults.EmailClaim),
            EmailVerifiedClaim = Text(section, nameof(EmailVerifiedClaim), defaults.EmailVerifiedClaim),
            NameClaim = Text(section, nameof(NameClaim), defaults.NameClaim),
            GroupsClaim = Text(section, nameof(GroupsClaim), defaults.GroupsClaim),
            Groups = [.. section.GetSection(nameof(Groups)).GetChildren().Select(GroupAccess.From)],
            AddPeople = SignInRules.Yes(section, nameof(AddPeople), defaults.AddPeople),
            LinkByEmail = SignInRules.Yes(section, nameof(LinkByEmail), defaults.LinkByEmail),
            SignOutThere = SignInRules.Yes(section, nameof(SignOutThere), defaults.SignOutThere),
        };
    }

    internal static CommandException Wrong(IConfigurationSection section, string key, string what) =>
        CommandException.WrongUsage($"{section.Path}:{key} {what}. See docs/single-sign-on.md.");

    private static Uri Address(IConfigurationSection section)
    {
        var text = section[nameof(Authority)]!;
        return
            Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (
                address.Scheme == Uri.UriSchemeHttps
                || (address.Scheme == Uri.UriSchemeHttp && Listening.IsLoopback(address.Host))
            )
            && address.Query.Length == 0
            ? address
            : throw Wrong(section, nameof(Authority), $"is '{text}'. It must be an address that begins with https://");
    }

    private static string Needed(IConfigurationSection section, string key, string what) =>
        section[key] is { Length: > 0 } text ? text : throw Wrong(section, key, $"is missing: {what}");

    private static string Text(IConfigurationSection section, string key, string ifMissing) =>
        section[key]?.Trim() is { Length: > 0 } text ? text : ifMissing;

    private static string WithOpenId(string scopes) =>
        scopes.Split(' ').Contains("openid") ? scopes : $"openid {scopes}";
}

/// <summary>What the people of one group may do, and whose customers they see.</summary>
public sealed record GroupAccess(string Group, IReadOnlyList<string> Roles, IReadOnlyList<string> Units)
{
    internal static GroupAccess From(IConfigurationSection section)
    {
        var group = section[nameof(Group)] is { Length: > 0 } name
            ? name
            : throw OidcOptions.Wrong(
                section,
                nameof(Group),
                "is missing: the group as the identity provider writes it"
            );
        var access = new GroupAccess(group, List(section, nameof(Roles)), List(section, nameof(Units)));
        return access.Roles.FirstOrDefault(role => !Role.All.Contains(role)) is { } unknown
                ? throw OidcOptions.Wrong(
                    section,
                    nameof(Roles),
                    $"has '{unknown}'. The roles are {string.Join(", ", Role.All)}"
                )
            : access.Roles.Count + access.Units.Count == 0
                ? throw OidcOptions.Wrong(section, nameof(Roles), $"is missing: what the group '{group}' may do")
            : access;
    }

    private static IReadOnlyList<string> List(IConfigurationSection section, string key) =>
        [.. section.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
}
