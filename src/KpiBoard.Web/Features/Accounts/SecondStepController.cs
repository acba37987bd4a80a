using KpiBoard.Web.Features.Accounts.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Accounts;

/// <summary>Asks for the code, of whoever has given the right password a moment ago.</summary>
[Route("sign-in/code")]
[AllowAnonymous]
public sealed class SecondStepController(SignIns signIns, UserQueries users, IStringLocalizer<AccountsText> text)
    : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? returnUrl) =>
        await SecondStep.AwaitedAsync(HttpContext, users) is null
            ? Again(returnUrl)
            : View("SecondStep", new CodeForm { ReturnUrl = returnUrl });

    [HttpPost]
    [EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Index(CodeForm form, CancellationToken ct)
    {
        if (await SecondStep.AwaitedAsync(HttpContext, users) is not { } user)
        {
            return Again(form.ReturnUrl);
        }
        if (ModelState.IsValid)
        {
            if (await signIns.CheckCodeAsync(user, form.Code, SignInPlace.Of(HttpContext), ct))
            {
                await SecondStep.ForgetAsync(HttpContext);
                await Session.SignInAsync(HttpContext, user, SignInWay.Code);
                return LocalRedirect(Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : Url.Content("~/"));
            }
            ModelState.AddModelError(nameof(form.Code), text["TwoStep.WrongOrLocked"]);
        }
        return View("SecondStep", form with { Code = "" });
    }

    private RedirectToActionResult Again(string? returnUrl) =>
        RedirectToAction(nameof(SignInController.Index), "SignIn", new { returnUrl });
}
