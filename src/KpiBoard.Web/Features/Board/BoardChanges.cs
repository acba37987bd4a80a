using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>What changed and whether it is real, and what the last refresh brought.</summary>
public sealed class BoardChanges(IStringLocalizer<BoardText> text, FigureWords figures)
{
    private const int MostRestated = 4;

    private FigureContext Context => figures.Context;

    public IReadOnlyList<BoardChange> Of(BoardNews news, IReadOnlyList<(FigureSeries Series, Verdict Verdict)> shown) =>
        [
            .. news.Real.Select(Real),
            .. news.Unusual.Select(series => Unusual(series, shown.First(figure => figure.Series == series).Verdict)),
        ];

    public IReadOnlyList<Badge> Tally(BoardNews news, int stale)
    {
        Badge?[] tally =
        [
            news.NoRealChange == 0 ? null : new("none", "flat", text.Count("TallyFlat", news.NoRealChange)),
            news.NotJudged == 0 ? null : new("none", "absent", text["TallyNotJudged", Whole(news.NotJudged)]),
            news.Absent.Count == 0 ? null : new("none", "absent", text["TallyAbsent", Whole(news.Absent.Count)]),
            stale == 0 ? null : new("stale", "stale", text["TallyStale", Whole(stale)]),
        ];
        return [.. tally.OfType<Badge>()];
    }

    /// <summary>Files, periods that are whole now, and earlier values that are no longer what they were.</summary>
    public IReadOnlyList<string> Since(BoardRunRow done, BoardData data)
    {
        var summary = done.ReadSummary();
        if (summary.NothingToDo)
        {
            return [text["SinceNothing"]];
        }

        var completed = summary
            .Completed.Where(period => IsOf(data.Grain, period))
            .Select(Context.Formats.Period)
            .ToList();
        var restated = data.Restated.Select(row => Restated(row, data.Book)).OfType<string>().ToList();
        string?[] lines =
        [
            done.BatchesTaken == 0 ? text["SinceNoFiles"].Value : text.Count("SinceFiles", done.BatchesTaken).Value,
            completed.Count == 0 ? null : text["SinceCompleted", string.Join(", ", completed)].Value,
            .. restated.Take(MostRestated),
            restated.Count == 0 ? text["SinceRestatedNone"].Value : null,
            restated.Count > MostRestated ? text.Count("SinceRestatedMore", restated.Count - MostRestated).Value : null,
        ];
        return [.. lines.OfType<string>()];
    }

    private bool IsOf(Grain grain, string period) =>
        Context.Calendar.TryParse(period, out var known) && known.Grain == grain;

    private string Whole(int count) => Context.Formats.Whole(count);

    private BoardChange Real(RealChange change)
    {
        var (series, latest) = (change.Series, change.Series.Latest!);
        var numbers = figures.Numbers(series);
        var title = series.Compared is { Value: { } before }
            ? text["ChangedItem", figures.Name(series.Kpi), numbers.Text(before), numbers.Text(latest.Value!.Value)]
            : text["ChangedItemAlone", figures.Name(series.Kpi), numbers.Text(latest.Value!.Value)];
        var difference = text[
            "ChangedDifference",
            numbers.Change(change.Test),
            latest.ComparedWith is { } period ? Context.Period(period) : "",
            numbers.ChangeInterval(change.Test)
        ];
        var where = change.Where is { } member ? " " + Where(member) : "";
        var badge = figures.Badge(series, change.Verdict) with { Text = figures.Word(change.Verdict) };
        return new(series.Kpi.Code, badge, title, difference + where);
    }

    private string Where(MemberSeries member)
    {
        var latest = member.Series.Latest!;
        var numbers = figures.Numbers(member.Series);
        return text[
            "ChangedWhere",
            member.Name,
            numbers.Change(latest.Change!),
            numbers.ChangeInterval(latest.Change!)
        ];
    }

    private BoardChange Unusual(FigureSeries series, Verdict verdict)
    {
        var (latest, usual) = (series.Latest!, series.Usual!);
        var numbers = figures.Numbers(series);
        return new(
            series.Kpi.Code,
            figures.Badge(series, verdict),
            text["ChangedItemAlone", figures.Name(series.Kpi), numbers.Text(latest.Value!.Value)],
            text.Sentence("UnusualItem", Context.Period(latest.Period), numbers.Range(usual.Lower, usual.Upper))
        );
    }

    /// <summary>None where the change is too small to see.</summary>
    private string? Restated(BoardRestatedRow row, KpiBook book)
    {
        var kpi = book.Get(row.Kpi);
        var period = Context.Calendar.Parse(row.Period);
        var (before, after) = (
            Shown(row.Before ?? row.MoneyBefore?.ToDouble()),
            Shown(row.After ?? row.MoneyAfter?.ToDouble())
        );
        return before == after
            ? null
            : text.Sentence("SinceRestated", figures.Name(kpi), Context.Period(period), before, after);

        string Shown(double? value) => figures.Value(kpi, new FigurePoint(period) { Value = value });
    }
}
