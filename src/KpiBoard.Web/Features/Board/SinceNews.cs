using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>How loud a change since the last look is.</summary>
public enum SinceWeight
{
    /// <summary>Moved money, and not within its noise.</summary>
    Money,

    /// <summary>Outside its noise, without an amount of money.</summary>
    Real,

    /// <summary>Moved no more than chance explains.</summary>
    Noise,
}

/// <summary>One figure as it was known at a look and as it is known now, each with the verdict of its time.</summary>
/// <param name="Start">The money that a share is of, for figures that are shares of what customers brought.</param>
public sealed record SinceFigure(
    FigureSeries Now,
    Verdict Verdict,
    FigureSeries Then,
    Verdict ThenVerdict,
    Money? Start = null
)
{
    public FigurePoint? Latest => Now.Latest;

    /// <summary>Whether the period that the figure is about was not complete at the look.</summary>
    public bool IsNewPeriod => Latest is { } latest && (Then.Latest is not { } then || then.Period < latest.Period);

    /// <summary>The same period as it was known at the look.</summary>
    public FigurePoint? SameThen =>
        Latest is { } latest ? Then.Complete.FirstOrDefault(point => point.Period == latest.Period) : null;

    /// <summary>It had a value, and has none any more.</summary>
    public bool IsGone => Latest is { IsAbsent: true } && Then.Latest is { IsAbsent: false };

    /// <summary>It stood outside its noise, and what came in since says that it does not.</summary>
    public bool IsTakenBack => !IsNewPeriod && ThenVerdict.IsSignal() && !Verdict.IsSignal();

    public bool IsNewlyReal => !IsNewPeriod && Verdict.IsSignal() && !ThenVerdict.IsSignal();

    /// <summary>
    /// What changed: of a new period its tested change, or how far an exact sum left the middle of its usual range; of a
    /// known one what the look's value was corrected by.
    /// </summary>
    public double? Difference =>
        Latest?.Value is not { } value ? null
        : !IsNewPeriod ? value - SameThen?.Value
        : Now.ShowsUsual ? value - Now.Usual?.Centre
        : Latest.Change?.Difference;

    public bool HasChanged => IsGone || (Latest?.Value is not null && (IsNewPeriod || Difference != 0 || Flipped));

    public bool IsOutsideNoise => IsGone || (IsNewPeriod ? Verdict.IsSignal() : Flipped || MovedBeyondNoise);

    /// <summary>The difference in money, where the figure is one of money or a share of it.</summary>
    public Money? Worth =>
        Difference is not { } difference ? null
        : Now.Kpi.Unit == KpiUnit.Money ? Money.FromDecimal((decimal)difference)
        : Start is { } start ? Money.FromDecimal((decimal)(difference * start.ToDouble()))
        : null;

    public SinceWeight Weight =>
        !IsOutsideNoise ? SinceWeight.Noise
        : Worth is { Units: not 0 } && !IsTakenBack ? SinceWeight.Money
        : SinceWeight.Real;

    public double PValue => Latest?.Change?.PValue ?? 1;

    private bool Flipped => IsTakenBack || IsNewlyReal;

    /// <summary>
    /// A correction is no chance, but it matters only where it is larger than the doubt there was: the interval of an
    /// estimate, the usual step from one period to the next of an exact sum.
    /// </summary>
    private bool MovedBeyondNoise =>
        (Latest?.Value, SameThen) is ({ } value, { Value: { } before } then)
        && (
            Now.ShowsUsual
                ? Now.Usual is { } usual && Math.Abs(value - before) > usual.MeanRange
                : value < then.Lower || value > then.Upper
        );
}

/// <summary>A figure that stands otherwise against its target than at the look.</summary>
public sealed record SinceTarget(FigureSeries Series, KpiStatus Status);

/// <summary>What became of an initiative.</summary>
public enum SinceTurn
{
    Started,
    Closed,
    Stopped,
}

/// <summary>An initiative that started or ended.</summary>
public sealed record SinceShift(SinceShiftRow Row, SinceTurn Turn)
{
    /// <summary>Null for one that stands as it stood: it was only written about, or waits.</summary>
    public static SinceShift? Of(SinceShiftRow row) =>
        row.Status switch
        {
            "running" or "paused" or "closing" when row.StatusBefore is not ("running" or "paused" or "closing") => new(
                row,
                SinceTurn.Started
            ),
            "closed" when row.StatusBefore != "closed" => new(row, SinceTurn.Closed),
            "stopped" when row.StatusBefore != "stopped" => new(row, SinceTurn.Stopped),
            _ => null,
        };
}

