using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Access.SingleSignOn;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

[Route("sign-in")]
[AllowAnonymous]
public sealed class SignInController(
    SignIns signIns,
    TwoSteps twoSteps,
    UserQueries users,
    AccountLimit attempts,
    SignInRules options,
    DemoMode demo,
    IStringLocalizer<AccountsText> text
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? returnUrl, string? trouble, CancellationToken ct) =>
        User.IsSignedIn()
            ? LocalRedirect(Local(returnUrl))
            : await ShowAsync(
                new SignInForm { ReturnUrl = returnUrl },
                OidcTrouble.All.FirstOrDefault(known => known == trouble),
                ct
            );

    [HttpPost]
    [LocalSignIn]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Index(SignInForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            if (!attempts.Admits(form.Email, Response))
            {
                return StatusCode(StatusCodes.Status429TooManyRequests);
            }
            var place = SignInPlace.Of(HttpContext);
            if (await signIns.CheckAsync(form.Email, form.Password, place, ct) is { } user)
            {
                if (await twoSteps.IsOnAsync(user.Id, ct))
                {
                    await SecondStep.AwaitAsync(HttpContext, user);
                    return RedirectToAction("Index", "SecondStep", new { form.ReturnUrl });
                }
                await signIns.NoteAsync(user, SignInWay.Password, place, ct);
                await Session.SignInAsync(HttpContext, user, SignInWay.Password);
                return LocalRedirect(Local(form.ReturnUrl));
            }
            ModelState.AddModelError("", text["SignIn.Failed"]);
        }
        return await ShowAsync(form, trouble: null, ct);
    }

    private async Task<IActionResult> ShowAsync(SignInForm form, string? trouble, CancellationToken ct) =>
        View(
            "SignIn",
            new SignInPage(
                form with
                {
                    Password = "",
                },
                demo.IsOn ? Personas.All : [],
                !demo.IsOn && !await users.AnyAdministratorAsync(ct),
                options
            )
            {
                Trouble = trouble,
            }
        );

    private string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Content("~/");
}

public sealed record SignInPage(
    SignInForm Form,
    IReadOnlyList<Persona> Personas,
    bool IsNobodyKnown,
    SignInRules Options
)
{
    /// <summary>Why single sign-on has just failed: one of <see cref="OidcTrouble"/>.</summary>
    public string? Trouble { get; init; }
}
