using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>The stored rows as series, with the verdicts over all figures that the board shows together.</summary>
public sealed class BoardFigures
{
    private readonly List<MemberSeries> members;

    private BoardFigures(IReadOnlyList<(FigureSeries, Verdict)> shown, List<MemberSeries> members)
    {
        Shown = shown;
        this.members = members;
    }

    public IReadOnlyList<(FigureSeries Series, Verdict Verdict)> Shown { get; }

    /// <summary>Figures that a favourite can be, though they have no tile on the board.</summary>
    public IReadOnlyList<(FigureSeries Series, Verdict Verdict)> OffBoard { get; private init; } = [];

    public BoardNews News => NewsOf(Shown);

    public BoardNews NewsOf(IReadOnlyList<(FigureSeries Series, Verdict Verdict)> figures) =>
        BoardNews.Of(figures, members);

    /// <summary>The newest complete period of what the product computes, else of any figure: what the board as a whole is about.</summary>
    public Period? Latest => NewestOf(Shown.Where(figure => figure.Series.Kpi.Own is null)) ?? NewestOf(Shown);

    private static Period? NewestOf(IEnumerable<(FigureSeries Series, Verdict)> figures) =>
        figures.Select(figure => figure.Series.Latest?.Period).Max();

    public static BoardFigures Of(BoardData data, PeriodCalendar calendar, Func<string, string> nameOfMember)
    {
        var choice = data.Choice;
        var rows = (choice.IsCompany ? data.Company : data.OfMember).ToLookup(row => row.Kpi);
        var shown = data.Book.OnBoard.Select(Series).ToList();
        var latest = shown.ToDictionary(series => series.Kpi.Code, series => series.Latest?.Period);
        // A figure of a member is not divided further.
        var known = (choice.IsCompany ? data.Members : [])
            .Where(row => latest.ContainsKey(row.Kpi))
            .GroupBy(row => (row.Kpi, row.Dimension, row.Member))
            .Select(rows => new MemberSeries(
                rows.Key.Dimension,
                nameOfMember(rows.Key.Member),
                new FigureSeries(
                    data.Book.Get(rows.Key.Kpi),
                    data.Grain,
                    rows.Select(row => row.ToPoint(calendar)).Where(point => point.Period <= latest[rows.Key.Kpi])
                )
            ))
            .Where(member => member.Series.Latest?.Period == latest[member.Series.Kpi.Code]);
        // What has no tile is judged by itself.
        var offBoard = data.Book.All.Except(data.Book.OnBoard).Select(Series);
        return new([.. shown.Zip(Verdicts.Of(shown))], [.. known])
        {
            OffBoard = [.. offBoard.Select(series => (series, Verdicts.Of([series])[0]))],
        };

        FigureSeries Series(KpiDefinition kpi) =>
            new(
                kpi,
                data.Grain,
                data.Targets.With(
                    kpi.Code,
                    choice.Dimension,
                    choice.Member,
                    rows[kpi.Code].Select(row => row.ToPoint(calendar))
                )
            );
    }
}
