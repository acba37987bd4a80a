using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>What a password link opens.</summary>
[Route("password/{secret}")]
[AllowAnonymous]
public sealed class PasswordController(
    PasswordLinks links,
    UserQueries users,
    SignIns signIns,
    TwoSteps twoSteps,
    SignInRules options,
    CompanySettingsStore settings,
    IPasswordHasher<AppUser> hasher,
    IStringLocalizer<AccountsText> text
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string secret, CancellationToken ct) =>
        await FindAsync(secret, ct) is { } link
            ? Show(link, new SetPasswordForm { IsFirstAdministrator = link.IsFirstAdministrator })
            : StatusCode(StatusCodes.Status410Gone);

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Index(string secret, SetPasswordForm form, CancellationToken ct)
    {
        if (await FindAsync(secret, ct) is not { } link)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }
        if (!ModelState.IsValid || form.IsFirstAdministrator != link.IsFirstAdministrator)
        {
            return Show(link, form);
        }
        var company = (await settings.GetAsync(ct)).CompanyName;
        if (GuessablePasswords.Contains(form.Password, company, form.Email, form.Name, link.Email, link.Name))
        {
            ModelState.AddModelError(nameof(form.Password), text["Invalid.Guessable"]);
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
        await Session.SignInAsync(HttpContext, user, SignInWay.Link);
        // Whoever is first has a company to set up.
        return LocalRedirect(Url.Content(link.IsFirstAdministrator ? "~/setup" : "~/"));
    }

    /// <summary>Where passwords are switched off, only what who runs the server has made opens anything.</summary>
    private async Task<PasswordLink?> FindAsync(string secret, CancellationToken ct) =>
        await links.FindAsync(secret, ct) is { } link && (options.Local || link.ByServer) ? link : null;

    private ViewResult Show(PasswordLink link, SetPasswordForm form) =>
        View("SetPassword", new SetPasswordPage(link, form with { Password = "", Repeat = "" }));
}

public sealed record SetPasswordPage(PasswordLink Link, SetPasswordForm Form);
