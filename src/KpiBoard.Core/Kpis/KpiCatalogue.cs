using System.Diagnostics.CodeAnalysis;

namespace KpiBoard.Core.Kpis;

/// <summary>The codes of the figures.</summary>
public static class KpiCodes
{
    public const string NpsRelationship = "nps.relationship";
    public const string NpsJourney = "nps.journey";
    public const string NpsTransaction = "nps.transaction";
    public const string NetRevenueRetention = "nrr";
    public const string GrossRevenueRetention = "grr";
    public const string LogoChurn = "churn.logo";
    public const string RevenueChurn = "churn.revenue";
    public const string ExistingRevenue = "revenue.existing";
    public const string ExistingRevenueGrowth = "revenue.existing.growth";
    public const string ExistingMargin = "margin.existing";
    public const string ExistingMarginGrowth = "margin.existing.growth";
    public const string ShareOfWallet = "sow";
}

/// <summary>Every figure the product computes, in the order in which it is listed.</summary>
public static class KpiCatalogue
{
    private const int LeastAnswers = 30;
    private const int LeastCustomersAtStart = 30;

    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        Score(KpiCodes.NpsRelationship),
        Score(KpiCodes.NpsJourney),
        Score(KpiCodes.NpsTransaction),
        Ratio(KpiCodes.NetRevenueRetention, GoodDirection.Up),
        Ratio(KpiCodes.GrossRevenueRetention, GoodDirection.Up),
        Ratio(KpiCodes.LogoChurn, GoodDirection.Down) with
        {
            Interval = IntervalMethod.Proportion,
        },
        Ratio(KpiCodes.RevenueChurn, GoodDirection.Down),
        Sum(KpiCodes.ExistingRevenue),
        Ratio(KpiCodes.ExistingRevenueGrowth, GoodDirection.Up),
        Sum(KpiCodes.ExistingMargin),
        Ratio(KpiCodes.ExistingMarginGrowth, GoodDirection.Up),
        Ratio(KpiCodes.ShareOfWallet, GoodDirection.Up),
    ];

    private static readonly Dictionary<string, KpiDefinition> ByCode = All.ToDictionary(kpi => kpi.Code);

    public static bool TryGet(string code, [NotNullWhen(true)] out KpiDefinition? kpi) =>
        ByCode.TryGetValue(code, out kpi);

    /// <summary>The figure of a code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static KpiDefinition Get(string code) => ByCode[code];

    private static KpiDefinition Score(string code) =>
        new(
            code,
            KpiGroup.CustomersSay,
            KpiUnit.Points,
            GoodDirection.Up,
            IntervalMethod.NetPromoterScore,
            LeastAnswers
        );

    private static KpiDefinition Ratio(string code, GoodDirection good) =>
        new(code, KpiGroup.CustomersDo, KpiUnit.Ratio, good, IntervalMethod.RatioOverCustomers, LeastCustomersAtStart);

    private static KpiDefinition Sum(string code) =>
        new(code, KpiGroup.CustomersDo, KpiUnit.Money, GoodDirection.Up, IntervalMethod.Exact, LeastCustomersAtStart);
}
