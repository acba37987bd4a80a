using KpiBoard.Core.Kpis;
using KpiBoard.Core.Nps;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The score of one level of survey at one grain.</summary>
internal sealed class NpsFigures(NpsLevel level, PeriodAxis axis, FigureBasis basis, MemberNames names)
{
    private readonly FigureRows rows = new(level.Kpi, axis);

    public PeriodAxis Axis => axis;

    /// <summary>Takes a value as it is stored, to compare others with.</summary>
    public void Take(KpiRow stored) => rows.Add(stored, SlotOf(stored));

    public int SlotOf(KpiRow row) => axis.SlotOf(new(axis.Grain, Month.FromKey(row.LastMonth)));

    /// <summary>Scores one period.</summary>
    /// <param name="answers">Those of the level, in order of day.</param>
    public void Score(int slot, IReadOnlyList<SurveyAnswer> answers, MemberTable members)
    {
        ref readonly var pair = ref axis[slot];
        var (first, last) = (DateKey.ToKey(axis.Periods[slot].FirstDay), pair.EndDay);
        var inPeriod = Between(answers, first, last);
        if (level.IsOncePerCustomer)
        {
            inPeriod = RelationshipAnswers.LastPerCustomer(
                inPeriod,
                answer => answer.Customer == 0 ? null : answer.Customer,
                answer => answer.Order
            );
        }
        var counted = inPeriod.ToList();
        Add(KpiDimensions.Total, "", counted, slot);
        foreach (var (dimension, name) in KpiDimensions.All.Index())
        {
            foreach (var member in counted.GroupBy(answer => MemberOf(answer, dimension + 1, members)))
            {
                Add(name, member.Key, member, slot);
            }
        }
    }

    public IEnumerable<KpiRow> Rows(Func<int, bool> isWanted) =>
        rows.Compared(isWanted, slot => basis.IsAnswered(level.Name, axis.Periods[slot]), Change);

    private ChangeTest? Change(KpiRow later, KpiRow earlier) =>
        NetPromoterScore.Change(Result(later), Result(earlier), basis.IntervalLevel);

    private static NpsResult Result(KpiRow row) => new(row.Estimate, row.Centre, default);

    private void Add(string dimension, string member, IEnumerable<SurveyAnswer> answers, int slot)
    {
        var result = NetPromoterScore.Of([.. answers.Select(Counted)], basis.IntervalLevel);
        var row = rows.Row(dimension, member, slot).With(result.Estimate) with
        {
            Centre = result.Centre,
            Unweighted = result.Unweighted,
            IsGap = dimension == KpiDimensions.Total && result.Counts.N == 0,
        };
        rows.Add(row, slot);
    }

    // Once per customer leaves nothing to cluster.
    private NpsAnswer Counted(SurveyAnswer answer) =>
        new(answer.Score, answer.Weight, level.IsOncePerCustomer || answer.Customer == 0 ? null : answer.Customer);

    private string MemberOf(SurveyAnswer answer, int dimension, MemberTable members) =>
        dimension == 1 && !string.IsNullOrEmpty(answer.Segment)
            ? answer.Segment
            : names.Name(dimension, members.Of(answer.Customer).At(answer.Day, dimension));

    private static IEnumerable<SurveyAnswer> Between(IReadOnlyList<SurveyAnswer> answers, int first, int last)
    {
        var (low, high) = (0, answers.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = answers[middle].Day < first ? (middle + 1, high) : (low, middle);
        }
        for (var i = low; i < answers.Count && answers[i].Day <= last; i++)
        {
            yield return answers[i];
        }
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
