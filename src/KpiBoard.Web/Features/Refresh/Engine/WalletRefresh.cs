using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;
using KpiBoard.Core.Wallet;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// <c>sow</c>: the customers with an estimate are few beside all customers, so every run counts all periods again from
/// their cells and writes what differs.
/// </summary>
internal sealed record WalletRefresh(WalletTable Wallets, CellTable Cells, IReadOnlyList<StoredKpiRow> Stored)
{
    private const int MonthsInYear = 12;

    // Of the estimates that several sources, or several numbers of one customer, hold for a year, the newest has the
    // last word. Who is counted as nobody has no wallet.
    private const string WalletsSql = """
        SELECT COALESCE(k.[CountedAs], w.[CustomerId]), w.[Year], w.[CategorySpend], w.[Currency], w.[Rank], w.[Brands]
          FROM [CurrentWalletEstimate] w
          LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = w.[CustomerId]
         WHERE COALESCE(k.[CountedAs], w.[CustomerId]) >= 0
         ORDER BY w.[BatchId], w.[Line]
        """;

    public static readonly WalletRefresh Nothing = new(WalletTable.Empty, CellTable.Empty, []);

    public bool HasWallets => !Wallets.IsEmpty;

    public static async Task<WalletRefresh> ReadAsync(DatabaseTransaction transaction, FigureWork work)
    {
        var wallets = await transaction.ReadBulkAsync(WalletsSql, null, WalletTable.Read);
        var stored = await KpiStore.OfAsync(transaction, KpiCodes.ShareOfWallet);
        if (wallets.IsEmpty)
        {
            return new(wallets, CellTable.Empty, stored);
        }
        var cells = work.Whole?.Cells ?? (await CustomerMonths.OfWalletsAsync(transaction)).With(work.CellChanges);
        return new(wallets, cells, stored);
    }

    public VersionChanges<KpiKey, KpiRow> Compute(
        FigureBasis basis,
        MoneyConversion conversion,
        RateTable rates,
        MemberTable members,
        MemberNames names
    ) => BridgeOutcome.Changes(Stored, Rows(basis, conversion, rates, members, names));

    private IEnumerable<KpiRow> Rows(
        FigureBasis basis,
        MoneyConversion conversion,
        RateTable rates,
        MemberTable members,
        MemberNames names
    )
    {
        if (Wallets.IsEmpty || basis.FirstMonth is not { } firstKey || basis.LastMonth is not { } lastKey)
        {
            return [];
        }
        var (first, last) = (Month.FromKey(firstKey), Month.FromKey(lastKey));
        var years = Yearly(first, last, conversion);
        var figures = Grains
            .All.Select(grain => new WalletFigures(new PeriodAxis(basis.Calendar, grain, first, last), basis, names))
            .ToList();
        foreach (var customer in Wallets.Customers)
        {
            var spend = years.GetValueOrDefault(customer);
            foreach (var grain in figures)
            {
                grain.Add(
                    members.Of(customer),
                    end =>
                        Wallets.Of(customer, end, Spend(end), basis.Currency, rates) is { } wallet
                            ? (Spend(end), wallet)
                            : null
                );
            }

            Money Spend(Month end) => new(spend?[end - first] ?? 0);
        }
        return figures.SelectMany(grain => grain.Rows());
    }

    /// <summary>By customer, for each month, what was spent in the twelve months to its end, in the company's currency.</summary>
    private Dictionary<long, long[]> Yearly(Month first, Month last, MoneyConversion conversion)
    {
        var yearly = new Dictionary<long, long[]>();
        foreach (var (customer, range) in Cells.Customers().Where(cells => Wallets.Has(cells.Customer)))
        {
            var sums = new long[last - first + 1];
            foreach (ref readonly var cell in Cells.All[range])
            {
                if (conversion.Rate(in cell) is not { } rate)
                {
                    continue;
                }
                var amount = MoneyConversion.Convert(cell.Amount, rate);
                var from = cell.At - first;
                for (var at = from; at < Math.Min(from + MonthsInYear, sums.Length); at++)
                {
                    sums[at] = checked(sums[at] + amount);
                }
            }
            yearly[customer] = sums;
        }
        return yearly;
    }
}

/// <summary><c>sow</c> of one grain, for the member valid on the last day of the period.</summary>
internal sealed class WalletFigures(PeriodAxis axis, FigureBasis basis, MemberNames names)
{
    private const int MonthsInYear = 12;

    private readonly FigureRows rows = new(KpiCodes.ShareOfWallet, axis);
    private readonly Dictionary<(int Dimension, int Member, int Slot), WalletSum> sums = [];

    /// <summary>Counts a customer in every period in which something is known of its wallet.</summary>
    /// <param name="at">What was spent here and in all in the twelve months to the end of a month; none without an estimate.</param>
    public void Add(MemberHistory members, Func<Month, (Money Spend, Money Wallet)?> at)
    {
        for (var slot = 0; slot < axis.Count; slot++)
        {
            if (End(slot) is not { } end || at(end) is not { } known)
            {
                continue;
            }
            for (var dimension = 0; dimension < KpiDimensions.Count; dimension++)
            {
                var place = (dimension, members.At(axis[slot].EndDay, dimension), slot);
                sums[place] = sums.GetValueOrDefault(place).Plus(known.Spend, known.Wallet);
            }
        }
    }

    public IEnumerable<KpiRow> Rows()
    {
        foreach (var ((dimension, member, slot), sum) in sums)
        {
            var name = dimension == 0 ? "" : names.Name(dimension, member);
            var row = rows.Row(KpiDimensions.Name(dimension), name, slot);
            rows.Add(row.With(ShareOfWallet.Estimate(sum, basis.IntervalLevel)), slot);
        }
        return rows.Compared(_ => true, slot => basis.IsComplete(axis.Periods[slot]), Change);
    }

    /// <summary>
    /// The month with which the twelve months end: the period's last, or of one that still runs the last with data.
    /// None before a whole year is known.
    /// </summary>
    private Month? End(int slot)
    {
        var last = Month.FromKey(basis.LastMonth!.Value);
        var end = axis.Periods[slot].Last < last ? axis.Periods[slot].Last : last;
        return end - axis.Origin >= MonthsInYear - 1 ? end : null;
    }

    private ChangeTest? Change(KpiRow later, KpiRow earlier) =>
        ShareOfWallet.Change(later.Estimate, earlier.Estimate, basis.IntervalLevel);
}
