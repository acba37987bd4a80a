using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>One's own account.</summary>
[Authorize(AccessPolicy.SignedIn)]
public sealed class AccountController(
    UserQueries users,
    UserStore store,
    SignIns signIns,
    SignInLog log,
    IPasswordHasher<AppUser> hasher,
    IStringLocalizer<AccountsText> text
) : Controller
{
    /// <summary>As many as somebody reads; all of them are in <see cref="SignInLog.Kept"/>.</summary>
    private const int SignInsShown = 20;

    [HttpGet("account")]
    public Task<IActionResult> Index(bool changed, CancellationToken ct) =>
        ShowAsync(new ChangePasswordForm(), changed, ct);

    [HttpPost("account/password")]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Password(ChangePasswordForm form, CancellationToken ct)
    {
        if (
            ModelState.IsValid
            && await signIns.CheckAsync(User.By(), form.Current, SignInPlace.Of(HttpContext), ct) is null
        )
        {
            ModelState.AddModelError(nameof(form.Current), text["Invalid.Current"]);
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(new ChangePasswordForm(), changed: false, ct);
        }
        await store.SetPasswordAsync(User.Id(), hasher.HashPassword(new AppUser(), form.Password), ct);
        // The new security stamp ends every session; this one goes on under it.
        await Session.SignInAsync(HttpContext, (await users.FindAsync(User.Id(), ct))!);
        return RedirectToAction(nameof(Index), new { changed = true });
    }

    [HttpPost("account/language")]
    public async Task<IActionResult> ChooseLanguage(string language, string? returnUrl, CancellationToken ct)
    {
        if (Language.Find(language) is { } chosen)
        {
            await store.SetLanguageAsync(User.Id(), chosen.Code, ct);
            LanguageChoice.Remember(HttpContext, chosen);
        }
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Content("~/"));
    }

    [HttpPost("sign-out")]
    public async Task<IActionResult> LeaveAsync()
    {
        await Session.SignOutAsync(HttpContext);
        return LocalRedirect(Url.Content("~/sign-in"));
    }

    [HttpPost("account/sign-out-everywhere")]
    public async Task<IActionResult> LeaveEverywhereAsync(CancellationToken ct)
    {
        await store.EndSessionsAsync(User.Id(), ct);
        return await LeaveAsync();
    }

    private async Task<IActionResult> ShowAsync(ChangePasswordForm form, bool changed, CancellationToken ct)
    {
        var access = await users.AccessAsync(User.Id(), ct);
        return View(
            "Account",
            new AccountPage(access!, form, changed, await log.NewestAsync(User.Id(), SignInsShown, ct))
        );
    }
}

public sealed record AccountPage(
    UserAccess Access,
    ChangePasswordForm Form,
    bool IsChanged,
    IReadOnlyList<SignInEntry> SignIns
);
