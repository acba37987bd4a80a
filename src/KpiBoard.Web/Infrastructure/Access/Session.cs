using System.Globalization;
using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// A signed-in browser. The cookie says only who and which session; whether it is still open, name and roles are read anew
/// for every request, so that a change takes effect at once and on every node.
/// </summary>
public static class Session
{
    /// <summary>Begins a session; one that this browser had before ends.</summary>
    public static async Task SignInAsync(HttpContext context, AppUser user, string way, string? idToken = null)
    {
        if (Language.Find(user.Language) is { } language)
        {
            LanguageChoice.Remember(context, language);
        }
        var sessions = context.RequestServices.GetRequiredService<Sessions>();
        if (context.User.SessionKey() is { } before)
        {
            await sessions.EndAsync(before, context.RequestAborted);
        }
        var key = await sessions.StartAsync(user, way, SignInPlace.Of(context), idToken, context.RequestAborted);
        var identity = new ClaimsIdentity(
            [
                new Claim(Person.IdClaim, user.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(Person.SessionClaim, key),
            ],
            AccessSchemes.Cookie
        );
        await context.SignInAsync(AccessSchemes.Cookie, new ClaimsPrincipal(identity));
    }

    /// <summary>Ends the session here and in the database, so that a copy of the cookie is worth nothing.</summary>
    public static async Task SignOutAsync(HttpContext context)
    {
        if (context.User.SessionKey() is { } key)
        {
            await context.RequestServices.GetRequiredService<Sessions>().EndAsync(key, context.RequestAborted);
        }
        await context.SignOutAsync(AccessSchemes.Cookie);
    }

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        var key = context.Principal!.SessionKey();
        var rows = key is null
            ? []
            : await sessions.FindAsync(context.Principal!.Id(), key, context.HttpContext.RequestAborted);
        if (rows.Count == 0)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(AccessSchemes.Cookie);
            return;
        }
        var identity = new ClaimsIdentity(AccessSchemes.Cookie, Person.NameClaim, Person.RoleClaim);
        identity.AddClaims(context.Principal!.Claims);
        identity.AddClaim(new Claim(Person.NameClaim, rows[0].Name));
        identity.AddClaim(new Claim(ClaimTypes.Email, rows[0].Email));
        var roles = rows.Select(row => row.Role).OfType<string>().ToList();
        if (roles.Count > 0 && rows[0].LacksTwoStep)
        {
            identity.AddClaim(new Claim(Person.TwoStepClaim, "missing"));
        }
        else
        {
            identity.AddClaims(roles.Select(role => new Claim(Person.RoleClaim, role)));
        }
        context.ReplacePrincipal(new ClaimsPrincipal(identity));
    }
}
