using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
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
    DemoMode demo,
    IStringLocalizer<AccountsText> text
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? returnUrl, CancellationToken ct) =>
        User.IsSignedIn()
            ? LocalRedirect(Local(returnUrl))
            : await ShowAsync(new SignInForm { ReturnUrl = returnUrl }, ct);

    [HttpPost]
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
                await Session.SignInAsync(HttpContext, user);
                return LocalRedirect(Local(form.ReturnUrl));
            }
            ModelState.AddModelError("", text["SignIn.Failed"]);
        }
        return await ShowAsync(form, ct);
    }

    private async Task<IActionResult> ShowAsync(SignInForm form, CancellationToken ct) =>
        View(
            "SignIn",
            new SignInPage(
                form with
                {
                    Password = "",
                },
                demo.IsOn ? Personas.All : [],
                !demo.IsOn && !await users.AnyAdministratorAsync(ct)
            )
        );

    private string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : Url.Content("~/");
}

public sealed record SignInPage(SignInForm Form, IReadOnlyList<Persona> Personas, bool IsNobodyKnown);
