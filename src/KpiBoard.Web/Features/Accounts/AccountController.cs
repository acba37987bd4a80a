using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
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
    Sessions sessions,
    SignInRules options,
    CompanySettingsStore settings,
    IPasswordHasher<AppUser> hasher,
    IStringLocalizer<AccountsText> text
) : Controller
{
    /// <summary>As many as somebody reads; all of them are in <see cref="SignInLog.Kept"/>.</summary>
    private const int SignInsShown = 20;

    [HttpGet("account")]
    public Task<IActionResult> Index(bool changed, bool ended, CancellationToken ct) =>
        ShowAsync(new ChangePasswordForm(), changed, ended, ct);

    [HttpPost("account/password")]
    [LocalSignIn]
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
        if (
            ModelState.IsValid
            && GuessablePasswords.Contains(
                form.Password,
                User.By(),
                User.Name(),
                (await settings.GetAsync(ct)).CompanyName
            )
        )
        {
            ModelState.AddModelError(nameof(form.Password), text["Invalid.Guessable"]);
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(new ChangePasswordForm(), isChanged: false, isEnded: false, ct);
        }
        await store.SetPasswordAsync(User.Id(), hasher.HashPassword(new AppUser(), form.Password), ct);
        // The new security stamp ends every session; this one goes on under it.
        await Session.SignInAsync(HttpContext, (await users.FindAsync(User.Id(), ct))!, SignInWay.Password);
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

    private async Task<IActionResult> ShowAsync(
        ChangePasswordForm form,
        bool isChanged,
        bool isEnded,
        CancellationToken ct
    ) =>
        View(
            "Account",
            new AccountPage(
                (await users.AccessAsync(User.Id(), ct))!,
                form,
                await sessions.OfPersonAsync(User.Id(), User.SessionKey()!, ct),
                await log.NewestAsync(User.Id(), SignInsShown, ct),
                options
            )
            {
                IsChanged = isChanged,
                IsEnded = isEnded,
            }
        );
}

public sealed record AccountPage(
    UserAccess Access,
    ChangePasswordForm Form,
    IReadOnlyList<OpenSession> Sessions,
    IReadOnlyList<SignInEntry> SignIns,
    SignInRules Options
)
{
    /// <summary>Just done: the password was changed, or another session was ended.</summary>
    public bool IsChanged { get; init; }
    public bool IsEnded { get; init; }

    /// <summary>Passwords are in use, and the person has one: who comes in otherwise has nothing to change here.</summary>
    public bool HasPassword => Options.Local && Access.User.PasswordHash is not null;
}
