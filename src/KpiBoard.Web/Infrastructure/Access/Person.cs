using System.Globalization;
using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>What the rest of the product asks about the signed-in person or token.</summary>
public static class Person
{
    internal const string IdClaim = "id";
    internal const string NameClaim = "name";
    internal const string RoleClaim = "role";
    internal const string StampClaim = "stamp";
    internal const string ScopeClaim = "scope";
    internal const string SessionClaim = "session";
    internal const string TwoStepClaim = "two-step";

    /// <summary>True when the access table admits one of the person's roles, or one of the token's scopes.</summary>
    public static bool May(this ClaimsPrincipal person, string policy) =>
        (AccessTable.Roles.TryGetValue(policy, out var roles) && roles.Any(person.IsInRole))
        || (
            AccessTable.Scopes.TryGetValue(policy, out var scopes)
            && scopes.Any(scope => person.HasClaim(ScopeClaim, scope))
        )
        || (AccessTable.EveryoneSignedIn.Contains(policy) && person.IsSignedIn());

    /// <summary>True for a person with a session; false for a token.</summary>
    public static bool IsSignedIn(this ClaimsPrincipal person) => person.HasClaim(claim => claim.Type == IdClaim);

    /// <summary>True while the company asks for a second step that the person has not set up: no role counts until then.</summary>
    public static bool MustSetUpTwoStep(this ClaimsPrincipal person) => person.HasClaim(TwoStepClaim, "missing");

    public static bool HasAnyRole(this ClaimsPrincipal person) => Role.All.Any(person.IsInRole);

    /// <summary>The id in [AppUser].</summary>
    public static long Id(this ClaimsPrincipal person) =>
        long.Parse(person.FindFirstValue(IdClaim)!, CultureInfo.InvariantCulture);

    /// <summary>The key of the session in this browser; null for a token.</summary>
    internal static string? SessionKey(this ClaimsPrincipal person) => person.FindFirstValue(SessionClaim);

    /// <summary>The name that ledgers keep as "by": a person's e-mail address, or <c>token NAME</c>.</summary>
    public static string By(this ClaimsPrincipal person) => person.FindFirstValue(ClaimTypes.Email) ?? person.Name();

    public static string Name(this ClaimsPrincipal person) => person.Identity?.Name ?? "";

    public static bool SeesEveryUnit(this ClaimsPrincipal person) => AccessTable.SeesEveryUnit.Any(person.IsInRole);
}
