using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using Xunit;

namespace KpiBoard.Core.Tests.Retention;

/// <summary>The monthly bridge of a real retailer against answers computed independently.</summary>
public sealed class RetailBridgeTests
{
    [Fact]
    public void Bridge_RetailByDay_EqualsTheExpectedToTheLastDigit()
    {
        var expected = SharedData.ReadCsv(SharedData.Require("expected/retail-by-day-monthly-bridge.csv")).ToList();
        var customers = ReadCustomers(SharedData.Require("retail-by-day"));
        Assert.Equal(7, expected.Count);
        foreach (var row in expected)
        {
            var month = Month.Parse(row("period"));
            var sum = new BridgeSum();
            foreach (var months in customers.Values)
            {
                sum.Add(EntryOf(months, month));
            }

            long Money(string column) => Core.Money.FromDecimal(SharedData.Number(row(column))).Units;
            Assert.Equal(
                (Money("start"), Money("new"), Money("reactivated"), Money("expansion")),
                (sum.Start, sum.New, sum.Reactivated, sum.Expansion)
            );
            Assert.Equal(
                (Money("contraction"), Money("churned"), Money("end")),
                (sum.Contraction, sum.Churned, sum.End)
            );
            long[] counts =
            [
                sum.CustomersStart,
                sum.CustomersNew,
                sum.CustomersReactivated,
                sum.CustomersExpanded,
                sum.CustomersContracted,
                sum.CustomersFlat,
                sum.CustomersChurned,
                sum.CustomersEnd,
            ];
            string[] columns = ["start", "new", "reactivated", "expanded", "contracted", "flat", "churned", "end"];
            Assert.Equal(columns.Select(column => (long)SharedData.Number(row("n_" + column))), counts);
            Assert.Equal(row("nrr"), Text(RetentionEstimates.Estimate(RetentionFigure.NetRevenueRetention, sum).Value));
            Assert.Equal(
                row("grr"),
                Text(RetentionEstimates.Estimate(RetentionFigure.GrossRevenueRetention, sum).Value)
            );
        }
    }

    private static BridgeEntry EntryOf(SortedList<Month, long> months, Month month)
    {
        var (atStart, atEnd) = (months.TryGetValue(month - 1, out var start), months.TryGetValue(month, out var end));
        return new(start, end, atStart, atEnd, months.Keys[0] < month - 1);
    }

    private static Dictionary<string, SortedList<Month, long>> ReadCustomers(string folder)
    {
        var customers = new Dictionary<string, SortedList<Month, long>>();
        foreach (var row in Directory.EnumerateFiles(folder, "*.csv").Order().SelectMany(SharedData.ReadCsv))
        {
            if (row("CustomerID") is not { Length: > 0 } id)
            {
                continue;
            }

            var amount = Core.Money.FromDecimal(
                SharedData.Number(row("Quantity")) * SharedData.Number(row("UnitPrice"))
            );
            var month = Month.Parse(row("InvoiceDate")[..7]);
            if (!customers.TryGetValue(id, out var months))
            {
                customers.Add(id, months = []);
            }

            months[month] = months.GetValueOrDefault(month) + amount.Units;
        }

        return customers;
    }

    private static string Text(double? value) => value?.ToString("0.00000000", CultureInfo.InvariantCulture) ?? "";
}
