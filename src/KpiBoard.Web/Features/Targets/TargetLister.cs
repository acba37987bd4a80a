using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Targets;

/// <summary>Lists what is aimed at, figure by figure, and the budget that a plan has brought.</summary>
public sealed class TargetLister(
    TargetPageQueries queries,
    KpiDatabase database,
    Budgets budgets,
    IStringLocalizer<TargetsText> text
)
{
    /// <summary>The targets by figure, with where each stands.</summary>
    /// <param name="words">The reader's.</param>
    /// <param name="year">Only the periods that end in it; by default those that people ask about come first.</param>
    /// <param name="removed">The target that was just removed.</param>
    /// <param name="units">Those whose targets the reader sees.</param>
    public async Task<TargetList> ListAsync(
        FigureWords words,
        int? year,
        long? removed,
        VisibleUnits units,
        CancellationToken ct
    )
    {
        var book = await KpiBookQueries.ReadAsync(database, ct);
        var last = await queries.LastMonthAsync(ct);
        var rows = (await RowsAsync(words, ct))
            .Where(row => units.Includes(row.Target.Dimension, row.Target.Member))
            .Select(row => (Row: row, Kpi: Find(row.Target.Kpi)))
            .Where(at => at.Kpi is not null && words.Context.Calendar.TryParse(at.Row.Target.Period, out _))
            .Select(at => (at.Row, Kpi: at.Kpi!, Period: words.Context.Calendar.Parse(at.Row.Target.Period)))
            .ToList();
        var years = rows.Select(at => at.Period.Last.Year).Distinct().OrderDescending().ToList();
        var shown = year is { } chosen && years.Contains(chosen) ? chosen : (int?)null;
        var points = await PointsAsync(rows.Select(at => at.Row.Target), words, ct);
        var lines = rows.Where(at => shown is null || at.Period.Last.Year == shown)
            .OrderBy(at => at.Period)
            .Select(at => (at.Kpi, Line: Line(at.Row, at.Kpi, at.Period)))
            .ToLookup(at => at.Kpi.Code, at => at.Line);
        var gone = removed is { } id && await queries.FindAsync(id, ct) is { IsInForce: false } ended ? ended : null;
        gone = gone is null || units.Includes(gone.Dimension, gone.Member) ? gone : null;
        return new(
            [
                .. KpiCatalogue
                    .All.Concat(book.Own)
                    .Select(kpi => new TargetGroup(words.Name(kpi), [.. lines[kpi.Code]])
                    {
                        Address = $"~/figures/{kpi.Code}",
                        IsWhole = shown is not null,
                    })
                    .Append(
                        new(text["Budget"], [.. lines[Budgets.Revenue]])
                        {
                            IsWhole = shown is not null,
                            IsBudget = true,
                        }
                    )
                    .Where(group => group.Lines.Count > 0),
            ],
            gone,
            gone is null || !book.TryGet(gone.Kpi, out var of) ? "" : words.Name(of)
        )
        {
            Years = years,
            Year = shown,
        };

        KpiDefinition? Find(string code) => book.TryGet(code, out var kpi) ? kpi : Budgets.Find(code);

        TargetLine Line(Listed row, KpiDefinition kpi, Period period)
        {
            var known = points[Subject.Of(row.Target)];
            var due = known.FirstOrDefault(point => point.Period == period);
            var latest = known.LastOrDefault(point => point is { IsComplete: true, IsAbsent: false });
            return new(
                row.Address,
                words.Context.Period(period),
                row.Target.Dimension.Length == 0 ? text["Everybody"] : words.NameOfMember(row.Target.Member),
                Number(row.Target.Value),
                row.Target.Threshold is { } limit ? Number(limit) : "",
                latest is null ? "" : words.Value(kpi, latest)
            )
            {
                Origin = row.Origin,
                IsPlanned = row.IsPlanned,
                Grain = period.Grain,
                // What has passed without a figure is not still to come.
                Status = words.StatusBadge(kpi, due) ?? (period.Last <= last ? words.NoData : null),
            };

            string Number(double value) => FigureNumbers.OfTyped(kpi, words.Context, value).Text(value);
        }
    }

    /// <summary>What people set, then what plans brought and nobody has set otherwise.</summary>
    private async Task<List<Listed>> RowsAsync(FigureWords words, CancellationToken ct) =>
        [
            .. (await queries.AllSetAsync(ct)).Select(row => new Listed(
                row,
                $"~/targets/{row.Id}",
                text["SetBy", words.Context.Time(row.SetAt), row.SetBy],
                IsPlanned: false
            )),
            .. (await queries.AllPlannedAsync(ct)).Select(row => new Listed(
                row,
                $"~/imports/{row.BatchId}",
                text["PlannedBy", words.Context.Time(row.PublishedAt), row.StartedBy],
                IsPlanned: true
            )),
        ];

    /// <summary>What came of each figure that something is aimed at for, read once however many periods there are.</summary>
    private async Task<Dictionary<Subject, List<FigurePoint>>> PointsAsync(
        IEnumerable<TargetRow> rows,
        FigureWords words,
        CancellationToken ct
    )
    {
        var targets = await TargetQueries.ReadAsync(database, ct);
        var found = new Dictionary<Subject, List<FigurePoint>>();
        foreach (
            var (subject, months) in rows.GroupBy(Subject.Of).Select(of => (of.Key, of.Select(row => row.LastMonth)))
        )
        {
            var values =
                subject.Kpi != Budgets.Revenue
                    ? (
                        await queries.ValuesAsync(subject.Kpi, subject.Grain, subject.Dimension, subject.Member, ct)
                    ).Select(value => value.ToPoint(words.Context.Calendar))
                : subject is { Grain: "month", Dimension: "" }
                    ? await BookedAsync(Month.FromKey(months.Min()), Month.FromKey(months.Max()), ct)
                : [];
            found[subject] =
            [
                .. targets.With(subject.Kpi, subject.Dimension, subject.Member, values).OrderBy(point => point.Period),
            ];
        }
        return found;
    }

    private async Task<IEnumerable<FigurePoint>> BookedAsync(Month from, Month to, CancellationToken ct) =>
        (await budgets.ReadAsync(from, to, ct)).Select(month => new FigurePoint(new(Grain.Month, month.Month))
        {
            Value = month.Line.Actual.ToDouble(),
            Money = month.Line.Actual,
            IsComplete = month.IsComplete,
        });

    /// <summary>One target to be listed, from whom and where it is looked at.</summary>
    private sealed record Listed(TargetRow Target, string Address, string Origin, bool IsPlanned);

    private sealed record Subject(string Kpi, string Grain, string Dimension, string Member)
    {
        public static Subject Of(TargetRow row) => new(row.Kpi, row.Grain, row.Dimension, row.Member);
    }
}
