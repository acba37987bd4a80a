using System.Globalization;
using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// A signed-in browser. The cookie says only who and since which password; name and roles are read anew for every
/// request, so that a change takes effect at once.
/// </summary>
public static class Session
{
    public static Task SignInAsync(HttpContext context, AppUser user)
    {
        if (Language.Find(user.Language) is { } language)
        {
            LanguageChoice.Remember(context, language);
        }
        var identity = new ClaimsIdentity(
            [
                new Claim(Person.IdClaim, user.Id.ToString(CultureInfo.InvariantCulture)),
                new Claim(Person.StampClaim, user.SecurityStamp),
            ],
            AccessSchemes.Cookie
        );
        return context.SignInAsync(AccessSchemes.Cookie, new ClaimsPrincipal(identity));
    }

    public static Task SignOutAsync(HttpContext context) => context.SignOutAsync(AccessSchemes.Cookie);

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var users = context.HttpContext.RequestServices.GetRequiredService<UserQueries>();
        var rows = await users.SessionAsync(context.Principal!.Id(), context.HttpContext.RequestAborted);
        if (rows.Count == 0 || !context.Principal!.HasClaim(Person.StampClaim, rows[0].SecurityStamp))
        {
            context.RejectPrincipal();
            await SignOutAsync(context.HttpContext);
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
