namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>What a customer tells of its purchases in the category: the sum in øre, or only our rank among the brands.</summary>
internal sealed record DemoWallet(long? Spend, int Rank, int Brands)
{
    /// <summary>The calendar month in which customers are asked about the year before.</summary>
    public const int AskedIn = 2;

    private const double Answers = 0.35;
    private const double KnowsOnlyTheRank = 0.12;
    private const int MonthsInYear = 12;

    /// <summary>The share of its purchases that a customer of a segment makes here: the large ones divide theirs.</summary>
    private static readonly double[] Shares = [0.74, 0.58, 0.49, 0.37];

    /// <summary>What the customer answers in a month; none from who is no customer then or does not answer.</summary>
    public static DemoWallet? Of(DemoCustomer customer, int month)
    {
        var random = RandomStream.For(Purpose.Wallet, customer.Number, month);
        if (!random.Chance(Answers) || !customer.IsActive(month))
        {
            return null;
        }
        var segment = customer.SegmentAt(month);
        var brands = random.Between(2, 5);
        var rank = customer.Mood > random.Between(-0.8, 0.2) ? 1 : random.Between(2, brands);
        if (random.Chance(KnowsOnlyTheRank))
        {
            return new DemoWallet(null, rank, brands);
        }
        var profile = SegmentProfile.Of(segment);
        var here = MonthsInYear * (customer.Fee(month) / 100.0 + profile.Visits * profile.VisitPrice);
        var share = Shares[(int)segment] * (1 + 0.15 * customer.Mood) * random.Between(0.8, 1.2);
        // People tell round sums.
        return new DemoWallet((long)(here / share / 1_000) * 100_000, rank, brands);
    }
}
