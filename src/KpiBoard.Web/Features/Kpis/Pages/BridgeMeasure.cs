using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The bridges behind a figure.</summary>
/// <param name="Shown">In stored rates, and at constant ones, which exist only with several currencies.</param>
public sealed record BridgeMeasure(string? Name, IReadOnlyList<string> Shown)
{
    public const string Revenue = "revenue";
    public const string Margin = "margin";
    public const string AtConstantRates = ".constant";

    private static readonly BridgeMeasure None = new(null, []);

    public static readonly IReadOnlyList<string> All =
    [
        Revenue,
        Margin,
        Revenue + AtConstantRates,
        Margin + AtConstantRates,
    ];

    public static BridgeMeasure Of(KpiDefinition kpi) =>
        kpi.Group != KpiGroup.CustomersDo || kpi.Code == KpiCodes.ShareOfWallet ? None
        : kpi.Code is KpiCodes.ExistingMargin or KpiCodes.ExistingMarginGrowth ? Of(Margin)
        : Of(Revenue);

    private static BridgeMeasure Of(string name) => new(name, [name, name + AtConstantRates]);
}
