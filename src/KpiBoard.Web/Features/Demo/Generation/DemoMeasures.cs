using System.Globalization;
using System.Text;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// Two figures that the demo company follows itself, and the files that bring them: on-time delivery, which its
/// transport system counts, and days sales outstanding, a traditional one from the ledger; with a plan for both.
/// </summary>
public static class DemoMeasures
{
    public const string OnTimeDelivery = "on-time-delivery";
    public const string SalesOutstanding = "days-sales-outstanding";

    private const string Header = "kpi,period,value,n,lower,upper,segment\n";
    private const int DeliveriesAMonth = 4200;

    // A haulier left in the second year, and it took three months to find another.
    private const int DipFrom = 15;
    private const int DipTo = 18;

    /// <summary>The files as they lie ready on a day, with every month that has ended by then.</summary>
    public static IReadOnlyList<DemoFile> Create(DemoCalendar calendar, DateOnly through)
    {
        var months = Enumerable
            .Range(0, calendar.MonthOf(through) + 1)
            .Where(month => calendar.LastDay(month) <= through)
            .ToList();
        return
        [
            File("measures", "transport", months.SelectMany(month => Deliveries(calendar, month)), Header),
            File("measures", "ledger", months.Select(month => Outstanding(calendar, month)), Header),
            File("targets", "plan", Plan(calendar), "kpi,period,value,threshold\n"),
        ];

        DemoFile File(string kind, string source, IEnumerable<string> lines, string header) =>
            new(
                kind,
                source,
                $"{source}_{Date(through)}.csv",
                through,
                Encoding.UTF8.GetBytes(header + string.Join('\n', lines) + "\n")
            );
    }

    private static IEnumerable<string> Deliveries(DemoCalendar calendar, int month)
    {
        var (all, inTime) = (0L, 0L);
        foreach (var segment in Enum.GetValues<Segment>())
        {
            var stream = RandomStream.For(Purpose.Measures, month, (int)segment);
            var n = stream.Between(9 * DeliveriesAMonth / 40, 11 * DeliveriesAMonth / 40);
            var share = 0.962 + (month * 0.0004) - (month is >= DipFrom and < DipTo ? 0.021 : 0);
            var good = (long)Math.Round(n * (share + stream.Between(-0.006, 0.006)));
            (all, inTime) = (all + n, inTime + good);
            yield return Line(calendar, month, good, n, SegmentProfile.Of(segment).Name);
        }
        yield return Line(calendar, month, inTime, all, "");
    }

    private static string Line(DemoCalendar calendar, int month, long good, long n, string segment)
    {
        var share = Proportion.Wilson(good, n);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{OnTimeDelivery},{Month(calendar, month)},{100 * share.Value:0.00},{n},{100 * share.Lower:0.00},{100 * share.Upper:0.00},{segment}"
        );
    }

    private static string Outstanding(DemoCalendar calendar, int month)
    {
        var stream = RandomStream.For(Purpose.Measures, month, -1);
        var days = 47.5 - (month * 0.11) + stream.Between(-1.4, 1.4);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{SalesOutstanding},{Month(calendar, month)},{days:0.0},,,,"
        );
    }

    /// <summary>From the year before on, month by month.</summary>
    private static IEnumerable<string> Plan(DemoCalendar calendar) =>
        Enumerable
            .Range(DemoCalendar.CompleteMonths - 12, 24)
            .SelectMany(month =>
                new[]
                {
                    $"{OnTimeDelivery},{Month(calendar, month)},97,95",
                    $"{SalesOutstanding},{Month(calendar, month)},43,46",
                }
            );

    private static string Month(DemoCalendar calendar, int month) =>
        calendar.FirstDay(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
