using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

/// <summary>One person: name, roles, units, and whether the person may come in.</summary>
[Route("administration/users/{id:long}")]
[Authorize(AccessPolicy.Administer)]
public sealed class UserController(
    UserQueries users,
    UserStore store,
    PasswordLinks links,
    UnitQueries units,
    SignInRules options,
    TimeProvider clock,
    IStringLocalizer<AdministrationText> text
) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(long id, CancellationToken ct) =>
        await users.AccessAsync(id, ct) is { } access ? await ShowAsync(access, UserForm.From(access), ct) : NotFound();

    [HttpPost("")]
    public async Task<IActionResult> Edit(long id, UserForm form, CancellationToken ct)
    {
        if (await users.AccessAsync(id, ct) is not { } access)
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(access, form, ct);
        }
        return await DoneOrAsync(await store.ChangeAsync(id, form.Version, form.ToDetails(), ct), id, form, ct);
    }

    [HttpPost("disable")]
    public async Task<IActionResult> Disable(long id, CancellationToken ct)
    {
        if (await users.AccessAsync(id, ct) is not { } access)
        {
            return NotFound();
        }
        return await DoneOrAsync(await store.DisableAsync(id, ct), id, UserForm.From(access), ct);
    }

    [HttpPost("enable")]
    public async Task<IActionResult> Enable(long id, CancellationToken ct)
    {
        await store.EnableAsync(id, ct);
        return RedirectToAction(nameof(Edit), new { id });
    }

    [HttpPost("link")]
    [LocalSignIn]
    public async Task<IActionResult> Link(long id, CancellationToken ct) =>
        await users.FindAsync(id, ct) is null
            ? NotFound()
            : View("UserLink", await UserLinkPage.MakeAsync(users, links, id, Request, ct));

    private async Task<IActionResult> DoneOrAsync(UserChange change, long id, UserForm form, CancellationToken ct)
    {
        if (change == UserChange.Done)
        {
            return RedirectToAction(nameof(UsersController.Index), "Users", new { saved = form.Name });
        }
        var stored = (await users.AccessAsync(id, ct))!;
        switch (change)
        {
            case UserChange.EmailTaken:
                ModelState.AddModelError(nameof(form.Email), text["Users.EmailTaken"]);
                return await ShowAsync(stored, form, ct);
            case UserChange.LastAdministrator:
                ModelState.AddModelError("", text["Users.LastAdministrator"]);
                return await ShowAsync(stored, form, ct);
            default:
                // Both are shown; saving again is a decision about what is stored now.
                ModelState.AddModelError("", text["Conflict.Why"]);
                return await ShowAsync(stored, form with { Version = stored.User.Version }, ct, isConflict: true);
        }
    }

    private async Task<IActionResult> ShowAsync(
        UserAccess access,
        UserForm form,
        CancellationToken ct,
        bool isConflict = false
    ) =>
        View(
            "User",
            new UserPage(
                access,
                form,
                [.. (await units.AllAsync(ct)).Union(form.Units).Union(access.Units)],
                options,
                clock.GetUtcNow()
            )
            {
                LinkUntil = (await links.OpenAsync(ct)).TryGetValue(access.User.Id, out var until) ? until : null,
                IsConflict = isConflict,
            }
        );
}
