using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>A reason as people read it.</summary>
/// <param name="Title">What moved, from where to where.</param>
/// <param name="Text">What that means for what is expected.</param>
/// <param name="Address">The figure's page, from the root of the site.</param>
public sealed record ReasonLine(Badge Badge, string Title, string Text, string? Address = null)
{
    /// <summary>In one line, for who reads it elsewhere.</summary>
    public string Sentence => $"{Title}. {Text}".TrimEnd();
}

/// <summary>Says why something is proposed.</summary>
/// <param name="run">What was known when it was proposed.</param>
/// <param name="title">What an initiative is called, by key.</param>
public sealed class ReasonWords(
    PriorityWords words,
    IStringLocalizer<PriorityText> text,
    RunInput run,
    Func<string, string> title
)
{
    /// <summary>Says one reason.</summary>
    /// <param name="mover">Whom the proposal is about, by key.</param>
    public ReasonLine Line(ReasonNote note, string mover)
    {
        var goal = note.Goal is { } key ? run.Goal(key) : null;
        if (goal is not null && SaysTheFigure(note.Factor) && !words.Shows(goal))
        {
            return new(
                new("info", "", words.Factor(note.Factor)),
                words.Name(goal),
                Said(text["OtherUnit"], note, mover)
            );
        }
        return note.Factor switch
        {
            PriorityFactor.Figure when goal is not null => new(
                FigureBadge(note, goal),
                FromTo(words.Name(goal), words.Value(goal, note.Before), words.Value(goal, note.After)),
                Said(text["Reason.Figure", words.Change(goal, (note.After - note.Before) ?? 0)], note, mover),
                PriorityWords.Address(goal)
            ),
            PriorityFactor.Target when goal is not null => Plain(
                note,
                FromTo(words.Name(goal), words.Value(goal, note.Before), words.Value(goal, note.After)),
                mover,
                goal
            ),
            PriorityFactor.UnitValue when goal is not null => Plain(
                note,
                FromTo(words.Name(goal), UnitValue(goal, note.Before), UnitValue(goal, note.After)),
                mover,
                goal
            ),
            PriorityFactor.Effect when goal is not null => Plain(
                note,
                note is { Before: { } before, After: { } after } && before != after
                    ? FromTo(words.Name(goal), words.Change(goal, before), words.Change(goal, after))
                    : words.Name(goal),
                mover,
                goal
            ),
            PriorityFactor.Evidence => Plain(
                note,
                FromTo(text["Reason.Chance"], Share(note.Before), Share(note.After)),
                mover
            ),
            PriorityFactor.Confidence => Plain(
                note,
                FromTo(text["Reason.Confidence"], OfTen(note.Before), OfTen(note.After)),
                mover
            ),
            PriorityFactor.Cost => Plain(
                note,
                FromTo(text["Reason.Cost"], Worth(note.Before), Worth(note.After)),
                mover
            ),
            _ => Plain(note, words.Factor(note.Factor), mover),
        };
    }

    private static bool SaysTheFigure(PriorityFactor factor) =>
        factor is PriorityFactor.Figure or PriorityFactor.Target or PriorityFactor.UnitValue;

    private ReasonLine Plain(ReasonNote note, string what, string mover, GoalNote? goal = null) =>
        new(
            new("info", "", words.Factor(note.Factor)),
            what,
            Said("", note, mover),
            goal is null ? null : PriorityWords.Address(goal)
        );

    /// <summary>What else there is to say: whose it is, where it is not the mover's, and what it did.</summary>
    private string Said(string first, ReasonNote note, string mover) =>
        string.Join(
            " ",
            new[]
            {
                first,
                note.Initiative == mover
                    ? (note.Factor == PriorityFactor.Figure ? text["Reason.Targets"].Value : "")
                    : text["Reason.Other", title(note.Initiative)].Value,
                note.Benefit == 0 ? "" : text["Reason.Expected", words.WorthChange(note.Benefit)].Value,
            }.Where(part => part.Length > 0)
        );

    private string FromTo(string what, string before, string after) => text["Reason.FromTo", what, before, after];

    private Badge FigureBadge(ReasonNote note, GoalNote goal)
    {
        var isUp = note.After > note.Before;
        var isBetter = isUp == words.IsHigherBetter(goal);
        return new(
            isBetter ? "better" : "worse",
            isUp ? "up" : "down",
            text[isBetter ? "Better" : "Worse"],
            IsReal: true
        );
    }

    private string UnitValue(GoalNote goal, double? value) => words.UnitValue(goal, value ?? 0);

    private string Share(double? chance) => words.Share(chance ?? 0);

    private string Worth(double? amount) => words.Worth(amount ?? 0);

    private string OfTen(double? confidence) =>
        confidence is { } share ? words.Formats.Number(share * 10, 0) : text["NotKnown"];
}
