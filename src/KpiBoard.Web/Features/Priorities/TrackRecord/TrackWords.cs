using System.Security.Claims;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>Finds the words in the reader's language, and whose figures the reader may see.</summary>
public sealed class TrackLanguage(
    PriorityLanguage language,
    PageFrame frame,
    UserQueries users,
    IStringLocalizer<TrackText> text
)
{
    public async Task<TrackWords> WordsAsync(ClaimsPrincipal reader, CancellationToken ct) =>
        new(text, await language.WordsAsync(), await frame.FiguresAsync(), await users.VisibleUnitsAsync(reader, ct));
}

/// <summary>What addresses and files call an outcome.</summary>
public static class OutcomeKey
{
    public static string Of(TrackOutcome outcome) =>
        outcome switch
        {
            TrackOutcome.Came => "came",
            TrackOutcome.DidNotCome => "did-not-come",
            TrackOutcome.Unclear => "unclear",
            TrackOutcome.TooEarly => "too-early",
            _ => "not-measured",
        };
}

/// <summary>What is said about what came of decisions.</summary>
public sealed class TrackWords(IStringLocalizer<TrackText> text, PriorityWords words, KpiBook book, VisibleUnits units)
{
    public PriorityWords Priorities => words;

    private FigureWords Figures => words.Figures;

    /// <summary>Whether the reader may see what the figure says.</summary>
    public bool Shows(EffectTrack one) => units.Includes(one.Note.Dimension, one.Note.Member);

    /// <summary>An outcome as shape, word and colour.</summary>
    public Badge Badge(TrackOutcome outcome) =>
        new(
            outcome switch
            {
                TrackOutcome.Came => "better",
                TrackOutcome.DidNotCome => "worse",
                _ => "none",
            },
            outcome switch
            {
                TrackOutcome.Came => "check",
                TrackOutcome.DidNotCome => "cross",
                TrackOutcome.Unclear => "flat",
                TrackOutcome.TooEarly => "stale",
                _ => "absent",
            },
            text[$"Outcome.{OutcomeKey.Of(outcome)}"]
        );

    public string Month(Month month) => Figures.Context.Period(new(Grain.Month, month));

    public string Name(EffectTrack one) => words.Name(one.Note);

    /// <summary>"−1.2 percentage points (−2.0 to −0.5)".</summary>
    public string Expected(EffectTrack one)
    {
        var (low, high) = (Math.Min(one.Effect.Low, one.Effect.High), Math.Max(one.Effect.Low, one.Effect.High));
        return $"{Change(one, one.Effect.Likely)} ({Range(one, low, high)})";
    }

    /// <summary>"−0.4 percentage points (95%: −1.3 to 0.5)", or that nothing is measured.</summary>
    public string Measured(EffectTrack one) =>
        one.Record.Change is not { } change ? text["Measured.Nothing"]
        : change is { Lower: { } lower, Upper: { } upper }
            ? $"{Change(one, change.Value)} ({Figures.Level}: {Range(one, lower, upper)})"
        : text["Measured.NoInterval", Change(one, change.Value)];

    public string MeasuredIn(EffectTrack one) => one.MeasuredIn is { } period ? Figures.Context.Period(period) : "";

    /// <summary>"+DKK 1.2 m (0.3 to 2.1)"; none where a unit has no value, or nothing is measured.</summary>
    public string? Worth(EffectTrack one) =>
        one is not { Goal.UnitValue: not 0, Record.Worth: { } worth } ? null
        : worth is { Lower: { } lower, Upper: { } upper }
            ? $"{words.WorthChange(worth.Value)} ({words.Range(lower, upper)})"
        : words.WorthChange(worth.Value);

    /// <summary>The measured change inside its interval, on a line with what was expected.</summary>
    public static Strip? Strip(EffectTrack one)
    {
        if (one.Record.Change is not { } change)
        {
            return null;
        }
        var effect = one.Effect;
        var scale = Infrastructure.Figures.Strip.StripScale.Over([
            0,
            change.Value,
            change.Lower,
            change.Upper,
            effect.Low,
            effect.High,
        ]);
        var (low, high) = (Math.Min(effect.Low, effect.High), Math.Max(effect.Low, effect.High));
        return new(
            one.Record.Outcome switch
            {
                TrackOutcome.Came => Verdict.Better,
                TrackOutcome.DidNotCome => Verdict.Worse,
                _ => Verdict.NoRealChange,
            },
            scale.At(change.Value),
            change is { Lower: { } lower, Upper: { } upper } ? scale.Between(lower, upper) : null,
            scale.Between(low, high),
            scale.At(0),
            scale.At(effect.Likely)
        );
    }

    private string Change(EffectTrack one, double change) =>
        Numbers(one) is { } numbers ? numbers.Change(change) : words.Formats.Change(change, 1);

    private string Range(EffectTrack one, double lower, double upper) =>
        Numbers(one) is { } numbers
            ? numbers.Range(lower, upper)
            : words.Formats.Interval(words.Formats.Number(lower, 1), words.Formats.Number(upper, 1));

    /// <summary>As many digits for what was expected as for what was measured: those of the figure's own interval.</summary>
    private FigureNumbers? Numbers(EffectTrack one) =>
        book.TryGet(one.Note.Kpi, out var kpi)
            ? Figures.Numbers(
                kpi,
                new FigurePoint(default)
                {
                    Value = one.Goal.Estimate,
                    Lower = one.Note.Lower,
                    Upper = one.Note.Upper,
                }
            )
            : null;
}
