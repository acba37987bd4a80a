namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>Who is a customer when: joining, leaving, coming back, growing.</summary>
internal static class Population
{
    /// <summary>The share of those who leave that comes back, after two to nine months.</summary>
    private const double ComesBack = 0.15;

    private const double GrowsPerMonth = 0.0012;

    /// <summary>The business units' shares of the customers: Denmark one half, Norway three tenths, Sweden the rest.</summary>
    private static readonly int[] UnitOfTen = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];

    public static IReadOnlyList<DemoCustomer> Create(DemoCalendar calendar)
    {
        var customers = new List<DemoCustomer>();
        foreach (var segment in Enum.GetValues<Segment>())
        {
            for (var i = 0; i < SegmentProfile.Of(segment).Customers; i++)
            {
                customers.Add(Create(calendar, customers.Count, segment, 0));
            }
        }
        for (var month = 1; month <= calendar.LastMonth; month++)
        {
            foreach (var segment in Enum.GetValues<Segment>())
            {
                var joins = RandomStream
                    .For(Purpose.Joins, month, (int)segment)
                    .Count(SegmentProfile.Of(segment).Joins);
                for (var i = 0; i < joins; i++)
                {
                    customers.Add(Create(calendar, customers.Count, segment, month));
                }
            }
        }
        return customers;
    }

    private static DemoCustomer Create(DemoCalendar calendar, int number, Segment segment, int month)
    {
        var random = RandomStream.For(Purpose.Customer, number);
        var unit = DemoWords.All.Units[random.Pick(UnitOfTen)];
        var region = random.Pick(unit.Regions);
        var mood = random.Between(-1.0, 1.0);
        var hasPortal = random.Chance(PlantedTruth.PortalShare);
        var isInPilot =
            random.Chance(0.5)
            && segment == Segment.SmallBusiness
            && month is >= PlantedTruth.PilotOfThoseWhoJoinedFrom and <= PlantedTruth.PilotFrom;
        var joinedOn =
            month == 0
                ? calendar.FirstDay(-random.Between(1, 96)).AddDays(random.Between(0, 27))
                : calendar.FirstDay(month).AddDays(random.Between(0, 19));
        var growsIn = segment == Segment.SmallBusiness ? GrowthMonth(calendar, number, month) : null;
        return new DemoCustomer
        {
            Number = number,
            Name = DemoWords.All.CustomerName(unit, segment, number),
            Unit = unit,
            Region = region,
            FirstSegment = segment,
            FirstMonth = month,
            JoinedOn = joinedOn,
            Mood = mood,
            HasPortal = hasPortal,
            IsInPilot = isInPilot,
            GrowsIn = growsIn,
            Fees = Fees(calendar, number, segment, month, mood, isInPilot, growsIn),
        };
    }

    private static int? GrowthMonth(DemoCalendar calendar, int number, int from)
    {
        var random = RandomStream.For(Purpose.Life, number, 1);
        for (var month = from + 6; month <= calendar.LastMonth; month++)
        {
            if (random.Chance(GrowsPerMonth))
            {
                return month;
            }
        }
        return null;
    }

    private static List<long> Fees(
        DemoCalendar calendar,
        int number,
        Segment segment,
        int from,
        double mood,
        bool isInPilot,
        int? growsIn
    )
    {
        var random = RandomStream.For(Purpose.Life, number);
        var profile = SegmentProfile.Of(segment);
        var skew = random.Unit();
        var fee = profile.FeeLow + (profile.FeeHigh - profile.FeeLow) * skew * skew;
        var fees = new List<long>();
        var backIn = 0;
        for (var month = from; month <= calendar.LastMonth; month++)
        {
            fee *= month == from ? 1 : Change(ref random);
            fee *= calendar.FirstDay(month).Month == 1 && month > from ? 1.03 : 1;
            fee *= month == growsIn ? 1.6 : 1;
            if (month > from && month >= backIn && random.Chance(Churn(profile, segment, month, from, mood, isInPilot)))
            {
                backIn = random.Chance(ComesBack) ? month + random.Between(2, 9) : int.MaxValue;
            }
            fees.Add(month >= backIn ? (long)(fee * 100) : 0);
        }
        return fees;
    }

    /// <summary>Most months nothing changes; now and then the customer buys more, or less.</summary>
    private static double Change(ref RandomStream random) =>
        random.Unit() switch
        {
            < 0.012 => random.Between(1.10, 1.40),
            < 0.022 => random.Between(0.60, 0.90),
            _ => 1,
        };

    private static double Churn(
        SegmentProfile profile,
        Segment segment,
        int month,
        int from,
        double mood,
        bool isInPilot
    )
    {
        var rate = profile.Churn * (1 - 0.6 * mood);
        if (segment == Segment.SmallBusiness)
        {
            rate *= from > 0 && month - from <= PlantedTruth.NewcomerMonths ? PlantedTruth.NewcomerChurnFactor : 1;
            rate *= month == PlantedTruth.PriceLetterMonth ? PlantedTruth.PriceLetterChurnFactor : 1;
            rate *= isInPilot && month > PlantedTruth.PilotFrom ? PlantedTruth.PilotChurnFactor : 1;
        }
        return rate;
    }
}
