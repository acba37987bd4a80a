using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Setting up one's own second step, and taking it away again.</summary>
[Route("account/two-step")]
[Authorize(AccessPolicy.SignedIn)]
[LocalSignIn]
public sealed class TwoStepController(
    TwoSteps twoSteps,
    SignIns signIns,
    UserQueries users,
    CompanySettingsStore settings,
    IStringLocalizer<AccountsText> text
) : Controller
{
    private const string Issuer = "KpiBoard";

    [HttpGet("")]
    public Task<IActionResult> Index(bool off, CancellationToken ct) => ShowAsync(off, ct);

    [HttpPost("start")]
    public async Task<IActionResult> Start(ConfirmPasswordForm form, CancellationToken ct)
    {
        if (!await IsConfirmedAsync(form, ct))
        {
            return await ShowAsync(isOff: false, ct);
        }
        await twoSteps.StartAsync(User.Id(), ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("confirm")]
    public async Task<IActionResult> Confirm(CodeForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            if (await twoSteps.ConfirmAsync(User.Id(), form.Code, ct) is { } codes)
            {
                return View("RecoveryCodes", codes);
            }
            ModelState.AddModelError(nameof(form.Code), text["TwoStep.Wrong"]);
        }
        return await ShowAsync(isOff: false, ct);
    }

    [HttpPost("codes")]
    public async Task<IActionResult> Codes(ConfirmPasswordForm form, CancellationToken ct) =>
        await IsConfirmedAsync(form, ct) && await twoSteps.IsOnAsync(User.Id(), ct)
            ? View("RecoveryCodes", await twoSteps.RenewCodesAsync(User.Id(), ct))
            : await ShowAsync(isOff: false, ct);

    [HttpPost("off")]
    public async Task<IActionResult> Off(ConfirmPasswordForm form, CancellationToken ct)
    {
        if (!await IsConfirmedAsync(form, ct))
        {
            return await ShowAsync(isOff: false, ct);
        }
        await twoSteps.RemoveAsync(User.Id(), ct);
        return RedirectToAction(nameof(Index), new { off = true });
    }

    private async Task<bool> IsConfirmedAsync(ConfirmPasswordForm form, CancellationToken ct)
    {
        if (
            ModelState.IsValid
            && await signIns.CheckAsync(User.By(), form.Current, SignInPlace.Of(HttpContext), ct) is null
        )
        {
            ModelState.AddModelError(nameof(form.Current), text["Invalid.Current"]);
        }
        return ModelState.IsValid;
    }

    private async Task<IActionResult> ShowAsync(bool isOff, CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var user = (await users.FindAsync(User.Id(), ct))!;
        var page = new TwoStepPage(
            await twoSteps.StateAsync(user.Id, ct),
            user,
            company.CompanyName.Length > 0 ? $"{Issuer} {company.CompanyName}" : Issuer,
            company.TwoStepRequired,
            isOff
        );
        return View("TwoStep", page);
    }
}

public sealed record TwoStepPage(TwoStepState State, AppUser User, string Issuer, bool IsRequired, bool IsOff)
{
    /// <summary>In groups of four, as people type it into a phone.</summary>
    public string Secret => string.Join(' ', State.Waiting!.Chunk(4).Select(group => new string(group)));

    public string Link => Totp.Link(State.Waiting!, Issuer, User.Email);

    /// <summary>The same address for the camera of another device.</summary>
    public QrCode Qr { get; } =
        State.Waiting is { } waiting ? QrCode.Of(Totp.Link(waiting, Issuer, User.Email)) : QrCode.Empty;
}
