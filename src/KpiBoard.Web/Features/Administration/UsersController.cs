using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

/// <summary>Everybody who may come in, and adding somebody.</summary>
[Route("administration/users")]
[Authorize(AccessPolicy.Administer)]
public sealed class UsersController(
    UserQueries users,
    UserStore store,
    PasswordLinks links,
    UnitQueries units,
    SignInRules options,
    DemoMode demo,
    TimeProvider clock,
    IStringLocalizer<AdministrationText> text
) : Controller
{
    [HttpGet("/administration")]
    public IActionResult Start() => RedirectToAction(nameof(Index));

    [HttpGet("")]
    public async Task<IActionResult> Index(
        string? saved,
        string? withdrawn,
        string? twoStepRemoved,
        CancellationToken ct
    ) =>
        View(
            "Users",
            new UsersPage(await users.ListAsync(ct), await links.OpenAsync(ct), options, clock.GetUtcNow())
            {
                IsDemo = demo.IsOn,
                Saved = saved,
                Withdrawn = withdrawn,
                TwoStepRemoved = twoStepRemoved,
            }
        );

    [HttpGet("add")]
    public Task<IActionResult> Add(CancellationToken ct) => ShowAsync(new UserForm(), ct);

    [HttpPost("add")]
    public async Task<IActionResult> Add(UserForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(form, ct);
        }
        if (await store.AddAsync(form.ToDetails(), ct) is { } id)
        {
            return options.Local
                ? View("UserLink", await UserLinkPage.MakeAsync(users, links, id, Request, ct))
                : RedirectToAction(nameof(Index), new { saved = form.Name });
        }
        ModelState.AddModelError(nameof(form.Email), text["Users.EmailTaken"]);
        return await ShowAsync(form, ct);
    }

    private async Task<IActionResult> ShowAsync(UserForm form, CancellationToken ct) =>
        View(
            "User",
            new UserPage(null, form, [.. (await units.AllAsync(ct)).Union(form.Units)], options, clock.GetUtcNow())
        );
}
