using KpiBoard.Core.Kpis;
using KpiBoard.Core.Nps;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The score of one level of survey at one grain.</summary>
internal sealed class NpsFigures(NpsLevel level, PeriodAxis axis, FigureBasis basis)
{
    private readonly FigureRows rows = new(level.Kpi, axis);

    public PeriodAxis Axis => axis;

    /// <summary>Takes a value as it is stored, to compare others with.</summary>
    public void Take(KpiRow stored) => rows.Add(stored, SlotOf(stored));

    public int SlotOf(KpiRow row) => axis.SlotOf(new(axis.Grain, Month.FromKey(row.LastMonth)));

    /// <summary>Scores one period.</summary>
    public void Score(int slot, LevelAnswers answers)
    {
        ref readonly var pair = ref axis[slot];
        var counted = answers.Between(DateKey.ToKey(axis.Periods[slot].FirstDay), pair.EndDay);
        Add(KpiDimensions.Total, "", [.. counted.Select(at => answers[at])], slot);
        foreach (var (dimension, name) in KpiDimensions.All.Index())
        {
            foreach (var (member, ofMember) in answers.ByMember(counted, dimension))
            {
                Add(name, member, ofMember, slot);
            }
        }
    }

    public IEnumerable<KpiRow> Rows(Func<int, bool> isWanted) =>
        rows.Compared(isWanted, slot => basis.IsAnswered(level.Name, axis.Periods[slot]), Change);

    private ChangeTest? Change(KpiRow later, KpiRow earlier) =>
        NetPromoterScore.Change(Result(later), Result(earlier), basis.IntervalLevel);

    private static NpsResult Result(KpiRow row) => new(row.Estimate, row.Centre, default);

    private void Add(string dimension, string member, IReadOnlyCollection<NpsAnswer> answers, int slot)
    {
        var result = NetPromoterScore.Of(answers, basis.IntervalLevel);
        var row = rows.Row(dimension, member, slot).With(result.Estimate) with
        {
            Centre = result.Centre,
            Unweighted = result.Unweighted,
            IsGap = dimension == KpiDimensions.Total && result.Counts.N == 0,
        };
        rows.Add(row, slot);
    }
}

/// <summary>A level of survey and its figure; the levels are never pooled.</summary>
internal sealed record NpsLevel(string Name, string Kpi, bool IsOncePerCustomer)
{
    public static readonly IReadOnlyList<NpsLevel> All =
    [
        new("relationship", KpiCodes.NpsRelationship, true),
        new("journey", KpiCodes.NpsJourney, false),
        new("transaction", KpiCodes.NpsTransaction, false),
    ];

    public static IReadOnlyList<string> Codes => [.. All.Select(level => level.Kpi)];
}
