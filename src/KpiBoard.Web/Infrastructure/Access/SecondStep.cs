using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// A browser whose password was right and whose code is awaited: a cookie of a few minutes that opens nothing but the page
/// that asks for the code.
/// </summary>
public static class SecondStep
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static Task AwaitAsync(HttpContext context, AppUser user)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(Person.IdClaim, user.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(Person.StampClaim, user.SecurityStamp),
            ],
            AccessSchemes.SecondStep
        );
        return context.SignInAsync(AccessSchemes.SecondStep, new ClaimsPrincipal(identity));
    }

    /// <summary>Whose code is awaited; null when nobody's, or when the password has changed since.</summary>
    public static async Task<AppUser?> AwaitedAsync(HttpContext context, UserQueries users)
    {
        var result = await context.AuthenticateAsync(AccessSchemes.SecondStep);
        return
            result.Principal is { } person
            && await users.FindAsync(person.Id(), context.RequestAborted) is { DisabledAt: null } user
            && person.HasClaim(Person.StampClaim, user.SecurityStamp)
            ? user
            : null;
    }

    public static Task ForgetAsync(HttpContext context) => context.SignOutAsync(AccessSchemes.SecondStep);
}
