using System.Globalization;
using KpiBoard.Core.Churn;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// <c>churn.logo</c> by inactivity or by contract. Time alone makes customers inactive, so what changed tells little
/// about who is lost: all periods are counted again, which costs one pass over the cells or the register.
/// </summary>
internal static class ChurnRefresh
{
    // Of the versions of a customer that several sources hold, the newest has the last word.
    private const string ContractsSql = """
        SELECT v.[CustomerId], v.[JoinedOn], v.[LeftOn]
          FROM [CurrentCustomerVersion] v
         ORDER BY v.[BatchId], v.[Line]
        """;

    public static async Task<List<StoredKpiRow>> StoredAsync(DatabaseTransaction transaction) =>
        [.. (await KpiStore.AllAsync(transaction)).Where(row => row.Row.Key.Kpi == KpiCodes.LogoChurn)];

    public static async Task<Dictionary<long, ContractSpan>> ContractsAsync(
        DatabaseTransaction transaction,
        CustomerCounts counts
    ) => MergedContracts.Of(await transaction.ReadBulkAsync(ContractsSql, null, ReadContracts), counts);

    /// <summary>By inactivity: who bought nothing for so many days.</summary>
    public static List<KpiRow> ByInactivity(FigureBasis basis, CellTable cells, MemberTable members, MemberNames names)
    {
        if (basis.FirstMonth is not { } first || basis.RevenueTo is not { } to)
        {
            return [];
        }
        var days = int.Parse(basis.Churn[(basis.Churn.IndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        var lastKnown = DateKey.FromKey(to);
        var figures = Figures(
            basis,
            Month.FromKey(first),
            Month.FromKey(basis.LastMonth!.Value),
            names,
            basis.IsComplete
        );
        var months = new HashSet<int>();
        foreach (var (customer, range) in cells.Customers())
        {
            var ofCustomer = cells.All[range];
            foreach (ref readonly var cell in ofCustomer)
            {
                months.Add(cell.Month);
            }
            if (customer != 0)
            {
                var purchases = Purchases(ofCustomer);
                Add(
                    figures,
                    members.Of(customer),
                    period => InactiveChurn.Of(Near(purchases, period, days), days, period, lastKnown)
                );
            }
        }
        return Rows(
            figures,
            period => Enumerable.Range(0, period.Length).Any(i => months.Contains((period.First + i).Key))
        );
    }

    /// <summary>By contract: who left, as the register says.</summary>
    public static List<KpiRow> ByContract(
        FigureBasis basis,
        Dictionary<long, ContractSpan> contracts,
        MemberTable members,
        MemberNames names
    )
    {
        var left = contracts
            .Values.Where(contract => contract.LeftOn is not null)
            .Select(contract => contract.LeftOn!.Value);
        if (basis.RegisterTo is not { } to || FirstMonth(basis, [.. left]) is not { } first)
        {
            return [];
        }
        var last = Month.FromDateKey(to);
        if (first > last)
        {
            return [];
        }
        var figures = Figures(basis, first, last, names, basis.IsRegistered);
        foreach (var (customer, contract) in contracts)
        {
            Add(figures, members.Of(customer), period => ContractChurn.Of(contract, period));
        }
        return Rows(figures, _ => true);
    }

    /// <summary>The series begins with the revenue, or where there is none with the first who left.</summary>
    private static Month? FirstMonth(FigureBasis basis, List<DateOnly> left) =>
        basis.FirstMonth is { } first ? Month.FromKey(first)
        : left.Count > 0 ? Month.FromDate(left.Min())
        : null;

    private static List<ChurnFigures> Figures(
        FigureBasis basis,
        Month first,
        Month last,
        MemberNames names,
        Func<Period, bool> isComplete
    ) =>
        [
            .. Grains.All.Select(grain => new ChurnFigures(
                new PeriodAxis(basis.Calendar, grain, first, last),
                basis,
                names,
                isComplete
            )),
        ];

    private static void Add(List<ChurnFigures> figures, MemberHistory members, Func<Period, ChurnCounts> count)
    {
        foreach (var grain in figures)
        {
            for (var slot = 0; slot < grain.Axis.Count; slot++)
            {
                grain.Add(slot, count(grain.Axis.Periods[slot]), members);
            }
        }
    }

    private static List<KpiRow> Rows(List<ChurnFigures> figures, Func<Period, bool> hasData)
    {
        foreach (var grain in figures)
        {
            grain.Count(hasData);
        }
        return [.. figures.SelectMany(grain => grain.Rows(_ => true))];
    }

    /// <summary>Of each month the first and last day of purchase, over all currencies.</summary>
    private static PurchaseSpan[] Purchases(ReadOnlySpan<MonthCell> cells)
    {
        var spans = new List<PurchaseSpan>(cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            var span = new PurchaseSpan(DateKey.FromKey(cells[i].FirstDay), DateKey.FromKey(cells[i].LastDay));
            if (i > 0 && cells[i - 1].Month == cells[i].Month)
            {
                var other = spans[^1];
                span = new(
                    span.First < other.First ? span.First : other.First,
                    span.Last > other.Last ? span.Last : other.Last
                );
                spans.RemoveAt(spans.Count - 1);
            }
            spans.Add(span);
        }
        return [.. spans];
    }

    /// <summary>The purchases that can matter in a period: none of older ones lasts into it, none of later ones saves from it.</summary>
    private static ReadOnlySpan<PurchaseSpan> Near(PurchaseSpan[] purchases, Period period, int days)
    {
        var earliest = period.FirstDay.AddDays(-days);
        var first = FirstWhere(purchases, span => span.Last >= earliest);
        return purchases.AsSpan(first..FirstWhere(purchases, span => span.First > period.LastDay));
    }

    private static int FirstWhere(PurchaseSpan[] purchases, Func<PurchaseSpan, bool> holds)
    {
        var (low, high) = (0, purchases.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(purchases[middle]) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private static Dictionary<long, ContractSpan> ReadContracts(IBulkReader reader)
    {
        var contracts = new Dictionary<long, ContractSpan>();
        while (reader.Read())
        {
            contracts[reader.GetInt64(0)] = new(Date(1), Date(2));
        }
        return contracts;

        DateOnly? Date(int column) => reader.IsNull(column) ? null : DateKey.FromKey((int)reader.GetInt64(column));
    }
}
