using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A member's latest value and what is said about its change.</summary>
public sealed record JudgedMember(FigureRow Row, FigurePoint Point, Verdict Verdict);

/// <summary>One dimension's members in one table, on one scale.</summary>
public sealed record MemberTable(string Dimension, string Title, string Column, string Basis, string Scale)
{
    public required IReadOnlyList<MemberLine> Lines { get; init; }
}

public sealed record MemberLine(string Name, string Query, string Basis, string Value)
{
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

    public static IReadOnlyList<JudgedMember> Judge(
        KpiDefinition kpi,
        Grain grain,
        FigurePageData data,
        PeriodCalendar calendar
    )
    {
        var series = data
            .Members.Select(row => (Row: row, Series: new FigureSeries(kpi, grain, [row.ToPoint(calendar)])))
            .ToList();
        var verdicts = Verdicts.Of([.. series.Select(member => member.Series)]);
        return
        [
            .. series.Zip(verdicts, (member, verdict) => new JudgedMember(member.Row, member.Series.Latest!, verdict)),
        ];
    }

    /// <summary>A table for each dimension that divides the customers.</summary>
    public IEnumerable<MemberTable> Of(KpiDefinition kpi, IReadOnlyList<JudgedMember> members, FigureChoice choice) =>
        from dimension in KpiDimensions.All
        let lines = members.Where(member => member.Row.Dimension == dimension).ToList()
        where lines.Any(line => line.Row.Member != KpiDimensions.NotDescribed)
        select Table(kpi, dimension, lines, choice);

    private MemberTable Table(KpiDefinition kpi, string dimension, List<JudgedMember> lines, FigureChoice choice)
    {
        var scale = Strip.StripScale.Over(lines.SelectMany(line => Strip.Ends(line.Point)));
        var numbers = figures.Numbers(kpi, lines.MaxBy(line => line.Point.N)!.Point);
        var period = Context.Period(lines[0].Point.Period);
        var (title, column) = dimension switch
        {
            KpiDimensions.Segment => ("BySegment", "ColSegment"),
            KpiDimensions.Region => ("ByRegion", "ColRegion"),
            _ => ("ByUnit", "ColUnit"),
        };
        return new(
            dimension,
            text[title, period],
            text[column],
            kpi.Interval == IntervalMethod.Proportion ? text["ColLostOf"] : text["ColN"],
            text["ColIntervalScale", text["ColInterval"].Value, numbers.Range(scale.From, scale.To)]
        )
        {
            Lines =
            [
                .. lines
                    .OrderByDescending(line => line.Verdict == Verdict.Worse)
                    .ThenByDescending(line => line.Verdict.IsReal())
                    .ThenByDescending(line => line.Point.N)
                    .Select(line => Line(kpi, line, scale, choice)),
            ],
        };
    }

    private MemberLine Line(KpiDefinition kpi, JudgedMember member, Strip.StripScale scale, FigureChoice choice)
    {
        var point = member.Point;
        var numbers = figures.Numbers(kpi, point);
        var series = new FigureSeries(kpi, choice.Grain, [point]);
        var query = choice with { Dimension = member.Row.Dimension, Member = member.Row.Member };
        return new(
            figures.NameOfMember(member.Row.Member),
            query.ToQuery(Context.Calendar),
            point.IsAbsent ? "" : figures.Basis(kpi, point),
            figures.Value(kpi, point)
        )
        {
            Strip = Strip.Of(point, member.Verdict, null, scale),
            Interval = point is { Lower: { } lower, Upper: { } upper } ? numbers.Range(lower, upper) : "",
            Change = point.Change is { } change ? numbers.Change(change) : "",
            ChangeInterval = point.Change is { } test ? numbers.Range(test.Lower, test.Upper) : "",
            Badge = figures.Badge(series, member.Verdict) with
            {
                Text = member.Verdict.IsReal()
                    ? figures.Word(member.Verdict)
                    : figures.Badge(series, member.Verdict).Text,
            },
        };
    }
}