/// <summary>What has changed since a look, in the order in which it is told.</summary>
public sealed record SinceNews(
    IReadOnlyList<SinceFigure> Figures,
    IReadOnlyList<SinceTarget> Targets,
    IReadOnlyList<SinceCheckInRow> CheckIns
)
{
    /// <summary>The one that the most money was set aside for first.</summary>
    public IReadOnlyList<SinceShift> Shifts { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<SinceEventRow> Events { get; init; } = [];

    /// <summary>What people decided, the newest first, and what waits for them.</summary>
    public IReadOnlyList<TakenDecisionRow> Decisions { get; init; } = [];
    public IReadOnlyList<OpenProposalRow> Proposals { get; init; } = [];

    public IEnumerable<SinceFigure> Loud => Figures.Where(figure => figure.Weight != SinceWeight.Noise);

    public IEnumerable<SinceFigure> Quiet => Figures.Where(figure => figure.Weight == SinceWeight.Noise);

    public bool IsEmpty =>
        Figures.Count + Targets.Count + CheckIns.Count + Shifts.Count + Events.Count == 0
        && Decisions.Count + Proposals.Count == 0;

    public static SinceNews Of(SinceData data, PeriodCalendar calendar)
    {
        var (then, now) = (Series(data, data.Then, calendar), Series(data, data.Now, calendar));
        var figures = now.Select(
                (figure, at) =>
                    new SinceFigure(
                        figure.Series,
                        figure.Verdict,
                        then[at].Series,
                        then[at].Verdict,
                        StartOf(figure.Series, data, calendar)
                    )
            )
            .ToList();
        return new(
            [
                .. figures
                    .Where(figure => figure.HasChanged && !IsToldElsewhere(figure.Now.Kpi, figures))
                    .OrderBy(figure => figure.Weight)
                    .ThenByDescending(figure =>
                        figure.Weight == SinceWeight.Money ? Math.Abs(figure.Worth!.Value.Units) : 0
                    )
                    .ThenBy(figure => figure.PValue),
            ],
            [
                .. figures
                    .Select(figure => (figure, Before: StatusOf(figure.Then), After: StatusOf(figure.Now)))
                    .Where(item => item.Before != item.After && item.After is KpiStatus.OnTarget or KpiStatus.Off)
                    .OrderBy(item => item.After == KpiStatus.OnTarget)
                    .Select(item => new SinceTarget(item.figure.Now, item.After)),
            ],
            [.. data.CheckIns.Where(row => row.Before != row.After || row.NeededHelp != row.NeedsHelp)]
        )
        {
            Shifts =
            [
                .. data
                    .Shifts.Select(SinceShift.Of)
                    .OfType<SinceShift>()
                    .OrderByDescending(shift => shift.Row.Budget?.Units ?? 0)
                    .ThenBy(shift => shift.Row.Id),
            ],
            Events = data.Events,
            Decisions = data.Decisions,
            Proposals = data.Proposals,
        };
    }

    private static List<(FigureSeries Series, Verdict Verdict)> Series(
        SinceData data,
        IReadOnlyList<FigureRow> rows,
        PeriodCalendar calendar
    )
    {
        // Periods of a fiscal year that has been changed since cannot be read by today's calendar.
        var byKpi = rows.Where(row => calendar.TryParse(row.Period, out _)).ToLookup(row => row.Kpi);
        var series = data
            .Book.OnBoard.Select(kpi => new FigureSeries(
                kpi,
                data.Choice.Grain,
                data.Targets.With(
                    kpi.Code,
                    data.Choice.Dimension,
                    data.Choice.Member,
                    byKpi[kpi.Code].Select(row => row.ToPoint(calendar))
                )
            ))
            .ToList();
        return [.. series.Zip(Verdicts.Of(series))];
    }

    /// <summary>Net and gross retention and revenue churn are shares of what the bridge starts from.</summary>
    private static Money? StartOf(FigureSeries series, SinceData data, PeriodCalendar calendar) =>
        series.Kpi.Code is KpiCodes.NetRevenueRetention or KpiCodes.GrossRevenueRetention or KpiCodes.RevenueChurn
        && series.Latest is { } latest
            ? data
                .Starts.FirstOrDefault(row => row.Measure == "revenue" && row.Period == calendar.Text(latest.Period))
                ?.Start
            : null;

    /// <summary>Revenue churn is what gross retention leaves over: one change is told once.</summary>
    private static bool IsToldElsewhere(KpiDefinition kpi, List<SinceFigure> figures) =>
        kpi.Code == KpiCodes.RevenueChurn
        && figures.Any(figure => figure.Now.Kpi.Code == KpiCodes.GrossRevenueRetention && figure.HasChanged);

    private static KpiStatus StatusOf(FigureSeries series) =>
        series.Latest is { } latest
            ? KpiStatuses.Of(series.Kpi, latest.Value, latest.Lower, latest.Upper, latest.N, latest.Target)
            : KpiStatus.Undecided;
}
