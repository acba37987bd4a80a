using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Administration;

/// <summary>Who may come in, and who has been asked to.</summary>
/// <param name="People">Everybody.</param>
/// <param name="Links">Until when the password links that still work do so, by whose they are.</param>
/// <param name="Options">By which ways people come in.</param>
/// <param name="Now">For locks that are over.</param>
public sealed record UsersPage(
    IReadOnlyList<UserAccess> People,
    IReadOnlyDictionary<long, DateTimeOffset> Links,
    SignInRules Options,
    DateTimeOffset Now
)
{
    /// <summary>Names of people to whom something was just done.</summary>
    public string? Saved { get; init; }
    public string? Withdrawn { get; init; }
    public string? TwoStepRemoved { get; init; }

    /// <summary>In the demo people come in with one click: nobody awaits their passwords.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Those from whom a password is awaited.</summary>
    public IEnumerable<AppUser> Invited =>
        People
            .Select(access => access.User)
            .Where(user =>
                Options.Local
                && user.DisabledAt is null
                && ((user is { PasswordHash: null, IsLinked: false } && !IsDemo) || Links.ContainsKey(user.Id))
            );

    /// <summary>The word for how somebody stands who is neither disabled nor locked.</summary>
    public string StateOf(AppUser user) =>
        user.IsLinked && Options.Oidc is not null ? "Users.Linked"
        : user.PasswordHash is not null && Options.Local ? "Users.Active"
        : IsDemo ? "Users.Invented"
        : Options.Local ? "Users.Invited"
        : "Users.NeverLinked";
}

public sealed record UserPage(
    UserAccess? Access,
    UserForm Form,
    IReadOnlyList<string> Units,
    SignInRules Options,
    DateTimeOffset Now
)
{
    /// <summary>Until when the person's password link works; null without one.</summary>
    public DateTimeOffset? LinkUntil { get; init; }

    /// <summary>Somebody else has saved since the form was opened: what is stored stands beside it.</summary>
    public bool IsConflict { get; init; }

    /// <summary>Too many wrong passwords, and the wait is not over.</summary>
    public bool IsLocked => Access?.User.LockedUntil > Now;

    /// <summary>Roles and units come from the identity provider's groups, with every sign-in.</summary>
    public bool FollowsGroups => Access?.User.IsLinked == true && Options.Oidc?.Groups.Count > 0;
}

public sealed record UserLinkPage(AppUser User, string Link)
{
    /// <summary>Shown, not redirected to: the link exists nowhere else.</summary>
    internal static async Task<UserLinkPage> MakeAsync(
        UserQueries users,
        PasswordLinks links,
        long id,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var secret = await links.CreateAsync(id, ct);
        var server = $"{request.Scheme}://{request.Host}{request.PathBase}";
        return new((await users.FindAsync(id, ct))!, LinkAddress.For(server, secret));
    }
}
