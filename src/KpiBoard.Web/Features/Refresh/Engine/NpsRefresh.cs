using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The scores that a run computes: of the periods that changed answers lie in, or of all. What is only compared anew,
/// or has become complete, keeps its stored value.
/// </summary>
internal sealed class NpsRefresh
{
    private const int MonthsInLongestPeriod = 12;

    private readonly List<(NpsFigures Figures, NpsLevel Level, bool[] Scored, bool[] Shown)> parts = [];
    private readonly List<StoredKpiRow> stored = [];
    private readonly List<SurveyAnswer> answers;

    private NpsRefresh(List<SurveyAnswer> answers) => this.answers = answers;

    /// <summary>Whether anything is scored, for which members must be known.</summary>
    public bool HasAnswers => answers.Count > 0;

    /// <summary>Reads what is needed, and completes the basis with the months that answers are in.</summary>
    /// <param name="touched">The months whose answers or members changed; none for all of them.</param>
    public static async Task<(NpsRefresh Refresh, FigureBasis Basis)> ReadAsync(
        DatabaseTransaction transaction,
        CustomerCounts counts,
        FigureBasis? previous,
        FigureBasis basis,
        IReadOnlyCollection<int>? touched
    )
    {
        if (previous is null || touched is null || (basis.LastAnswerMonth ?? 0) < previous.LastAnswerMonth)
        {
            return await ReadAllAsync(transaction, counts, basis);
        }
        var near =
            touched.Count == 0
                ? []
                : await AnswerFacts.BetweenAsync(
                    transaction,
                    counts,
                    Shift(touched.Min(), -1),
                    Shift(touched.Max(), 1)
                );
        if (FirstsAfter(previous.FirstAnswerMonths, touched, near) is not { } firsts)
        {
            return await ReadAllAsync(transaction, counts, basis);
        }
        var refresh = new NpsRefresh(near);
        basis = basis with { FirstAnswerMonths = firsts };
        foreach (var (level, first) in Levels(firsts))
        {
            foreach (var grain in Grains.All)
            {
                await refresh.AddTouchedAsync(transaction, level, first, grain, previous, basis, touched);
            }
        }
        return (refresh, basis);
    }

    public VersionChanges<KpiKey, KpiRow> Compute(MemberTable members, MemberNames names, CancellationToken ct)
    {
        if (parts.Count == 0)
        {
            return BridgeOutcome.Changes([], Array.Empty<KpiRow>());
        }
        var ofLevels = parts
            .Select(part => part.Level)
            .Distinct()
            .ToDictionary(
                level => level,
                level => new LevelAnswers(level, answers.Where(answer => answer.Level == level.Name), members, names)
            );
        var rows = parts
            .AsParallel()
            .AsOrdered()
            .WithCancellation(ct)
            .Select(part =>
            {
                for (var slot = 0; slot < part.Figures.Axis.Count; slot++)
                {
                    if (part.Scored[slot])
                    {
                        part.Figures.Score(slot, ofLevels[part.Level]);
                    }
                }
                return part.Figures.Rows(slot => part.Shown[slot]).ToList();
            })
            .ToList();
        return BridgeOutcome.Changes(stored, rows.SelectMany(part => part));
    }

    private static async Task<(NpsRefresh, FigureBasis)> ReadAllAsync(
        DatabaseTransaction transaction,
        CustomerCounts counts,
        FigureBasis basis
    )
    {
        var refresh = new NpsRefresh(
            await AnswerFacts.BetweenAsync(transaction, counts, 0, basis.LastAnswerMonth ?? 0)
        );
        var firsts = refresh
            .answers.GroupBy(answer => answer.Level)
            .ToDictionary(level => level.Key, level => level.First().Month);
        basis = basis with { FirstAnswerMonths = new(firsts) };
        foreach (var (level, first) in Levels(basis.FirstAnswerMonths))
        {
            foreach (var grain in Grains.All)
            {
                var axis = new PeriodAxis(basis.Calendar, grain, first, Month.FromKey(basis.LastAnswerMonth!.Value));
                bool[] all = [.. Enumerable.Repeat(true, axis.Count)];
                refresh.parts.Add((new(level, axis, basis), level, all, all));
            }
        }
        var codes = NpsLevel.Codes;
        refresh.stored.AddRange((await KpiStore.AllAsync(transaction)).Where(row => codes.Contains(row.Row.Key.Kpi)));
        return (refresh, basis);
    }

