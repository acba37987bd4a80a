using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// The figures that initiatives are tied to, with the verdicts on them and the targets they are held against: the same
/// on the board and on the pages of the strategy, so that no two places say different things.
/// </summary>
public sealed class TiedFigures
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string LatestMonthSql = """
        SELECT MAX([LastMonth])
          FROM [KpiValue]
         WHERE [Grain] = @grain AND [Dimension] = '' AND [Member] = '' AND [ToRun] = @inForce AND [IsComplete] = 1
        """;

    /// <summary>Of the company all figures, since verdicts are passed on all of them together.</summary>
    private const string ValuesSql = """
        SELECT v.[Kpi], v.[Dimension], v.[Member], v.[Period], v.[LastMonth], v.[Value], v.[MoneyValue], v.[Lower],
               v.[Upper], v.[Unweighted], v.[N], v.[Reason], v.[IsComplete], v.[IsGap], v.[ComparedWith],
               v.[Difference], v.[DifferenceLower], v.[DifferenceUpper], v.[PValue]
          FROM [KpiValue] v
         WHERE v.[Grain] IN @grains AND v.[ToRun] = @inForce AND v.[LastMonth] >= @from
           AND (v.[Dimension] = ''
                OR EXISTS (SELECT 1
                             FROM [InitiativeLink] l
                            WHERE l.[Kpi] = v.[Kpi] AND l.[Dimension] = v.[Dimension] AND l.[Member] = v.[Member]))
         ORDER BY v.[Kpi], v.[Dimension], v.[Member], v.[LastMonth]
        """;

    private readonly Dictionary<Subject, Dictionary<Grain, FigureSeries>> series;
    private readonly Dictionary<Subject, Verdict> verdicts = [];
    private readonly KpiBook book;
    private readonly TargetBook targets;
    private readonly Grain shown;

    public TiedFigures(
        IEnumerable<FigureRow> rows,
        KpiBook book,
        TargetBook targets,
        Grain shown,
        PeriodCalendar calendar
    )
    {
        this.book = book;
        this.targets = targets;
        this.shown = shown;
        series = rows.Where(row => book.TryGet(row.Kpi, out _))
            .GroupBy(row => new Subject(row.Kpi, row.Dimension, row.Member))
            .ToDictionary(of => of.Key, of => Series(of.Key, of.Select(row => row.ToPoint(calendar))));
        // As the board judges them: its tiles together, and together what has no tile there.
        var tiles = book.OnBoard.Select(kpi => new Subject(kpi.Code, "", "")).Where(series.ContainsKey).ToList();
        Judge(tiles);
        Judge(series.Keys.Except(tiles));
    }

    /// <summary>Reads the company's figures and those of the members that any initiative is tied to.</summary>
    /// <param name="grain">The grain in which changes are told; targets are found whatever theirs is.</param>
    public static async Task<TiedFigures> ReadAsync(
        DatabaseTransaction snapshot,
        Grain grain,
        PeriodCalendar calendar,
        KpiBook book,
        TargetBook targets
    )
    {
        var grains = targets.Grains.Append(grain).Distinct().Select(of => of.Text()).ToList();
        var latest = await snapshot.ScalarAsync<int?>(LatestMonthSql, new { grain = grain.Text(), inForce = InForce });
        var monthsBack = FigureSeries.UsualPeriods * (grain == Grain.R12 ? 1 : grain.Months());
        var from = latest is { } last ? (Month.FromKey(last) - monthsBack).Key : 0;
        var wanted = new
        {
            grains,
            from,
            inForce = InForce,
        };
        return new(await snapshot.QueryAsync<FigureRow>(ValuesSql, wanted), book, targets, grain, calendar);
    }

    /// <summary>What the figures say of one initiative.</summary>
    /// <param name="links">The figures it is tied to.</param>
    /// <param name="isSaidOnTrack">Whether its owner says that it is on track.</param>
    public FiguresSay Say(
        IEnumerable<(string Kpi, string Dimension, string Member)> links,
        bool isSaidOnTrack,
        FigureWords words
    )
    {
        var said = links.Select(link => Say(new Subject(link.Kpi, link.Dimension, link.Member), words)).ToList();
        var against = said.Where(figure => figure.IsBad).Select(figure => figure.Name).Distinct().ToList();
        return new(said, isSaidOnTrack && against.Count > 0 ? words.Against(against) : null);
    }

    /// <summary>The movement of a figure whose latest change is real; null for what moved within its noise.</summary>
    public Movement? Moved(string kpi, string dimension, string member)
    {
        var subject = new Subject(kpi, dimension, member);
        if (!verdicts.TryGetValue(subject, out var verdict) || !verdict.IsReal())
        {
            return null;
        }
        var points = series[subject][shown].Complete;
        var isUp = points[^1].Change!.Difference > 0;
        var first = points.Count - 1;
        while (first > 0 && points[first - 1].Change is { } change && IsSame(change, isUp))
        {
            first--;
        }
        return new(points[first].Period, points[^1].Period);
    }

    /// <summary>A year's comparison goes on for months: as long as it points the same way it is one movement.</summary>
    private static bool IsSame(ChangeTest change, bool isUp) =>
        change.PValue <= ArrowSelection.FalseDiscoveryRate && change.Difference > 0 == isUp;

    private TiedFigure Say(Subject subject, FigureWords words)
    {
        var query =
            subject.Dimension.Length == 0
                ? ""
                : $"?member={Uri.EscapeDataString($"{subject.Dimension}:{subject.Member}")}";
        if (!book.TryGet(subject.Kpi, out var kpi))
        {
            return new(subject.Kpi, query, subject.Kpi, words.NoData, null);
        }
        var name = words.Name(kpi);
        name = subject.Dimension.Length == 0 ? name : $"{name}, {words.NameOfMember(subject.Member)}";
        var known = series.GetValueOrDefault(subject)?.GetValueOrDefault(shown);
        return new(
            subject.Kpi,
            query,
            name,
            known is null ? words.NoData : words.Badge(known, verdicts[subject]),
            Standing(subject, kpi, known, words)
        )
        {
            Value = known?.Latest is { IsAbsent: false } latest
                ? $"{words.Value(kpi, latest)} ({words.Context.Period(latest.Period)})"
                : "",
        };
    }

    /// <summary>
    /// Where the figure stands: against the target of its latest period, else before the next target, else as the last
    /// target left it; null without any. The shown grain goes before the others.
    /// </summary>
    private TargetStanding? Standing(Subject subject, KpiDefinition kpi, FigureSeries? known, FigureWords words)
    {
        var grains = Grains.All.OrderBy(grain => grain != shown).ToList();
        var all = series.GetValueOrDefault(subject);
        foreach (var latest in grains.Select(grain => all?.GetValueOrDefault(grain)?.Latest))
        {
            if (latest is { Target: not null })
            {
                return Standing(kpi, latest, known, words);
            }
        }
        var set = grains
            .SelectMany(grain =>
                targets
                    .Of(subject.Kpi, grain, subject.Dimension, subject.Member)
                    .Select(target => (Series: all?.GetValueOrDefault(grain), Grain: grain, Target: target))
            )
            .ToList();
        var ahead = set.Where(one => !(one.Target.Due <= one.Series?.Latest?.Period.Last))
            .OrderBy(one => one.Target.Due)
            .FirstOrDefault();
        if (ahead.Target is { } next)
        {
            return words.NotDue(kpi, next, words.Context.Calendar.Containing(next.Due, ahead.Grain));
        }
        var last = set.OrderByDescending(one => one.Target.Due)
            .Select(one => one.Series?.Complete.FirstOrDefault(point => point.Period.Last == one.Target.Due))
            .FirstOrDefault(point => point is { Target: not null });
        return last is null ? null : Standing(kpi, last, known, words);
    }

    /// <summary>With the value that the target was held against, where it is another than the one that is shown.</summary>
    private static TargetStanding Standing(KpiDefinition kpi, FigurePoint point, FigureSeries? known, FigureWords words)
    {
        var standing = words.Standing(kpi, point);
        return point.Period == known?.Latest?.Period
            ? standing
            : standing with
            {
                Goal = $"{words.Value(kpi, point)}. {standing.Goal}",
            };
    }

    private void Judge(IEnumerable<Subject> together)
    {
        var judged = together
            .Select(subject => (Subject: subject, Series: series[subject].GetValueOrDefault(shown)))
            .Where(one => one.Series is not null)
            .ToList();
        foreach (var (one, verdict) in judged.Zip(Verdicts.Of([.. judged.Select(one => one.Series!)])))
        {
            verdicts[one.Subject] = verdict;
        }
    }

    private Dictionary<Grain, FigureSeries> Series(Subject subject, IEnumerable<FigurePoint> points) =>
        targets
            .With(subject.Kpi, subject.Dimension, subject.Member, points)
            .GroupBy(point => point.Period.Grain)
            .ToDictionary(of => of.Key, of => new FigureSeries(book.Get(subject.Kpi), of.Key, of));

    private sealed record Subject(string Kpi, string Dimension, string Member);
}

/// <summary>What the figures say of an initiative.</summary>
/// <param name="Against">The sentence that sets them against what its owner says; null when they agree.</param>
public sealed record FiguresSay(IReadOnlyList<TiedFigure> Figures, string? Against);

/// <summary>A figure that an initiative is tied to: its change, inside or outside noise, and where it stands.</summary>
/// <param name="Query">What of the figure's page is shown.</param>
public sealed record TiedFigure(string Code, string Query, string Name, Badge Change, TargetStanding? Target)
{
    /// <summary>"2.4% (Oct 2026)"; empty without one.</summary>
    public string Value { get; init; } = "";

    /// <summary>Really worse, or not where it should be.</summary>
    public bool IsBad => Change is { Kind: "worse" } || Target?.Badge.Kind == "worse";
}

/// <summary>Where a figure stands against a target.</summary>
/// <param name="Goal">"Target 2.0%, Oct 2027"; of another period than the value beside it after its own: "2.8%. Target 2.0%, Oct 2027".</param>
public sealed record TargetStanding(Badge Badge, string Goal);

/// <summary>A real change of a figure, in one direction.</summary>
/// <param name="First">The first period of it.</param>
/// <param name="Latest">The latest.</param>
public sealed record Movement(Period First, Period Latest);
