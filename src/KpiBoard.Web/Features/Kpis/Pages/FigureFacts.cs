using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>A question that a reader of the figure has, with the answer.</summary>
/// <param name="Strong">The answer in a word or two.</param>
public sealed record FigureFact(string Question, string Strong, string Text);

/// <summary>Is it real, where, and what is it worth.</summary>
public sealed class FigureFacts(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private FigureContext Context => figures.Context;

    public IEnumerable<FigureFact> Of(
        FigureSeries series,
        Verdict verdict,
        IReadOnlyList<JudgedMember> members,
        FigureChoice choice,
        BridgePoint? bridge
    )
    {
        if (series.Latest is not { IsAbsent: false } latest)
        {
            yield break;
        }

        yield return Real(series, latest, verdict);
        yield return new(text["WhereQ"], "", Where(members, choice));
        if (bridge is not null && Worth(series.Kpi, latest.Period, bridge) is { } worth)
        {
            yield return new(text["WorthQ"], "", worth);
        }
    }

    private FigureFact Real(FigureSeries series, FigurePoint latest, Verdict verdict)
    {
        var usual = AgainstUsual(series, latest);
        var (strong, why) = verdict switch
        {
            Verdict.Better or Verdict.Worse or Verdict.Changed => (text["RealYes"].Value, Difference(series, latest)),
            Verdict.NoRealChange when !series.ShowsUsual => (
                text["RealNo"].Value,
                $"{Difference(series, latest)} {text["RealNotBeyondChance"]}"
            ),
            Verdict.TooFew => (
                text["RealUnknown"].Value,
                text["RealTooFew", figures.Basis(series.Kpi, latest), Context.Formats.Whole(series.Kpi.MinimumN)].Value
            ),
            _ when series.IsExact => ("", text["RealExact"].Value),
            _ when series.ShowsUsual => ("", text["RealGiven"].Value),
            _ => (text["RealUnknown"].Value, text["RealNothing"].Value),
        };
        return new(text["RealQ"], strong, $"{why} {usual}".Trim());
    }

    private string Difference(FigureSeries series, FigurePoint latest)
    {
        var numbers = figures.Numbers(series);
        return text[
            "RealDifference",
            latest.ComparedWith is { } period ? Context.Period(period) : "",
            numbers.Change(latest.Change!),
            numbers.ChangeInterval(latest.Change!)
        ];
    }

    private string AgainstUsual(FigureSeries series, FigurePoint latest)
    {
        if (series.Usual is not { } usual)
        {
            return "";
        }

        return text.Sentence(
            series.OutsideUsual switch
            {
                > 0 => "AboveUsual",
                < 0 => "BelowUsual",
                _ => "InsideUsual",
            },
            Context.Period(latest.Period),
            figures.Numbers(series).Range(usual.Lower, usual.Upper)
        );
    }

    private string Where(IReadOnlyList<JudgedMember> members, FigureChoice choice)
    {
        if (!choice.IsTotal)
        {
            return text["WhereThis", figures.NameOfMember(choice.Member)];
        }

        if (!members.Any(member => member.IsDescribed))
        {
            return text["WhereUnknown"];
        }

        var real = members
            .Where(member => member.Verdict.IsReal())
            .GroupBy(member => member.Dimension)
            .OrderByDescending(group => group.Key == KpiDimensions.Segment)
            .FirstOrDefault()
            ?.OrderByDescending(member => Math.Abs(member.Point.Change!.Difference))
            .ToList();
        if (real is null)
        {
            return text["WhereNone"];
        }

        var numbers = figures.Numbers(real[0].Tested.Kpi, real[0].Point);
        var largest = text[
            "WhereMember",
            figures.NameOfMember(real[0].Member),
            numbers.Change(real[0].Point.Change!),
            numbers.ChangeInterval(real[0].Point.Change!)
        ];
        var others = real.Count == 1 ? text["WhereOthers"] : text.Count("WhereMore", real.Count - 1);
        return $"{largest} {others}";
    }

    private string? Worth(KpiDefinition kpi, Period period, BridgePoint bridge)
    {
        var (before, now) = (Context.Period(period.Predecessor), Context.Period(period));
        var kept = bridge.Start + bridge.Expansion + bridge.Contraction + bridge.Churned;
        return kpi.Code switch
        {
            KpiCodes.LogoChurn => text.Sentence("WorthChurned", Short(-bridge.Churned), before, now),
            KpiCodes.GrossRevenueRetention or KpiCodes.RevenueChurn => text.Sentence(
                "WorthGross",
                Short(-(bridge.Churned + bridge.Contraction)),
                before,
                Short(-bridge.Churned),
                Short(-bridge.Contraction)
            ),
            KpiCodes.NetRevenueRetention => text.Sentence(
                "WorthNet",
                before,
                Short(kept),
                now,
                Signed(bridge.Expansion),
                Signed(bridge.Contraction),
                Signed(bridge.Churned)
            ),
            _ => text.Sentence(
                "WorthExisting",
                Short(bridge.Start + bridge.Churned),
                Short(kept),
                Signed(bridge.Expansion + bridge.Contraction)
            ),
        };
    }

    private string Short(decimal amount) => Context.Formats.MoneyShort(Money.FromDecimal(amount), Context.Currency);

    private string Signed(decimal amount) =>
        Context.Formats.MoneyShortChange(Money.FromDecimal(amount), Context.Currency);
}
