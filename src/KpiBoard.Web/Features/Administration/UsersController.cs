using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

[Route("administration/users")]
[Authorize(AccessPolicy.Administer)]
public sealed class UsersController(
    UserQueries users,
    UserStore store,
    PasswordLinks links,
    UnitQueries units,
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
            new UsersPage(await users.ListAsync(ct), await links.OpenAsync(ct), clock.GetUtcNow())
            {
                IsDemo = demo.IsOn,
                Saved = saved,
                Withdrawn = withdrawn,
                TwoStepRemoved = twoStepRemoved,
            }
        );

    [HttpGet("add")]
    public Task<IActionResult> Add(CancellationToken ct) => ShowAsync(null, new UserForm(), ct);

    [HttpPost("add")]
    public async Task<IActionResult> Add(UserForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(null, form, ct);
        }
        if (await store.AddAsync(form.ToDetails(), ct) is { } id)
        {
            return await ShowLinkAsync(id, ct);
        }
        ModelState.AddModelError(nameof(form.Email), text["Users.EmailTaken"]);
        return await ShowAsync(null, form, ct);
    }

    [HttpGet("{id:long}")]
    public async Task<IActionResult> Edit(long id, CancellationToken ct) =>
        await users.AccessAsync(id, ct) is { } access ? await ShowAsync(access, UserForm.From(access), ct) : NotFound();

    [HttpPost("{id:long}")]
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
        return await DoneOrAsync(await store.ChangeAsync(id, form.ToDetails(), ct), access, form, ct);
    }

    [HttpPost("{id:long}/disable")]
    public async Task<IActionResult> Disable(long id, CancellationToken ct)
    {
        if (await users.AccessAsync(id, ct) is not { } access)
        {
            return NotFound();
        }
        return await DoneOrAsync(await store.DisableAsync(id, ct), access, UserForm.From(access), ct);
    }

    [HttpPost("{id:long}/enable")]
    public async Task<IActionResult> Enable(long id, CancellationToken ct)
    {
        await store.EnableAsync(id, ct);
        return RedirectToAction(nameof(Edit), new { id });
    }

    [HttpPost("{id:long}/link")]
    public async Task<IActionResult> Link(long id, CancellationToken ct) =>
        await users.FindAsync(id, ct) is null ? NotFound() : await ShowLinkAsync(id, ct);

    private async Task<IActionResult> DoneOrAsync(
        UserChange change,
        UserAccess access,
        UserForm form,
        CancellationToken ct
    )
    {
        switch (change)
        {
            case UserChange.EmailTaken:
                ModelState.AddModelError(nameof(form.Email), text["Users.EmailTaken"]);
                return await ShowAsync(access, form, ct);
            case UserChange.LastAdministrator:
                ModelState.AddModelError("", text["Users.LastAdministrator"]);
                return await ShowAsync(access, form, ct);
            default:
                return RedirectToAction(nameof(Index), new { saved = form.Name });
        }
    }

    private async Task<IActionResult> ShowAsync(UserAccess? access, UserForm form, CancellationToken ct) =>
        View(
            "User",
            new UserPage(access, form, [.. (await units.AllAsync(ct)).Union(form.Units)], clock.GetUtcNow())
            {
                LinkUntil =
                    access is not null && (await links.OpenAsync(ct)).TryGetValue(access.User.Id, out var until)
                        ? until
                        : null,
            }
        );

    /// <summary>Shown, not redirected to: the link exists nowhere else.</summary>
    private async Task<IActionResult> ShowLinkAsync(long id, CancellationToken ct)
    {
        var secret = await links.CreateAsync(id, ct);
        var server = $"{Request.Scheme}://{Request.Host}{Request.PathBase}";
        return View("UserLink", new UserLinkPage((await users.FindAsync(id, ct))!, LinkAddress.For(server, secret)));
    }
}

/// <summary>Who may come in, and who has been asked to.</summary>
/// <param name="People">Everybody.</param>
/// <param name="Links">Until when the password links that still work do so, by whose they are.</param>
/// <param name="Now">For locks that are over.</param>
public sealed record UsersPage(
    IReadOnlyList<UserAccess> People,
    IReadOnlyDictionary<long, DateTimeOffset> Links,
    DateTimeOffset Now
)
{
    /// <summary>Names of people to whom something was just done.</summary>
    public string? Saved { get; init; }
    public string? Withdrawn { get; init; }
    public string? TwoStepRemoved { get; init; }

    /// <summary>In the demo people come in with one click: nobody awaits their passwords.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Those from whom a password is awaited.</summary>
    public IEnumerable<AppUser> Invited =>
        People
            .Select(access => access.User)
            .Where(user =>
                user.DisabledAt is null && ((user.PasswordHash is null && !IsDemo) || Links.ContainsKey(user.Id))
            );
}

public sealed record UserPage(UserAccess? Access, UserForm Form, IReadOnlyList<string> Units, DateTimeOffset Now)
{
    /// <summary>Until when the person's password link works; null without one.</summary>
    public DateTimeOffset? LinkUntil { get; init; }

    /// <summary>Too many wrong passwords, and the wait is not over.</summary>
    public bool IsLocked => Access?.User.LockedUntil > Now;
}

public sealed record UserLinkPage(AppUser User, string Link);
