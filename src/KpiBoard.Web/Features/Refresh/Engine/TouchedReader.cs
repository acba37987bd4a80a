using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Reads what batches have touched since the last run, and no more where that is enough.</summary>
internal static class TouchedReader
{
    private const int Ever = 999_912;

    public static async Task<FigureWork> ReadAsync(Situation situation, FigureBasis previous)
    {
        var transaction = situation.Transaction;
        var touched =
            situation.Pending.Has("revenue") || situation.Pending.Counts.HasMoves
                ? await RevenueFacts.TouchedAsync(transaction, situation.Pending.Counts)
                : TouchedCells.None;
        var firsts = touched.IsEmpty ? [] : await CustomerMonths.FirstsOfTouchedAsync(transaction);
        var window = Window(touched, firsts.Values);
        var before = touched.IsEmpty
            ? CellTable.Empty
            : await CustomerMonths.OfTouchedAsync(transaction, window.From, window.To);
        var cellChanges = touched.ChangesTo(before);
        var memberChanges =
            situation.Pending.Has("customers") || situation.Pending.Counts.HasMoves
                ? await MemberFacts.ChangesAsync(transaction, situation.Names, situation.Pending.Counts)
                : [];
        var basis = BasisAfter(situation, previous, cellChanges);
        var why =
            situation.RatesChange ? WhyWhole.Rates
            : !basis.HasDefinitionsOf(previous) ? WhyWhole.Definitions
            : basis.FirstMonth != previous.FirstMonth ? WhyWhole.Months
            : await LosesMonthAsync(situation, previous, cellChanges) ? WhyWhole.Months
            : null;
        TouchedBridge? bridge = null;
        if (why is null && basis.FirstMonth is not null)
        {
            before = await WithMovedAsync(situation, before, memberChanges);
            var members = touched.IsEmpty
                ? MemberTable.Empty
                : await MemberFacts.StoredOfBuyersAsync(transaction, situation.Names);
            var customers = TouchedCustomers.Of(before, cellChanges, window, firsts, members, memberChanges);
            bridge = await ReadBridgeAsync(situation, previous, basis, cellChanges, customers);
            why = bridge is null ? WhyWhole.NewPeriod : null;
        }
        return why is not null
            ? await WholeReader.CarryOnAsync(situation, cellChanges, memberChanges, why)
            : new(situation.Pending, basis, situation.Names)
            {
                CellChanges = cellChanges,
                MemberChanges = memberChanges,
                Touched = bridge,
            };
    }

    /// <summary>
    /// The months around the touched ones whose cells share a bridge, or a comparison of bridges, with them. When lines
    /// may have gone, or a customer begins earlier than before, what comes next is needed however late it comes.
    /// </summary>
    private static (int From, int To) Window(TouchedCells touched, IEnumerable<FirstMonths> firsts)
    {
        if (touched.IsEmpty)
        {
            return (0, Ever);
        }
        var from = (Month.FromKey(touched.Months.Min()) - PeriodAxis.MonthsAround).Key;
        var to = (Month.FromKey(touched.Months.Max()) + PeriodAxis.MonthsAround).Key;
        return touched.Places.Count > 0 || firsts.Any(first => first.Revenue > to || first.Margin > to)
            ? (from, Ever)
            : (from, to);
    }

    private static FigureBasis BasisAfter(Situation situation, FigureBasis previous, List<CellChange> cellChanges)
    {
        var months = cellChanges.Where(change => change.Now is not null).Select(change => change.Place.Month).ToList();
        int? first = months.Count > 0 ? months.Min() : previous.FirstMonth;
        int? last = months.Count > 0 ? months.Max() : previous.LastMonth;
        var basis = situation.BasisOf(
            previous.Currency,
            previous.FirstMonth is { } known ? Math.Min(known, first!.Value) : first,
            previous.LastMonth is { } end ? Math.Max(end, last!.Value) : last
        );
        var company = CurrencyCode.Pack(basis.Currency ?? "");
        return basis with
        {
            HasOtherCurrencies =
                previous.HasOtherCurrencies || cellChanges.Exists(change => change.Place.Currency != company),
        };
    }

    /// <summary>Whether the first or last month with lines has none left.</summary>
    private static async Task<bool> LosesMonthAsync(
        Situation situation,
        FigureBasis previous,
        List<CellChange> cellChanges
    )
    {
        foreach (var month in new[] { previous.FirstMonth, previous.LastMonth }.OfType<int>().Distinct())
        {
            var here = cellChanges.Where(change => change.Place.Month == month).ToList();
            var gone = here.Count(change => change.Now is null);
            if (
                gone > 0
                && here.TrueForAll(change => change.Now is null)
                && await CustomerMonths.CountAsync(situation.Transaction, month) == gone
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Of customers whose members change, every cell: all their periods from that day on are touched.</summary>
    private static async Task<CellTable> WithMovedAsync(
        Situation situation,
        CellTable before,
        List<MemberChange> memberChanges
    )
    {
        if (memberChanges.Count == 0)
        {
            return before;
        }
        var moved = memberChanges.Select(change => change.Customer).ToHashSet();
        var all = await CustomerMonths.OfMovedAsync(situation.Transaction);
        return CellTable.Sorted([
            .. before.All.ToArray().Where(cell => !moved.Contains(cell.Customer)),
            .. all.All.ToArray().Where(cell => moved.Contains(cell.Customer)),
        ]);
    }

    private static async Task<TouchedBridge?> ReadBridgeAsync(
        Situation situation,
        FigureBasis previous,
        FigureBasis basis,
        List<CellChange> cellChanges,
        TouchedCustomers customers
    )
    {
        var months = cellChanges.Select(change => change.Place.Month).Distinct().ToList();
        var unidentified = await CustomerMonths.UnidentifiedAsync(situation.Transaction);
        var ofNobody = cellChanges.Where(change => change.Place.Customer == 0).ToList();
        return await TouchedBridge.ReadAsync(
            situation,
            previous,
            basis,
            customers,
            unidentified.With(ofNobody),
            months
        );
    }
}
