using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>What a password link opens.</summary>
[Route("password/{secret}")]
[AllowAnonymous]
public sealed class PasswordController(
    PasswordLinks links,
    UserQueries users,
    SignIns signIns,
    TwoSteps twoSteps,
    IPasswordHasher<AppUser> hasher
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string secret, CancellationToken ct) =>
        await links.FindAsync(secret, ct) is { } link
            ? Show(link, new SetPasswordForm { IsFirstAdministrator = link.IsFirstAdministrator })
            : StatusCode(StatusCodes.Status410Gone);

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Index(string secret, SetPasswordForm form, CancellationToken ct)
    {
        if (await links.FindAsync(secret, ct) is not { } link)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }
        if (!ModelState.IsValid || form.IsFirstAdministrator != link.IsFirstAdministrator)
        {
            return Show(link, form);
        }
        var first = link.IsFirstAdministrator
            ? new UserDetails(form.Email, form.Name.Trim(), [Role.Administrator], [])
            : null;
        var hash = hasher.HashPassword(new AppUser(), form.Password);
        if (!await links.UseAsync(secret, link, first, hash, ct))
        {
            return StatusCode(StatusCodes.Status410Gone);
        }
        var user = await users.FindAsync(link.Email ?? form.Email, ct);
        // A link stands for the password, never for the second step.
        if (await twoSteps.IsOnAsync(user!.Id, ct))
        {
            await SecondStep.AwaitAsync(HttpContext, user);
            return LocalRedirect(Url.Content("~/sign-in/code"));
        }
        await signIns.NoteAsync(user, SignInWay.Link, SignInPlace.Of(HttpContext), ct);
        await Session.SignInAsync(HttpContext, user);
        // Whoever is first has a company to set up.
        return LocalRedirect(Url.Content(link.IsFirstAdministrator ? "~/setup" : "~/"));
    }

    private ViewResult Show(PasswordLink link, SetPasswordForm form) =>
        View("SetPassword", new SetPasswordPage(link, form with { Password = "", Repeat = "" }));
}

public sealed record SetPasswordPage(PasswordLink Link, SetPasswordForm Form);
