using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>A way in which customers become money, and the figures that are this money seen from one side or another.</summary>
/// <param name="Key">Its name in texts and files.</param>
/// <param name="Figures">The first is the one that stands for it.</param>
public sealed record MoneyDriver(string Key, IReadOnlyList<string> Figures)
{
    public static readonly IReadOnlyList<MoneyDriver> All =
    [
        new(
            "revenue",
            [
                KpiCodes.ExistingRevenue,
                KpiCodes.ExistingRevenueGrowth,
                KpiCodes.NetRevenueRetention,
                KpiCodes.GrossRevenueRetention,
            ]
        ),
        new("earnings", [KpiCodes.ExistingMargin, KpiCodes.ExistingMarginGrowth]),
        new("churn", [KpiCodes.RevenueChurn, KpiCodes.LogoChurn]),
        new("wallet", [KpiCodes.ShareOfWallet]),
    ];

    public string Head => Figures[0];

    /// <summary>The figures that a set value can be said to work through.</summary>
    public static IEnumerable<string> AllFigures => All.SelectMany(driver => driver.Figures);

    public static MoneyDriver? Of(string? kpi) => All.FirstOrDefault(driver => driver.Figures.Contains(kpi));
}
