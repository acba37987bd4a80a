using System.Globalization;
using KpiBoard.Core.Churn;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Statistics;
using Xunit;

namespace KpiBoard.Core.Tests.Churn;

public sealed class LogoChurnTests
{
    private static readonly Period January = new(Grain.Month, new Month(2026, 1));
    private static readonly DateOnly Later = new(2027, 12, 31);

    [Fact]
    public void Of_LostOfStart_IsWilson()
    {
        var estimate = LogoChurn.Of(new(263, 81));
        Assert.Equal((.2553, .3662), (Math.Round(estimate.Lower!.Value, 4), Math.Round(estimate.Upper!.Value, 4)));
        Assert.Equal(263, estimate.N);
        Assert.Equal(AbsenceReason.NoCustomersAtStart, LogoChurn.Of(default).Reason);
        Assert.Null(LogoChurn.Change(new(10, 1), default));
        Assert.Equal(.0524, LogoChurn.Change(new(70, 56), new(80, 48))!.Lower, 4);
    }

    [Theory]
    [InlineData("2025-10-10", false, false)] // lost on 2025-12-09 already
    [InlineData("2025-11-02", true, true)] // lost on 2026-01-01, the first day
    [InlineData("2025-12-02", true, true)] // lost on 2026-01-31, the last day
    [InlineData("2025-12-03", true, false)] // lost on 2026-02-01
    [InlineData("2025-12-02 2026-01-30", true, false)] // bought before that day
    [InlineData("2025-12-02 2026-01-31", true, true)] // lost, and back, on that day
    [InlineData("2026-01-05", false, false)] // new
    [InlineData("2025-10-10 2026-01-05", false, false)] // lost before, and back
    public void Inactive_AfterSixtyDays_IsLost(string days, bool atStart, bool lost)
    {
        PurchaseSpan[] purchases = [.. days.Split(' ').Select(day => new PurchaseSpan(Date(day)))];
        Assert.Equal(new(atStart ? 1 : 0, lost ? 1 : 0), InactiveChurn.Of(purchases, 60, January, Later));
    }

    [Fact]
    public void Inactive_LossAfterTheSourceEnds_IsNotKnown() =>
        Assert.Equal(new(1, 0), InactiveChurn.Of([new(Date("2025-12-02"))], 60, January, Date("2026-01-30")));

    [Fact]
    public void Inactive_LostBackAndLostAgain_IsOneCustomer()
    {
        PurchaseSpan[] purchases = [new(Date("2025-12-30")), new(Date("2026-03-01")), new(Date("2026-06-01"))];
        Assert.Equal(new(1, 1), InactiveChurn.Of(purchases, 31, new(Grain.Year, new Month(2026, 12)), Later));
        Assert.Equal(
            [Date("2026-01-30"), Date("2026-04-01"), Date("2026-07-02")],
            InactiveChurn.LossDays(purchases, 31, Later)
        );
    }

    [Fact]
    public void Inactive_MonthsInsteadOfDays_AreTheSameFrom31()
    {
        var random = new Random(20260131);
        for (var run = 0; run < 500; run++)
        {
            var days = Enumerable
                .Range(0, random.Next(1, 30))
                .Select(_ => Date("2024-01-01").AddDays(random.Next(900)))
                .Distinct()
                .Order()
                .ToList();
            PurchaseSpan[] byDay = [.. days.Select(day => new PurchaseSpan(day))];
            PurchaseSpan[] byMonth =
            [
                .. days.GroupBy(Month.FromDate).Select(month => new PurchaseSpan(month.Min(), month.Max())),
            ];
            var n = random.Next(31, 120);
            Assert.Equal(InactiveChurn.LossDays(byDay, n, Later), InactiveChurn.LossDays(byMonth, n, Later));
            var period = new Period(Grain.Quarter, new Month(2024, 3 + (3 * random.Next(4))));
            var expected = Simulated(days, n, period);
            Assert.Equal(expected, InactiveChurn.Of(byDay, n, period, Later));
            Assert.Equal(expected, InactiveChurn.Of(byMonth, n, period, Later));
        }
    }

    [Fact]
    public void Inactive_UnusableSpans_Throw()
    {
        void Of(int days, params PurchaseSpan[] purchases) => InactiveChurn.Of(purchases, days, January, Later);

        var (first, last) = (Date("2026-01-01"), Date("2026-01-20"));
        Assert.Throws<ArgumentException>(() => Of(30, new PurchaseSpan(first, last)));
        Assert.Throws<ArgumentException>(() => Of(60, new PurchaseSpan(first, Date("2026-02-01"))));
        Assert.Throws<ArgumentException>(() => Of(60, new PurchaseSpan(last), new PurchaseSpan(first)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(0, new PurchaseSpan(first)));
    }

    [Theory]
    [InlineData(null, null, 1, 0)]
    [InlineData("2026-01-01", null, 1, 0)]
    [InlineData("2026-01-02", null, 0, 0)]
    [InlineData("2026-01-02", "2026-01-20", 0, 0)]
    [InlineData("2024-05-01", "2026-01-01", 1, 1)]
    [InlineData("2024-05-01", "2026-01-31", 1, 1)]
    [InlineData("2024-05-01", "2026-02-01", 1, 0)]
    [InlineData("2024-05-01", "2025-12-31", 0, 0)]
    public void Contract_JoinedAndLeft_IsAtStartAndLost(string? joined, string? left, long atStart, long lost) =>
        Assert.Equal(new(atStart, lost), ContractChurn.Of(new(OptionalDate(joined), OptionalDate(left)), January));

    [Theory]
    [InlineData("2026-01-01", "2026-01-11", 10, true)]
    [InlineData("2026-01-01", null, 30, false)]
    [InlineData("2026-01-01", "2026-02-11", 30, false)]
    public void LifetimeOf_Contract_EndsOrIsCensored(string joined, string? left, int days, bool ended) =>
        Assert.Equal(
            new Lifetime(days, ended),
            ContractChurn.LifetimeOf(new(Date(joined), OptionalDate(left)), January.LastDay)
        );

    [Fact]
    public void LifetimeOf_JoinedUnknownOrLater_IsNone()
    {
        Assert.Null(ContractChurn.LifetimeOf(new(null, null), January.LastDay));
        Assert.Null(ContractChurn.LifetimeOf(new(Date("2026-02-01"), null), January.LastDay));
    }

    /// <summary>Day by day: who has gone N days without a purchase is lost until the next.</summary>
    private static ChurnCounts Simulated(List<DateOnly> days, int n, Period period)
    {
        var (active, atStart, lost, last) = (false, false, false, default(DateOnly));
        for (var day = days[0]; day <= period.LastDay; day = day.AddDays(1))
        {
            atStart = day == period.FirstDay ? active : atStart;
            if (active && day == last.AddDays(n))
            {
                lost |= day >= period.FirstDay;
                active = false;
            }

            if (days.Contains(day))
            {
                (active, last) = (true, day);
            }
        }

        return new(atStart ? 1 : 0, atStart && lost ? 1 : 0);
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly? OptionalDate(string? text) => text is null ? null : Date(text);
}
