using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A member's latest value and what is said about its change.</summary>
/// <param name="Tested">The figure whose change is tested: of an exact sum its growth, else the figure itself.</param>
/// <param name="Sum">The exact sum, where the figure is one.</param>
public sealed record JudgedMember(
    string Dimension,
    string Member,
    FigureSeries Tested,
    FigurePoint Point,
    FigurePoint? Sum,
    Verdict Verdict
)
{
    public bool IsDescribed => Member != KpiDimensions.NotDescribed;
}

/// <summary>One dimension's members in one table, on one scale.</summary>
public sealed record MemberTable(string Dimension, string Title, string Column, string Basis, string Scale)
{
    /// <summary>The heading of the exact sums; none where there are none.</summary>
    public string? Sum { get; init; }
    public required string Value { get; init; }
    public required IReadOnlyList<MemberLine> Lines { get; init; }
    public required TableFiles Files { get; init; }
}

public sealed record MemberLine(string Name, string Query, string Basis, string Value)
{
    public string? Sum { get; init; }
    public Strip? Strip { get; init; }
    public string Interval { get; init; } = "";
    public string Change { get; init; } = "";
    public string ChangeInterval { get; init; } = "";
    public required Badge Badge { get; init; }
}

/// <summary>The figure by segment, region and unit; all changes shown are judged together.</summary>
public sealed class MemberTables(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private FigureContext Context => figures.Context;

    /// <summary>What can be tested of an exact sum; none for what is tested itself.</summary>
    public static KpiDefinition? Growth(KpiDefinition kpi) =>
        kpi.Interval == IntervalMethod.Exact && KpiCatalogue.TryGet($"{kpi.Code}.growth", out var growth)
            ? growth
            : null;

    public static IReadOnlyList<JudgedMember> Judge(
        KpiDefinition kpi,
        Grain grain,
        FigurePageData data,
        PeriodCalendar calendar
    )
    {
        var growth = Growth(kpi);
        var tested = (growth is null ? data.Members : data.Growth)
            .Select(point =>
                (Stored: point, Series: new FigureSeries(growth ?? kpi, grain, [point.ToFigure(calendar)]))
            )
            .Where(member => member.Series.Latest is not null)
            .ToList();
        var sums = (growth is null ? [] : data.Members).ToDictionary(
            point => (point.Dimension, point.Member),
            point => point.ToFigure(calendar)
        );
        return
        [
            .. tested.Zip(
                Verdicts.Of([.. tested.Select(member => member.Series)]),
                (member, verdict) =>
                    new JudgedMember(
                        member.Stored.Dimension!,
                        member.Stored.Member!,
                        member.Series,
                        member.Series.Latest!,
                        sums.GetValueOrDefault((member.Stored.Dimension, member.Stored.Member)),
                        verdict
                    )
            ),
        ];
    }

    /// <summary>A table for each dimension that divides the customers.</summary>
    public IEnumerable<MemberTable> Of(KpiDefinition kpi, IReadOnlyList<JudgedMember> members, FigureChoice choice) =>
        from dimension in KpiDimensions.All
        let lines = members.Where(member => member.Dimension == dimension).ToList()
        where lines.Any(line => line.IsDescribed)
        select Table(kpi, dimension, lines, choice);

    private MemberTable Table(KpiDefinition kpi, string dimension, List<JudgedMember> lines, FigureChoice choice)
    {
        var tested = lines[0].Tested.Kpi;
        // A handful of customers has an interval so wide that the others would be a dot beside it.
        var enough = lines.Where(line => line.Point.N >= tested.MinimumN).ToList();
        var scale = Strip.StripScale.Over(
            (enough.Count > 0 ? enough : lines).SelectMany(line => Strip.Ends(line.Point))
        );
        var numbers = figures.Numbers(tested, lines.MaxBy(line => line.Point.N)!.Point);
        var period = Context.Period(lines[0].Point.Period);
        return new(
            dimension,
            text[
                dimension switch
                {
                    KpiDimensions.Segment => "BySegment",
                    KpiDimensions.Region => "ByRegion",
                    _ => "ByUnit",
                },
                period
            ],
            text[
                dimension switch
                {
                    KpiDimensions.Segment => "ColSegment",
                    KpiDimensions.Region => "ColRegion",
                    _ => "ColUnit",
                }
            ],
            tested.Interval == IntervalMethod.Proportion ? text["ColLostOf"] : text["ColN"],
            text["ColIntervalScale", text["ColInterval"].Value, numbers.Range(scale.From, scale.To)]
        )
        {
            Sum = tested == kpi ? null : text["ColValue"].Value,
            Value = text[tested == kpi ? "ColValue" : "ColGrowth"],
            Files = new($"/figures/{kpi.Code}/by/{dimension}", choice.ToQuery(Context.Calendar)),
            Lines =
            [
                .. lines
                    .OrderByDescending(line => line.Verdict == Verdict.Worse)
                    .ThenByDescending(line => line.Verdict.IsReal())
                    .ThenByDescending(line => line.IsDescribed)
                    .ThenByDescending(line => line.Point.N)
                    .Select(line => Line(line, kpi, scale, choice)),
            ],
        };
    }

    private MemberLine Line(JudgedMember member, KpiDefinition kpi, Strip.StripScale scale, FigureChoice choice)
    {
        var (point, tested) = (member.Point, member.Tested.Kpi);
        var numbers = figures.Numbers(tested, point);
        var query = choice with { Dimension = member.Dimension, Member = member.Member };
        var badge = figures.Badge(member.Tested, member.Verdict);
        var judged = member.Verdict == Verdict.TooFew ? null : point.Change;
        return new(
            figures.NameOfMember(member.Member),
            query.ToQuery(Context.Calendar),
            point.IsAbsent ? "" : figures.Basis(tested, point),
            figures.Value(tested, point)
        )
        {
            Sum = member.Sum is { } sum ? figures.Value(kpi, sum) : null,
            Strip = Strip.Of(point, member.Verdict, null, scale),
            Interval = point is { Lower: { } lower, Upper: { } upper } ? numbers.Range(lower, upper) : "",
            Change = judged is null ? "" : numbers.Change(judged),
            ChangeInterval = judged is null ? "" : numbers.Range(judged.Lower, judged.Upper),
            Badge = member.Verdict.IsReal() ? badge with { Text = figures.Word(member.Verdict) } : badge,
        };
    }
}
