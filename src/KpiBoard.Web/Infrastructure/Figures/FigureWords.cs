using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>A verdict as shape, word and colour; only what is real is filled.</summary>
public sealed record Badge(string Kind, string Icon, string Text, bool IsReal = false);

/// <summary>What is said about figures, in the reader's language.</summary>
public sealed class FigureWords(IStringLocalizer<FigureText> text, FigureContext context)
{
    public FigureContext Context => context;

    // ---------- The figure itself ----------

    public string Name(KpiDefinition kpi) => Name(text, kpi);

    /// <summary>What the figure says, in a sentence.</summary>
    public string About(KpiDefinition kpi) => About(text, kpi);

    /// <summary>How it is computed, for who wants to check it.</summary>
    public string Method(KpiDefinition kpi) => Method(text, kpi);

    public string MethodOfComparison => text["MethodOfComparison"];

    /// <summary>"Customer churn really rose"; for exact sums, which are not tested, where they stand.</summary>
    public string Movement(FigureSeries series, Verdict verdict, bool up)
    {
        var kpi = series.Kpi;
        return kpi.Own is null ? text[up ? $"{Key(kpi)}.Rose" : $"{Key(kpi)}.Fell"]
            : verdict.IsReal() ? text[up ? "Own.Rose" : "Own.Fell", Name(kpi)]
            : text[up ? "Own.Above" : "Own.Below", Name(kpi)];
    }

    public string NameOfMember(string member) => member == KpiDimensions.NotDescribed ? text["NotDescribed"] : member;

    public string Grains => text["Grains"];

    public string Name(Grain grain) => text[$"Grain.{grain.Text()}"];

    public string Name(KpiGroup group) =>
        text[
            group switch
            {
                KpiGroup.CustomersSay => "Groups.Say",
                KpiGroup.CustomersDo => "Groups.Do",
                KpiGroup.Own => "Groups.Own",
                _ => "Groups.Traditional",
            }
        ];

    // ---------- Its value ----------

    public FigureNumbers Numbers(KpiDefinition kpi, FigurePoint? point) => FigureNumbers.Of(kpi, context, point);

    public FigureNumbers Numbers(FigureSeries series) => FigureNumbers.Of(series, context);

    public FigureNumbers TableNumbers(KpiDefinition kpi, FigurePoint point) =>
        FigureNumbers.OfTable(kpi, context, point);

    /// <summary>The level of the intervals: 95%.</summary>
    public string Level => context.Formats.Level(context.Level);

    /// <summary>The value with its unit, or why there is none.</summary>
    public string Value(KpiDefinition kpi, FigurePoint point) =>
        point.Value is { } value ? Numbers(kpi, point).Text(value) : Reason(point);

    public string Reason(FigurePoint? point) =>
        text[
            point switch
            {
                null => "Reason.NoData",
                { Reason: AbsenceReason.NoResponses } => "Reason.NoResponses",
                { Reason: AbsenceReason.PartsMissing } => "Reason.PartsMissing",
                { IsGap: true } => "Reason.Gap",
                { Reason: AbsenceReason.NoCustomersAtStart } => "Reason.NoCustomersAtStart",
                { Reason: AbsenceReason.NoCustomersInBoth } => "Reason.NoCustomersInBoth",
                { Reason: AbsenceReason.StartNotPositive } => "Reason.StartNotPositive",
                { Reason: AbsenceReason.NoEstimates } => "Reason.NoEstimates",
                { Reason: AbsenceReason.NoCategorySpend } => "Reason.NoCategorySpend",
                { Reason: AbsenceReason.WeightsNotPositive } => "Reason.WeightsNotPositive",
                _ => "Reason.NoData",
            }
        ];

    /// <summary>
    /// What the value rests on: "46 of 2,047" for a share of customers, else "n 1,204"; empty where nobody has said.
    /// </summary>
    public string Basis(KpiDefinition kpi, FigurePoint point) =>
        kpi.Own is not null && point.N == 0 ? ""
        : kpi.Interval == IntervalMethod.Proportion && point.Value is { } share
            ? text["LostOf", context.Formats.Whole((long)Math.Round(share * point.N)), context.Formats.Whole(point.N)]
        : text["Count", context.Formats.Whole(point.N)];

    /// <summary>The certainty of the latest value: its interval, or the usual range of one that has none.</summary>
    public string Certainty(FigureSeries series)
    {
        var numbers = Numbers(series);
        return series.Latest is { } latest && numbers.Interval(latest) is { } interval ? interval
            : !series.ShowsUsual ? ""
            : series.Usual is { } usual ? WithUsual(series, text["UsualRange", numbers.Range(usual.Lower, usual.Upper)])
            : text[series.IsExact ? "Exact" : "NoInterval"];
    }

    private string WithUsual(FigureSeries series, string usual) =>
        series.IsExact ? $"{text["Exact"]}, {usual}" : char.ToUpperInvariant(usual[0]) + usual[1..];

    public string? Unweighted(KpiDefinition kpi, FigurePoint point) =>
        point.Unweighted is { } plain ? text["Unweighted", Numbers(kpi, point).Plain(plain)].Value : null;

    public string? SoFar(FigureSeries series) =>
        series.SoFar is { Value: not null } running
            ? text["SoFar", context.Period(running.Period), Value(series.Kpi, running)].Value
            : null;

    /// <summary>Which money is in no figure for want of a rate; null when all of it is.</summary>
    public string? LeftOut(IReadOnlyList<LeftOut> sums) =>
        sums.Count == 0
            ? null
            : text[
                "LeftOut",
                string.Join(
                    ", ",
                    sums.Select(sum =>
                        $"{context.Formats.MoneyExact(sum.Amount, sum.Currency)} ({context.Period(new Period(Grain.Month, Month.FromKey(sum.Month)))})"
                    )
                )
            ].Value;

