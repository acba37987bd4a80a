using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>What each figure means, where it comes from and how much it needs, in the reader's language.</summary>
public sealed class FigureHelp(IStringLocalizer<FigureText> text)
{
    public FigureExplanation Of(KpiDefinition kpi) =>
        new(
            kpi.Code,
            FigureWords.Name(text, kpi),
            FigureWords.About(text, kpi),
            FigureWords.Method(text, kpi),
            Source(kpi),
            Minimum(kpi)
        );

    private string Source(KpiDefinition kpi) =>
        kpi.Code switch
        {
            KpiCodes.NpsRelationship or KpiCodes.NpsJourney or KpiCodes.NpsTransaction => text["Help.Surveys"],
            KpiCodes.ExistingMargin or KpiCodes.ExistingMarginGrowth => text["Help.Margin"],
            KpiCodes.LogoChurn => text["Help.Churn"],
            KpiCodes.ShareOfWallet => text["Help.Wallets"],
            _ when kpi.Own is not null => text["Help.Measures"],
            _ => text["Help.Revenue"],
        };

    private string Minimum(KpiDefinition kpi) =>
        kpi.Interval switch
        {
            IntervalMethod.Exact => text["Help.Exact"],
            IntervalMethod.Given => text["Help.Given"],
            IntervalMethod.NetPromoterScore => text["Help.LeastAnswers", kpi.MinimumN],
            _ => text["Help.LeastCustomers", kpi.MinimumN],
        };
}

/// <summary>A figure's definition in words.</summary>
/// <param name="About">What it says, in a sentence.</param>
/// <param name="Method">How it is computed, for who wants to check it.</param>
/// <param name="Source">Which files it comes from.</param>
/// <param name="Minimum">How much it needs before it is judged.</param>
public sealed record FigureExplanation(
    string Code,
    string Name,
    string About,
    string Method,
    string Source,
    string Minimum
);
