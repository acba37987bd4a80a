using KpiBoard.Web.Features.Setup.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Setup;

[Route("setup")]
public sealed class SetupController(
    SetupQueries queries,
    SetupStore store,
    CompanySettingsStore settings,
    UserQueries users,
    UserStore userStore,
    IStringLocalizer<SetupText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.SetUp)]
    public Task<IActionResult> Index(SetupStep? saved, CancellationToken ct) =>
        ShowAsync(new Dictionary<string, string>(), saved, ct);

    /// <summary>Stores the settings of one step; confirming a default stores it too, and that is what makes it done.</summary>
    [HttpPost("{step}")]
    [Authorize(AccessPolicy.Administer)]
    public async Task<IActionResult> Save(SetupStep step, Dictionary<string, string> values, CancellationToken ct)
    {
        var wanted = step.Settings().ToDictionary(key => key, key => values.GetValueOrDefault(key, "").Trim());
        foreach (var (key, value) in wanted)
        {
            if (SettingDefinition.Find(key)!.Apply(new CompanySettings(), value) is null)
            {
                ModelState.AddModelError($"Values[{key}]", text[$"Invalid.{key}"]);
            }
        }
        if (wanted.Count == 0)
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(wanted, null, ct);
        }
        await settings.SetAsync(wanted, User.By(), ct);
        return RedirectToAction(nameof(Index), new { saved = step });
    }

    /// <summary>Whoever starts alone does the others' steps too: an administrator may give anybody every role.</summary>
    [HttpPost("people")]
    [Authorize(AccessPolicy.Administer)]
    public async Task<IActionResult> TakeRoles(CancellationToken ct)
    {
        var (user, roles, units) = (await users.AccessAsync(User.Id(), ct))!;
        var details = new UserDetails(user.Email, user.Name, [.. roles.Union(SetupSteps.NeededRoles)], units);
        await userStore.ChangeAsync(user.Id, user.Version, details, ct);
        return RedirectToAction(nameof(Index), new { saved = SetupStep.People });
    }

    [HttpPost("put-away")]
    [Authorize(AccessPolicy.SetUp)]
    public async Task<IActionResult> PutAway(CancellationToken ct)
    {
        await store.PutAwayAsync(User.By(), ct);
        return RedirectToAction(nameof(Index));
    }

    [HttpPost("resume")]
    [Authorize(AccessPolicy.SetUp)]
    public async Task<IActionResult> Resume(CancellationToken ct)
    {
        await store.ResumeAsync(ct);
        return RedirectToAction(nameof(Index));
    }

    private async Task<IActionResult> ShowAsync(
        IReadOnlyDictionary<string, string> typed,
        SetupStep? saved,
        CancellationToken ct
    )
    {
        var stored = await settings.GetAsync(ct);
        var state = await queries.ReadAsync(ct);
        var suggested = Suggested(state);
        var values = SettingDefinition.All.ToDictionary(
            setting => setting.Key,
            setting =>
                typed.GetValueOrDefault(setting.Key, suggested.GetValueOrDefault(setting.Key, setting.Show(stored)))
        );
        return View("Setup", new SetupPage(state, values, saved));
    }

    /// <summary>What nobody has set yet is probably what is usual where the reader's language is spoken.</summary>
    private static Dictionary<string, string> Suggested(SetupState state)
    {
        var (currency, zone) = Language.Current.Code switch
        {
            "da" => ("DKK", "Europe/Copenhagen"),
            "nb" => ("NOK", "Europe/Oslo"),
            _ => ("", ""),
        };
        (string Key, string Value, int Set)[] all =
        [
            ("language", Language.Current.Code, state.Language),
            ("currency", currency, state.Currency),
            ("timeZone", zone, state.TimeZone),
        ];
        return all.Where(one => one.Set == 0 && one.Value.Length > 0).ToDictionary(one => one.Key, one => one.Value);
    }
}

public sealed record SetupPage(SetupState State, IReadOnlyDictionary<string, string> Values, SetupStep? Saved)
{
    public int Done => SetupSteps.All.Count(State.IsDone);

    /// <summary>The first step that is left; it stands open.</summary>
    public SetupStep? Next =>
        SetupSteps.All.Where(step => !State.IsDone(step)).Select(step => (SetupStep?)step).FirstOrDefault();
}