    // ---------- The verdict ----------

    public Badge Badge(FigureSeries series, Verdict verdict, bool withUnit = false)
    {
        var change = series.Latest?.Change;
        return verdict switch
        {
            Verdict.Better or Verdict.Worse => new(
                verdict == Verdict.Better ? "better" : "worse",
                change!.Difference > 0 ? "up" : "down",
                $"{Word(verdict)} {Difference(series, withUnit)}",
                IsReal: true
            ),
            Verdict.Changed => new(
                "none",
                change!.Difference > 0 ? "up" : "down",
                $"{Word(verdict)} {Difference(series, withUnit)}"
            ),
            Verdict.UnusuallyGood or Verdict.UnusuallyBad or Verdict.Unusual => new(
                verdict.Tone() ?? "none",
                series.OutsideUsual > 0 ? "up" : "down",
                text[series.OutsideUsual > 0 ? "AboveUsual" : "BelowUsual"]
            ),
            Verdict.NoRealChange => new("none", "flat", Word(verdict)),
            Verdict.TooFew => new(
                "absent",
                "absent",
                text[series.Kpi.Group == KpiGroup.CustomersSay ? "TooFewAnswers" : "TooFewCustomers"]
            ),
            Verdict.NothingToCompare when series.IsExact => new("none", "same", text["NotTested"]),
            Verdict.NothingToCompare when series.ShowsUsual => new("none", "same", text["NotTestedYet"]),
            Verdict.NothingToCompare => new("absent", "absent", text["NothingToCompare"]),
            _ => new("absent", "absent", Reason(series.Latest)),
        };
    }

    /// <summary>Where a complete value stands against its target; none without one.</summary>
    public Badge? StatusBadge(KpiDefinition kpi, FigurePoint? point) =>
        point is not { IsComplete: true, Target: { } target } || kpi.Good == GoodDirection.Neither
            ? null
            : KpiStatuses.Of(kpi, point.Value, point.Lower, point.Upper, point.N, target) switch
            {
                KpiStatus.OnTarget => new("better", "check", text["Target.Met"]),
                KpiStatus.Off => new("worse", "cross", text["Target.Missed"]),
                KpiStatus.TooFew => new("absent", "absent", text["Target.TooFew"]),
                _ => new("none", "same", text["Target.Open"]),
            };

    /// <summary>"Target 33, threshold 30"; what lies on a path says so.</summary>
    public string? Target(KpiDefinition kpi, FigurePoint? point)
    {
        if (point?.Target is not { } target)
        {
            return null;
        }
        var numbers = TableNumbers(kpi, point);
        var goal = text[target.IsOnPath ? "Target.OnPath" : "Target.Of", numbers.Text(target.Value)].Value;
        return target.Threshold is { } limit ? $"{goal}, {text["Target.Threshold", numbers.Text(limit)]}" : goal;
    }

    /// <summary>Where a value that has a target stands against it; on the way to a later one, whether it keeps up.</summary>
    public TargetStanding Standing(KpiDefinition kpi, FigurePoint point)
    {
        // A figure without a good side is held beside its target, not judged by it.
        var badge = StatusBadge(kpi, point) ?? new("none", "target", text["NotTestedYet"]);
        if (point.Target!.IsOnPath)
        {
            badge = badge.Kind switch
            {
                "better" => badge with { Text = text["Target.KeepsUp"] },
                "worse" => badge with { Text = text["Target.Behind"] },
                _ => badge,
            };
        }
        return new(badge, text["Target.When", Target(kpi, point)!, context.Period(point.Period)]);
    }

    /// <summary>A target whose period is still to come.</summary>
    public TargetStanding NotDue(KpiDefinition kpi, SetTarget target, Period period)
    {
        var goal = FigureNumbers.OfTyped(kpi, context, target.Value).Text(target.Value);
        return new(
            new("none", "target", text["Target.NotDue"]),
            text["Target.When", text["Target.Of", goal].Value, context.Period(period)]
        );
    }

    public Badge NoData => new("absent", "absent", text["Reason.NoData"]);

    /// <summary>What figures say against an owner who says "on track".</summary>
    public string Against(IEnumerable<string> names) => text["Against", string.Join("; ", names)];

    public Badge StaleBadge => new("stale", "stale", text["Stale"]);

    public string Word(Verdict verdict) =>
        text[
            verdict switch
            {
                Verdict.Better => "Better",
                Verdict.Worse => "Worse",
                Verdict.Changed => "Changed",
                _ => "NoRealChange",
            }
        ];

    private string Difference(FigureSeries series, bool withUnit)
    {
        var numbers = Numbers(series);
        var change = series.Latest!.Change!;
        return withUnit ? numbers.Change(change) : numbers.ChangeNumber(change.Difference);
    }

    /// <summary>Of a figure of the company's own in the reader's language, else in one that it has.</summary>
    internal static string Name(IStringLocalizer<FigureText> text, KpiDefinition kpi) =>
        kpi.Own?.Name(Language.Current.Code) ?? text[$"{Key(kpi)}.Name"];

    internal static string About(IStringLocalizer<FigureText> text, KpiDefinition kpi) =>
        kpi.Own is { } own
            ? own.Meaning(Language.Current.Code) ?? text["Own.About"].Value
            : text[$"{Key(kpi)}.About"].Value;

    internal static string Method(IStringLocalizer<FigureText> text, KpiDefinition kpi) =>
        kpi.Own is { } own ? text[$"Own.Method.{own.AddsUp.Text()}"] : text[$"{Key(kpi)}.Method"];

    /// <summary>nps.relationship is NpsRelationship in the resources.</summary>
    private static string Key(KpiDefinition kpi) =>
        string.Concat(kpi.Code.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
