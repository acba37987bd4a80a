using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>What is tried, said in the reader's language.</summary>
public sealed class WhatIfWords(IStringLocalizer<WhatIfText> text, PriorityWords words)
{
    /// <summary>Under this share of a sum a change of it is not worth a number.</summary>
    private const double LeastShare = 0.001;

    public PriorityWords Priorities => words;

    /// <summary>A change as a line: what it is about, and what of it.</summary>
    /// <param name="now">As it is without anything tried.</param>
    public ChangeLine Line(ScenarioChange change, Situation now)
    {
        if (!ScenarioChanges.Concerns(change, TrialMaker.PortfolioOf(now)))
        {
            return new(change, change.Of, IsTyped: false, text["Change.Gone"], IsGone: true);
        }
        return change.Field switch
        {
            ScenarioField.Capacity => new(
                change,
                change.Of,
                IsTyped: false,
                text["Change.Capacity", words.Days(change.Value), words.Days(TryScale.DaysOf(now, change.Of))]
            ),
            ScenarioField.UnitValue or ScenarioField.Target => OfFigure(change, now.Goal(change.Of)!, now),
            _ => new(change, now.Find(change.Of)!.Title, IsTyped: true, OfInitiative(change, now)),
        };
    }

    /// <summary>The whole line, for files and scripts.</summary>
    public string Sentence(ScenarioChange change, Situation now)
    {
        var line = Line(change, now);
        return $"{line.Title}: {line.Text}";
    }

    /// <summary>Who changes place and what fits, in a sentence or two.</summary>
    public string Summary(Trial now, Trial tried)
    {
        var moved = tried.Result.Initiatives.Count(one => now.Find(one.Key) is { } was && was.Rank != one.Rank);
        var fits = tried.Fitting.Count(one => !Trial.Fits(now.Verdict(one.Key)));
        var fitsNot = now.Fitting.Count(one => !Trial.Fits(tried.Verdict(one.Key)));
        string[] sentences =
        [
            moved == 0 ? text["Moves.None"] : text.Count("Moves", moved),
            fits == 0 ? "" : text.Count("FitsNow", fits),
            fitsNot == 0 ? "" : text.Count("FitsNot", fitsNot),
            text["Worth.Change", Difference(now.Worth, tried.Worth), Difference(now.Cost, tried.Cost)],
        ];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    /// <summary>A change; what cannot be seen in the sum is none.</summary>
    private string Difference(double before, double after) =>
        Math.Abs(after - before) <= LeastShare * Math.Abs(before)
            ? text["Worth.Same"]
            : words.WorthChange(after - before);

    public string Verdict(CapacityVerdict? verdict) => text[verdict is { } known ? $"Verdict.{known}" : "Verdict.None"];

    private ChangeLine OfFigure(ScenarioChange change, GoalNote note, Situation now)
    {
        var goal = now.Input.Goals.First(one => one.Key == change.Of);
        return new(
            change,
            words.Name(note),
            IsTyped: false,
            change.Field == ScenarioField.UnitValue
                ? text[
                    "Change.UnitValue",
                    words.UnitValue(note, change.Value ?? 0),
                    goal.UnitValue == 0 ? text["NotSaid"] : words.UnitValue(note, goal.UnitValue)
                ]
                : text[
                    "Change.Target",
                    words.Value(note, change.Value),
                    goal.Target is null ? text["NotSaid"] : words.Value(note, goal.Target)
                ]
        );
    }

    private string OfInitiative(ScenarioChange change, Situation now)
    {
        var one = now.Input.Initiatives.First(candidate => candidate.Key == change.Of);
        switch (change.Field)
        {
            case ScenarioField.Effort:
                return text["Change.Effort", words.Days(change.Value), words.Days(now.Find(one.Key)!.DaysLeft)];
            case ScenarioField.Cost:
                return text["Change.Cost", words.Worth(change.Value ?? 0), words.Worth(one.Cost)];
            case ScenarioField.LeaveOut:
                return text["Change.LeaveOut"];
            default:
                var link = one.Links.First(effect => effect.Goal == change.Goal);
                var note = now.Goal(link.Goal)!;
                return text[
                    "Change.Effect",
                    words.Name(note),
                    Effect(note, change.Low, change.Value, change.High),
                    Effect(note, link.Low, link.Likely, link.High)
                ];
        }
    }

    private string Effect(GoalNote note, double? low, double? likely, double? high) =>
        $"{words.Change(note, likely ?? 0)} ({words.Formats.Interval(words.Change(note, low ?? 0), words.Change(note, high ?? 0))})";
}

/// <summary>A change in words.</summary>
/// <param name="IsTyped">The title is what people typed, in a language that nobody knows.</param>
/// <param name="IsGone">What it is about is not there any more.</param>
public sealed record ChangeLine(ScenarioChange Change, string Title, bool IsTyped, string Text, bool IsGone = false);
