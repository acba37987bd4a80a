using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Access.SingleSignOn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Ends this session, another one, or all of one's own.</summary>
[Authorize(AccessPolicy.SignedIn)]
public sealed class LeaveController(Sessions sessions, UserStore store) : Controller
{
    [HttpPost("sign-out")]
    public async Task<IActionResult> Here([FromServices] SingleSignOut? provider)
    {
        var there = provider is null ? null : await provider.AddressAsync(HttpContext);
        await Session.SignOutAsync(HttpContext);
        if (there is null)
        {
            return LocalRedirect(Url.Content("~/sign-in"));
        }
        // Not redirected to: the policy of content lets forms lead nowhere else, by redirects neither.
        Response.Headers["Refresh"] = $"0; url={there}";
        return View("Leaving", there);
    }

    [HttpPost("account/sign-out-everywhere")]
    public async Task<IActionResult> Everywhere([FromServices] SingleSignOut? provider, CancellationToken ct)
    {
        await store.EndSessionsAsync(User.Id(), ct);
        return await Here(provider);
    }

    [HttpPost("account/sessions/{id:long}/end")]
    public async Task<IActionResult> Other(long id, CancellationToken ct) =>
        await sessions.EndAsync(User.Id(), id, ct)
            ? RedirectToAction(nameof(AccountController.Index), "Account", new { ended = true })
            : NotFound();
}
