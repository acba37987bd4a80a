using FluentValidation;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>The sandbox.</summary>
/// <param name="Now">Without anything tried.</param>
public sealed record WhatIfPage(Trial Now, Trial Tried, WhatIfWords Words, TryFields Fields)
{
    /// <summary>The saved scenario that is open.</summary>
    public ScenarioRow? Saved { get; init; }
    public required ScenarioForm Form { get; init; }

    /// <summary>The person may save over the open scenario.</summary>
    public bool MayChange { get; init; }
    public string? Done { get; init; }

    /// <summary>Numbers were larger than any company's, so nothing of the last step counts.</summary>
    public bool IsTooLarge { get; init; }

    public ScenarioChanges Changes => Tried.Changes;

    public IReadOnlyList<ChangeLine> Lines => [.. Changes.All.Select(change => Words.Line(change, Now.Situation))];

    public IReadOnlyList<TrialLine> Order => TrialLine.Of(Now, Tried);

    public IReadOnlyList<(string Unit, double Now, double Tried)> Fits
    {
        get
        {
            var today = UnitFit.Of(Now.Situation, Now.Order).ToDictionary(fit => fit.Unit, fit => fit.Proposed);
            return
            [
                .. UnitFit
                    .Of(Tried.Situation, Tried.Order)
                    .Select(fit => (fit.Unit, today.GetValueOrDefault(fit.Unit), fit.Proposed)),
            ];
        }
    }

    public string Address => ScenarioAddress.Of(Changes, Saved?.Id);

    public string AddressWithout(ScenarioChange change) => ScenarioAddress.Of(Changes.Without(change), Saved?.Id);

    /// <summary>Whether something else is tried than what was saved.</summary>
    public bool IsEdited => Saved is { } saved && !saved.Read().All.SequenceEqual(Changes.All);
}

/// <summary>One initiative before and after.</summary>
/// <param name="Tried">None when it is left out.</param>
public sealed record TrialLine(Contender One, Ranked? Now, Ranked? Tried, Strip? Strip)
{
    public CapacityVerdict? FitsNow { get; init; }
    public CapacityVerdict? FitsThen { get; init; }

    /// <summary>How many places it rises; below 0 when it falls.</summary>
    public int Rise => (Now, Tried) is ({ } was, { } is_) ? was.Rank - is_.Rank : 0;

    public static IReadOnlyList<TrialLine> Of(Trial now, Trial tried)
    {
        var scale = Strip.StripScale.Over(
            tried
                .Result.Initiatives.Concat(now.Result.Initiatives)
                .SelectMany(one => new double?[] { one.Lower * one.Cost, one.Upper * one.Cost, one.Benefit, 0 })
        );
        var order = tried.Order.Concat(now.Order.Where(key => tried.Find(key) is null));
        return
        [
            .. order.Select(key =>
            {
                var then = tried.Find(key);
                return new TrialLine(now.Situation.Find(key)!, now.Find(key), then, StripOf(then, scale))
                {
                    FitsNow = now.Verdict(key),
                    FitsThen = tried.Verdict(key),
                };
            }),
        ];
    }

    private static Strip? StripOf(Ranked? ranked, Strip.StripScale scale) =>
        ranked is null
            ? null
            : new(
                Infrastructure.Figures.Verdict.NoRealChange,
                scale.At(ranked.Benefit),
                scale.Between(ranked.Lower * ranked.Cost, ranked.Upper * ranked.Cost),
                null,
                scale.Zero
            );
}

/// <summary>A scenario as somebody saves it.</summary>
public sealed record ScenarioForm
{
    public const int LongestName = 120;
    public const int LongestWhy = 2_000;

    public string Name { get; init; } = "";
    public string Why { get; init; } = "";

    /// <summary>Of the open scenario as it was read.</summary>
    public int Version { get; init; }

    /// <summary>The open scenario; none for a new one.</summary>
    public long? Scenario { get; init; }

    /// <summary>The changes, as <see cref="ScenarioAddress"/> writes them.</summary>
    public List<string> C { get; init; } = [];

    /// <summary>Pressed: save as another one, although one is open.</summary>
    public bool AsNew { get; init; }

    public ScenarioContent ToContent() =>
        new(Name.Trim(), Why.ReplaceLineEndings("\n").Trim(), ScenarioAddress.Read(C));
}

public sealed class ScenarioFormValidator : AbstractValidator<ScenarioForm>
{
    public ScenarioFormValidator(IStringLocalizer<WhatIfText> text)
    {
        RuleFor(form => form.Name)
            .Must(name => !string.IsNullOrWhiteSpace(name))
            .WithMessage(_ => text["Invalid.Name"])
            .MaximumLength(ScenarioForm.LongestName)
            .WithMessage(_ => text["Invalid.NameLong"]);
        RuleFor(form => form.Why)
            .Must(why => !string.IsNullOrWhiteSpace(why))
            .WithMessage(_ => text["Invalid.Why"])
            .MaximumLength(ScenarioForm.LongestWhy)
            .WithMessage(_ => text["Invalid.WhyLong"]);
        RuleFor(form => form.C)
            .Must(changes => ScenarioAddress.Read(changes).All.Count > 0)
            .WithMessage(_ => text["Invalid.Nothing"]);
    }
}
