using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>A number that can be tried.</summary>
/// <param name="Text">As it is tried, or as it was typed where that cannot be read.</param>
/// <param name="Now">As it is today.</param>
public sealed record TryField(string Name, string Label, string Text, string Now)
{
    public bool IsChanged => Text != Now;
}

/// <summary>What can be tried of one figure that an initiative is meant to move.</summary>
public sealed record TryEffect(string Figure, IReadOnlyList<TryField> Fields);

/// <summary>What can be tried of an initiative.</summary>
public sealed record TryInitiative(Contender One, string OutName, bool IsOut)
{
    public required TryField Effort { get; init; }
    public required TryField Cost { get; init; }
    public required IReadOnlyList<TryEffect> Effects { get; init; }

    public bool IsChanged =>
        IsOut || Effort.IsChanged || Cost.IsChanged || Effects.Any(effect => effect.Fields.Any(one => one.IsChanged));
}

/// <summary>What can be tried of a figure.</summary>
public sealed record TryFigure(string Name, TryField Value, TryField Target)
{
    public bool IsChanged => Value.IsChanged || Target.IsChanged;
}

/// <summary>A unit's days in a month.</summary>
public sealed record TryUnit(string Name, TryField Days);

/// <summary>Everything that can be tried, as fields.</summary>
/// <param name="typed">What was typed in a field, where it cannot be read; null elsewhere.</param>
public sealed class TryFields(
    Situation now,
    PriorityWords words,
    IStringLocalizer<WhatIfText> text,
    ScenarioChanges changes,
    Func<string, string?> typed
)
{
    private readonly TryScale scale = new(now, words);

    public IReadOnlyList<TryInitiative> Initiatives =>
        [
            .. now.Input.Initiatives.Select(one => new TryInitiative(
                now.Find(one.Key)!,
                TryNames.Out(one.Key),
                changes.Find(ScenarioField.LeaveOut, one.Key) is not null
            )
            {
                Effort = Field(
                    ScenarioField.Effort,
                    one.Key,
                    now.Find(one.Key)!.DaysLeft,
                    scale.Plain,
                    text["Field.Effort"]
                ),
                Cost = Field(ScenarioField.Cost, one.Key, one.Cost, scale.Plain, text["Field.Cost", words.Currency]),
                Effects =
                [
                    .. one
                        .Links.DistinctBy(link => link.Goal)
                        .Select(link => new TryEffect(scale.Name(link.Goal), Effect(one.Key, link))),
                ],
            }),
        ];

    public IReadOnlyList<TryFigure> Figures =>
        [
            .. now
                .Input.Goals.Where(goal => words.Shows(now.Goal(goal.Key)!))
                .Select(goal => new TryFigure(
                    scale.Name(goal.Key),
                    Field(
                        ScenarioField.UnitValue,
                        goal.Key,
                        goal.UnitValue,
                        scale.OfValue(goal.Key),
                        text["Field.UnitValue", words.Currency]
                    ),
                    Field(
                        ScenarioField.Target,
                        goal.Key,
                        goal.Target,
                        scale.OfFigure(goal.Key),
                        scale.IsRatio(goal.Key) ? text["Field.Target.Percent"] : text["Field.Target"]
                    )
                )),
        ];

    public IReadOnlyList<TryUnit> Units =>
        [
            .. TryScale
                .Units(now, changes)
                .Select(unit => new TryUnit(
                    unit,
                    Field(ScenarioField.Capacity, unit, TryScale.DaysOf(now, unit), scale.Plain, unit)
                )),
        ];

    private TryField Field(ScenarioField field, string of, double? today, TriedNumber number, string label)
    {
        var name = TryNames.Of(field, of);
        var tried = number.Show(changes.Find(field, of)?.Value ?? today);
        return new(name, label, typed(name) ?? tried, number.Show(today));
    }

    private IReadOnlyList<TryField> Effect(string of, EffectLink link)
    {
        var number = scale.OfFigure(link.Goal);
        var today = TryScale.Numbers(null, link);
        var tried = TryScale.Numbers(changes.Find(ScenarioField.Effect, of, link.Goal), link);
        return
        [
            .. TryNames.EffectParts.Select(
                (part, at) =>
                {
                    var name = TryNames.Effect(part, of, link.Goal);
                    return new TryField(
                        name,
                        text[$"Field.{part}"],
                        typed(name) ?? number.Show(tried[at]),
                        number.Show(today[at])
                    );
                }
            ),
        ];
    }
}

/// <summary>What fields are called in a form.</summary>
internal static class TryNames
{
    public static readonly IReadOnlyList<string> EffectParts = ["low", "likely", "high"];

    public static string Of(ScenarioField field, string of) => $"{field}|{of}";

    public static string Out(string initiative) => Of(ScenarioField.LeaveOut, initiative);

    public static string Effect(string part, string initiative, string goal) => $"{part}|{initiative}|{goal}";
}

/// <summary>In what numbers are typed, and what they are today.</summary>
internal sealed class TryScale(Situation now, PriorityWords words)
{
    private const double Percent = 100;

    public TriedNumber Plain { get; } = new(1, words.Formats);

    public string Name(string goal) => words.Name(now.Goal(goal)!);

    public bool IsRatio(string goal) => words.IsRatio(now.Goal(goal)!);

    /// <summary>Of a figure and its changes: a ratio in percent.</summary>
    public TriedNumber OfFigure(string goal) => new(IsRatio(goal) ? Percent : 1, words.Formats);

    /// <summary>Of what a unit is worth, as people set it.</summary>
    public TriedNumber OfValue(string goal) => new(words.UnitShare(now.Goal(goal)!), words.Formats);

    /// <summary>The units that have days or work, and those that are tried.</summary>
    public static IReadOnlyList<string> Units(Situation now, ScenarioChanges changes) =>
        [
            .. now
                .Days.Concat(now.Contenders.SelectMany(one => one.Work.Shares))
                .Select(share => share.Unit)
                .Concat(changes.All.Where(one => one.Field == ScenarioField.Capacity).Select(one => one.Of))
                .Where(unit => unit.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>In the first month of which somebody has said it; none when nobody has.</summary>
    public static double? DaysOf(Situation now, string unit) =>
        now
            .Days.Where(share => share.Unit == unit)
            .OrderBy(share => share.Month)
            .Select(share => (double?)share.Days)
            .FirstOrDefault();

    /// <summary>Least, likeliest and most.</summary>
    public static IReadOnlyList<double?> Numbers(ScenarioChange? tried, EffectLink link) =>
        tried is null ? [link.Low, link.Likely, link.High] : [tried.Low, tried.Value, tried.High];
}