    private async Task AddTouchedAsync(
        DatabaseTransaction transaction,
        NpsLevel level,
        Month first,
        Grain grain,
        FigureBasis previous,
        FigureBasis basis,
        IReadOnlyCollection<int> touched
    )
    {
        var axis = new PeriodAxis(basis.Calendar, grain, first, Month.FromKey(basis.LastAnswerMonth!.Value));
        var known = previous.LastAnswerMonth is { } last
            ? axis.SlotOf(basis.Calendar.Containing(Month.FromKey(last), grain)) + 1
            : 0;
        var (scored, shown) = (new bool[axis.Count], new bool[axis.Count]);
        foreach (var month in touched.Select(Month.FromKey))
        {
            foreach (var period in basis.Calendar.AllContaining(month, grain))
            {
                Mark(axis.SlotOf(period), scored);
            }
        }
        for (var slot = 0; slot < axis.Count; slot++)
        {
            scored[slot] |= slot >= known;
            var period = axis.Periods[slot];
            if (scored[slot] || previous.IsAnswered(level.Name, period) != basis.IsAnswered(level.Name, period))
            {
                Mark(slot, shown);
                Mark(slot + 1, shown);
                Mark(slot + axis.SlotsPerYear, shown);
            }
        }
        var figures = new NpsFigures(level, axis, basis);
        parts.Add((figures, level, scored, shown));
        await TakeStoredAsync(transaction, figures, level, scored, shown);
    }

    private async Task TakeStoredAsync(
        DatabaseTransaction transaction,
        NpsFigures figures,
        NpsLevel level,
        bool[] scored,
        bool[] shown
    )
    {
        var axis = figures.Axis;
        var loaded = Enumerable
            .Range(0, axis.Count)
            .Where(slot => shown[slot])
            .SelectMany(slot => new[] { slot, slot - 1, slot - axis.SlotsPerYear })
            .Where(slot => slot >= 0)
            .Select(slot => axis.Periods[slot].Last.Key)
            .ToHashSet();
        foreach (var row in await KpiStore.OfAsync(transaction, [new([level.Kpi], axis.Grain, loaded)]))
        {
            var slot = figures.SlotOf(row.Row);
            if (shown[slot])
            {
                stored.Add(row);
            }
            if (!scored[slot])
            {
                figures.Take(row.Row);
            }
        }
    }

    private static void Mark(int slot, bool[] slots)
    {
        if (slot >= 0 && slot < slots.Length)
        {
            slots[slot] = true;
        }
    }

    /// <summary>The first months of the levels; none when one of them may be another now, which only all answers can tell.</summary>
    private static SortedDictionary<string, int>? FirstsAfter(
        SortedDictionary<string, int> before,
        IReadOnlyCollection<int> touched,
        List<SurveyAnswer> answers
    )
    {
        foreach (var level in answers.GroupBy(answer => answer.Level))
        {
            var first = level.First().Month;
            if (!before.TryGetValue(level.Key, out var known) || first < known)
            {
                return null;
            }
        }
        var held = answers.Select(answer => (answer.Level, answer.Month)).ToHashSet();
        return before.Any(first => touched.Contains(first.Value) && !held.Contains((first.Key, first.Value)))
            ? null
            : before;
    }

    private static IEnumerable<(NpsLevel Level, Month First)> Levels(SortedDictionary<string, int> firsts) =>
        NpsLevel
            .All.Where(level => firsts.ContainsKey(level.Name))
            .Select(level => (level, Month.FromKey(firsts[level.Name])));

    /// <summary>The month from which, or to which, answers share a period with those of a month.</summary>
    private static int Shift(int month, int sign) => (Month.FromKey(month) + (sign * (MonthsInLongestPeriod - 1))).Key;
}
