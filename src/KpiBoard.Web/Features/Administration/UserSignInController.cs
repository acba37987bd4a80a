using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Administration;

/// <summary>Takes back ways to sign in that somebody else has, or that nobody has any more.</summary>
[Route("administration/users/{id:long}")]
[Authorize(AccessPolicy.Administer)]
public sealed class UserSignInController(UserQueries users, PasswordLinks links, TwoSteps twoSteps) : Controller
{
    [HttpPost("link/withdraw")]
    public async Task<IActionResult> WithdrawLink(long id, CancellationToken ct)
    {
        if (await users.FindAsync(id, ct) is not { } user)
        {
            return NotFound();
        }
        var was = await links.WithdrawAsync(id, ct);
        return RedirectToAction("Index", "Users", new { withdrawn = was ? user.Name : null });
    }

    [HttpPost("two-step/remove")]
    public async Task<IActionResult> RemoveTwoStep(long id, CancellationToken ct)
    {
        if (await users.FindAsync(id, ct) is not { } user)
        {
            return NotFound();
        }
        await twoSteps.TakeAwayAsync(id, ct);
        return RedirectToAction("Index", "Users", new { twoStepRemoved = user.Name });
    }
}
