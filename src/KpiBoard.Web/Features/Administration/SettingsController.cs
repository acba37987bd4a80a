using System.Globalization;
using FluentValidation;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

[Route("administration/settings")]
[Authorize(AccessPolicy.Administer)]
public sealed class SettingsController(CompanySettingsStore store, IStringLocalizer<AdministrationText> text)
    : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(bool saved, CancellationToken ct) =>
        View("Settings", await PageAsync([], ct) with { IsSaved = saved });

    [HttpPost("")]
    public async Task<IActionResult> Index(SettingsForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return View("Settings", (await PageAsync([], ct)).With(form));
        }
        var stored = await StoredAsync(ct);
        var wishes = form
            .Filled.Where(value => form.IsTouched(value.Key, value.Value) && value.Value != stored[value.Key])
            .ToList();
        var versions = (await store.ChangesAsync(ct)).ToDictionary(pair => pair.Key, pair => pair.Value.Version);
        var seen = wishes.Select(wish => new SeenSetting(
            wish.Key,
            wish.Value,
            form.Versions.TryGetValue(wish.Key, out var version) ? version : versions.GetValueOrDefault(wish.Key)
        ));
        if (await store.SetSeenAsync([.. seen], User.By(), ct))
        {
            return RedirectToAction(nameof(Index), new { saved = true });
        }
        // Nothing was saved: what the other has set is shown beside what was typed here.
        ModelState.AddModelError("", text["Conflict.Why"]);
        return View("Settings", await PageAsync(wishes, ct));
    }

    private async Task<Dictionary<string, string>> StoredAsync(CancellationToken ct)
    {
        var settings = await store.GetAsync(ct);
        return SettingDefinition.All.ToDictionary(setting => setting.Key, setting => setting.Show(settings));
    }

    /// <summary>What is stored, and over it what somebody wishes.</summary>
    private async Task<SettingsPage> PageAsync(
        IReadOnlyCollection<KeyValuePair<string, string>> wishes,
        CancellationToken ct
    )
    {
        var stored = await StoredAsync(ct);
        var values = new Dictionary<string, string>(stored);
        foreach (var (key, value) in wishes)
        {
            values[key] = value;
        }
        return new(
            values.ToDictionary(
                pair => pair.Key,
                pair => SettingsForm.Typed(SettingDefinition.Find(pair.Key)!, pair.Value)
            ),
            stored,
            await store.ChangesAsync(ct)
        )
        {
            Wishes = [.. wishes.Where(wish => wish.Value != stored[wish.Key]).Select(wish => wish.Key)],
        };
    }
}

/// <summary>The settings as the form shows them.</summary>
/// <param name="Values">What stands in the fields.</param>
/// <param name="Seen">What is stored, for the form to say later what was seen.</param>
/// <param name="Changes">Who set what when.</param>
public sealed record SettingsPage(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, string> Seen,
    IReadOnlyDictionary<string, SettingChange> Changes
)
{
    public bool IsSaved { get; init; }

    /// <summary>Settings that were to be saved when somebody else had set one of them.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    /// <summary>The versions of what was seen.</summary>
    public IReadOnlyDictionary<string, int> Versions { get; init; } =
        Changes.ToDictionary(pair => pair.Key, pair => pair.Value.Version);

    /// <summary>As it was sent, for what does not fit to be put right: what was seen then is still what was seen.</summary>
    public SettingsPage With(SettingsForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return this with
        {
            Values = form.Values,
            Seen = Seen.ToDictionary(pair => pair.Key, pair => form.Seen.GetValueOrDefault(pair.Key, pair.Value)),
            Versions = Seen.Keys.ToDictionary(
                key => key,
                key => form.Versions.TryGetValue(key, out var version) ? version : Versions.GetValueOrDefault(key)
            ),
        };
    }
}

public sealed record SettingsForm
{
    public Dictionary<string, string> Values { get; init; } = [];

    /// <summary>What was stored when the form was opened, and as which version.</summary>
    public Dictionary<string, string> Seen { get; init; } = [];
    public Dictionary<string, int> Versions { get; init; } = [];

    /// <summary>A field that was left as it was seen says nothing about what is stored by now.</summary>
    public bool IsTouched(string key, string value) => !Seen.TryGetValue(key, out var seen) || seen != value;

    /// <summary>An empty field leaves a setting as it is: there is no setting whose value is nothing.</summary>
    public IEnumerable<KeyValuePair<string, string>> Filled =>
        Values
            .Select(value => KeyValuePair.Create(value.Key, value.Value.Trim()))
            .Where(value => value.Value.Length > 0)
            .Select(value => KeyValuePair.Create(value.Key, Stored(value.Key, value.Value)));

    /// <summary>A stored value as the page shows it: a ratio in per cent, with the reader's decimal sign.</summary>
    public static string Typed(SettingDefinition setting, string stored) =>
        setting.IsRatio
            ? (100 * decimal.Parse(stored, CultureInfo.InvariantCulture)).ToString("0.####", CultureInfo.CurrentCulture)
            : stored;

    /// <summary>What is no number stays as it was typed, to be refused.</summary>
    private static string Stored(string key, string typed) =>
        SettingDefinition.Find(key) is { IsRatio: true }
        && decimal.TryParse(
            typed.Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var percent
        )
            ? (percent / 100).ToString(CultureInfo.InvariantCulture)
            : typed;
}

internal sealed class SettingsFormValidator : AbstractValidator<SettingsForm>
{
    public SettingsFormValidator(IStringLocalizer<AdministrationText> text) =>
        RuleFor(form => form)
            .Custom(
                (form, context) =>
                {
                    foreach (var (key, value) in form.Filled)
                    {
                        if (SettingDefinition.Find(key)?.Apply(new CompanySettings(), value) is null)
                        {
                            context.AddFailure($"Values[{key}]", text["Invalid.Setting"]);
                        }
                    }
                }
            );
}
