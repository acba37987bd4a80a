using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Access.SingleSignOn;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>
/// Sends people to the company's identity provider. A link and not a form: the policy of content lets forms lead nowhere
/// else. What comes back is taken by the handler of the scheme.
/// </summary>
[Route("sign-in/single-sign-on")]
[AllowAnonymous]
public sealed class SingleSignOnController(SignInRules options) : Controller
{
    [HttpGet]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Index(
        string? returnUrl,
        [FromServices] OidcProvider? provider,
        CancellationToken ct
    )
    {
        if (options.Oidc is null || provider is null)
        {
            return NotFound();
        }
        try
        {
            // Asked here first, where a failure can still be told on a page.
            await provider.GetAsync(ct);
        }
        catch (OidcException error)
        {
            return RedirectToAction(
                nameof(SignInController.Index),
                "SignIn",
                new { trouble = error.Trouble, returnUrl }
            );
        }
        var back = Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Content("~/");
        return Challenge(new AuthenticationProperties { RedirectUri = back }, AccessSchemes.SingleSignOn);
    }
}
