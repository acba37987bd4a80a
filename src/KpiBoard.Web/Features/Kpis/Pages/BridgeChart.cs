using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>Start, steps and end as a waterfall; the table beneath it is exact to the last digit.</summary>
public sealed class BridgeChart(IStringLocalizer<KpiText> text, FigureWords figures)
{
    /// <summary>Where the steps take less of the axis than this, the axis is cut, and says so.</summary>
    private const double LeastForSteps = 0.5;

    private FigureContext Context => figures.Context;

    /// <summary>The waterfall of a stored bridge.</summary>
    /// <param name="customers">Where the customers behind a bar are; null for who may not see them.</param>
    public ChartFigure Of(BridgePoint bridge, Period period, Func<BridgePart, string?> customers)
    {
        var (start, end) = (Context.Period(period.Predecessor), Context.Period(period));
        var levels = Levels(bridge);
        var (divisor, suffix) = Context.Formats.MoneyScale(new Money(levels.Max(Math.Abs)));
        var cut = Cut(levels);
        var atConstantRates = bridge.Measure.EndsWith(BridgeMeasure.AtConstantRates, StringComparison.Ordinal);
        var meta = text["BridgeMeta", start, end, Context.Currency].Value;
        return new(
            "bridge",
            Title(bridge, atConstantRates),
            cut is null
                ? meta
                : $"{meta} {text.Sentence("BridgeCut", Context.Formats.MoneyShort(cut.Value, Context.Currency))}",
            text["BridgeAlt", start, end]
        )
        {
            Digits = 1,
            Unit = suffix,
            Divide = (double)divisor,
            Cut = cut?.ToDouble(),
            Key = [new("rise", text["BridgeAdds"]), new("fall", text["BridgeTakes"])],
            TableTitle = text["BridgeTable"],
            Columns =
            [
                new(text["ColStep"], "label", IsNumber: false),
                new(Context.Currency, "value"),
                new(text["ColCustomers"]),
            ],
            Rows =
            [
                Total(BridgePart.Start, bridge, start) with
                {
                    Address = customers(BridgePart.Start),
                },
                .. BridgePart.Steps.Select(part => Step(part, bridge) with { Address = customers(part) }),
                Total(BridgePart.End, bridge, end) with
                {
                    Address = customers(BridgePart.End),
                },
            ],
            Foot = [.. Foot(bridge)],
            LinksTitle = text["BridgeLinks"],
            Links =
            [
                .. BridgePart
                    .All.Select(part => (Link(part, bridge, start, end), customers(part)))
                    .Where(link => link.Item2 is not null)
                    .Select(link => (link.Item1, link.Item2!)),
            ],
        };
    }

    /// <summary>What is written beside the bridge: money without a customer, and what moved to another member.</summary>
    private IEnumerable<ChartRow> Foot(BridgePoint bridge)
    {
        if (bridge.Unidentified is { } unidentified)
        {
            yield return Beside(text["Unidentified"], unidentified);
        }
        if (bridge.Moved != 0)
        {
            yield return Beside(text["Moved"], bridge.Moved);
        }
    }

    private ChartRow Beside(string name, decimal amount) =>
        new(
            new ChartCell(name),
            new ChartCell(Context.Formats.MoneyNumber(Money.FromDecimal(amount))),
            new ChartCell("")
        );

    private ChartRow Total(BridgePart part, BridgePoint bridge, string period) =>
        new(
            new ChartCell(period),
            new ChartCell(Context.Formats.MoneyNumber(part.Amount(bridge)), Exact(part.Amount(bridge))),
            new ChartCell(Context.Formats.Whole(part.Customers(bridge)))
        )
        {
            Kind = "total",
        };

    private ChartRow Step(BridgePart part, BridgePoint bridge)
    {
        var amount = part.Amount(bridge);
        return new(
            new ChartCell(Name(part)),
            new ChartCell(Context.Formats.MoneyNumberChange(amount), Exact(amount)),
            new ChartCell(Context.Formats.Whole(part.Customers(bridge)))
        )
        {
            Kind = amount < Money.Zero ? "fall" : "rise",
        };
    }

    private string Link(BridgePart part, BridgePoint bridge, string start, string end)
    {
        var name =
            part == BridgePart.Start ? start
            : part == BridgePart.End ? end
            : Name(part);
        return $"{name}: {Context.Formats.Whole(part.Customers(bridge))}";
    }

    private string Name(BridgePart part) =>
        text[
            part.Code switch
            {
                "new" => "StepNew",
                "reactivated" => "StepReactivated",
                "expansion" => "StepExpansion",
                "contraction" => "StepContraction",
                _ => "StepChurned",
            }
        ];

    /// <summary>"Revenue rose by DKK 1.0 m: expansion added most, contraction took most".</summary>
    private string Title(BridgePoint bridge, bool atConstantRates)
    {
        var change = BridgePart.End.Amount(bridge) - BridgePart.Start.Amount(bridge);
        var isMargin = bridge.Measure.StartsWith(BridgeMeasure.Margin, StringComparison.Ordinal);
        var key =
            change == Money.Zero ? "Same"
            : change > Money.Zero ? "Rose"
            : "Fell";
        var size = Context.Formats.MoneyShort(change < Money.Zero ? -change : change, Context.Currency);
        var moved = text[isMargin ? $"BridgeMargin.{key}" : $"BridgeRevenue.{key}", size].Value;
        var most = BridgePart.Steps.MaxBy(part => part.Amount(bridge))!;
        var least = BridgePart.Steps.MinBy(part => part.Amount(bridge))!;
        var (adds, takes) = (most.Amount(bridge) > Money.Zero, least.Amount(bridge) < Money.Zero);
        var title = (adds, takes) switch
        {
            (true, true) => text["BridgeMost", moved, Subject(most), Subject(least)].Value,
            (true, false) => text["BridgeAdded", moved, Subject(most)].Value,
            (false, true) => text["BridgeTook", moved, Subject(least)].Value,
            _ => moved,
        };
        return atConstantRates ? $"{text["ConstantRates"]}: {title}" : title;
    }

    private string Subject(BridgePart part) => text[$"Part.{part.Code}"];

    /// <summary>The running levels, in ten-thousandths.</summary>
    private static List<long> Levels(BridgePoint bridge)
    {
        var levels = new List<long> { BridgePart.Start.Amount(bridge).Units };
        foreach (var part in BridgePart.Steps)
        {
            levels.Add(levels[^1] + part.Amount(bridge).Units);
        }
        return levels;
    }

    private static Money? Cut(List<long> levels)
    {
        var (low, high) = (levels.Min(), levels.Max());
        if (low <= 0 || high - low > high * LeastForSteps)
        {
            return null;
        }

        // Half the span of the steps is left beneath them, down to where the axis has a mark.
        var (below, mark) = (low - ((high - low) / 2), Mark(high - low));
        return below < mark ? null : new Money(below / mark * mark);
    }

    /// <summary>A round distance of which about four make the axis: 1, 2 or 5 times a power of ten.</summary>
    private static long Mark(long span)
    {
        var wanted = Math.Max(span * (1 + LeastForSteps) / 4, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double[] marks = [1, 2, 5, 10];
        return (long)(power * marks.First(mark => mark * power >= wanted));
    }

    private static string Exact(Money amount) => SeriesChart.Exact(amount.ToDouble());
}
