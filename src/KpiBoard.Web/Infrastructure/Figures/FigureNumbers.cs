using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// The numbers of one figure as text. Digits follow the uncertainty, and an interval has as many as its estimate.
/// </summary>
public sealed class FigureNumbers(KpiDefinition kpi, FigureContext context, int digits)
{
    private const int DigitsWithoutInterval = 1;
    private const int MostDigits = 3;

    // Growth is a change by nature, and a change carries its sign.
    private readonly bool isGrowth = kpi.Code.EndsWith(".growth", StringComparison.Ordinal);

    public int Digits => digits;

    public static FigureNumbers Of(KpiDefinition kpi, FigureContext context, FigurePoint? point) =>
        new(kpi, context, DigitsOf(kpi, point));

    /// <summary>
    /// For a series, whose latest value is shown beside the one it is compared with: one digit more where the rounded
    /// values would not differ by the rounded difference.
    /// </summary>
    public static FigureNumbers Of(FigureSeries series, FigureContext context)
    {
        var digits = DigitsOf(series.Kpi, series.Latest);
        return
            (series.Latest, series.Compared) is ({ Value: { } after, Change: { } change }, { Value: { } before })
            && Rounded(after) - Rounded(before) != Rounded(change.Difference)
            ? new(series.Kpi, context, digits + 1)
            : new(series.Kpi, context, digits);

        decimal Rounded(double value) => Math.Round((decimal)(value * Scale(series.Kpi)), digits);
    }

    /// <summary>For a table, which has room for a digit more.</summary>
    public static FigureNumbers OfTable(KpiDefinition kpi, FigureContext context, FigurePoint point) =>
        new(kpi, context, DigitsOf(kpi, point) + (kpi.Own is null ? 1 : 0));

    /// <summary>For a number that people typed: as many digits as it was typed with, as far as they are shown.</summary>
    public static FigureNumbers OfTyped(KpiDefinition kpi, FigureContext context, double value)
    {
        var typed = (decimal)value * Scale(kpi);
        var digits = 0;
        while (digits < MostDigits && decimal.Round(typed, digits) != decimal.Round(typed, MostDigits))
        {
            digits++;
        }
        return new(kpi, context, digits);
    }

    /// <summary>How a chart scales the values: what they are divided by and what stands after the number.</summary>
    public (double Divide, string Unit) Scale(double largest) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => (1 / (double)Scale(kpi), Formats.PercentSign),
            KpiUnit.Money when Formats.MoneyScale(AsMoney(largest)) is var (divisor, suffix) => (
                (double)divisor,
                suffix
            ),
            KpiUnit.Days => (1, $" {Formats.DaysUnit}"),
            _ => (1, ""),
        };

    /// <summary>In a table: money with every digit, the currency being named above it.</summary>
    public string Cell(FigurePoint point) =>
        point.Money is { } money ? Formats.MoneyNumber(money) : Text(point.Value!.Value);

    /// <summary>With its unit: 2.2%, 31 points, DKK 46.9 m.</summary>
    public string Text(double value) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => (isGrowth ? Formats.PercentChange(value, digits) : Formats.Percent(value, digits)),
            KpiUnit.Points => Formats.Points(value, digits),
            KpiUnit.Money => Formats.MoneyShort(AsMoney(value), context.Currency),
            KpiUnit.Days => Formats.Days(value, digits),
            _ => Formats.Number(value, digits),
        };

    /// <summary>The bare number where the unit stands elsewhere; money keeps its unit.</summary>
    public string Plain(double value) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => Formats.PercentNumber(value, digits),
            KpiUnit.Money => Text(value),
            _ => Formats.Number(value, digits),
        };

    /// <summary>"1.7 to 3.0"; of money without its unit, as long as both ends have the same.</summary>
    public string Range(double lower, double upper)
    {
        if (kpi.Unit != KpiUnit.Money)
        {
            return Formats.Interval(Plain(lower), Plain(upper));
        }

        var (from, to) = (Apart(lower), Apart(upper));
        return from.Unit == to.Unit
            ? Formats.Interval(from.Number, to.Number)
            : Formats.Interval(Text(lower), Text(upper));
    }

    /// <summary>"95%: 1.7 to 3.0"; none for a value without an interval.</summary>
    public string? Interval(FigurePoint point) =>
        (point.Lower, point.Upper) is ({ } lower, { } upper)
            ? Formats.Interval(context.Level, Plain(lower), Plain(upper))
            : null;

    /// <summary>"+1.0 points": the difference of percentages is in points.</summary>
    public string Change(ChangeTest test) => Change(test.Difference);

    public string Change(double difference) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => Formats.PercentagePointsChange(difference, digits),
            KpiUnit.Points => Formats.PointsChange(difference, digits),
            KpiUnit.Days => Formats.DaysChange(difference, digits),
            _ => ChangeNumber(difference),
        };

    /// <summary>"+1.0".</summary>
    public string ChangeNumber(double difference) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => Formats.Change(difference * 100, digits),
            KpiUnit.Money => Formats.MoneyShortChange(AsMoney(difference), context.Currency),
            _ => Formats.Change(difference, digits),
        };

    /// <summary>"95%: 0.2 to 1.8".</summary>
    public string ChangeInterval(ChangeTest test) =>
        Formats.Interval(context.Level, Plain(test.Lower), Plain(test.Upper));

    /// <summary>The number and its unit apart, for places that set the number large.</summary>
    public (string Number, string Unit, bool IsTight) Apart(double value) =>
        kpi.Unit switch
        {
            KpiUnit.Ratio => (
                isGrowth ? Formats.Change(value * 100, digits) : Formats.PercentNumber(value, digits),
                Formats.PercentSign,
                true
            ),
            KpiUnit.Points => (Formats.Number(value, digits), Formats.PointsUnit, false),
            KpiUnit.Money => MoneyApart(Text(value)),
            KpiUnit.Days => (Formats.Number(value, digits), Formats.DaysUnit, false),
            _ => (Formats.Number(value, digits), "", false),
        };

    private Localisation.Formats Formats => context.Formats;

    /// <summary>What stands before and after the digits becomes the unit: "DKK 46.9 m" is 46.9 and "DKK m".</summary>
    private static (string Number, string Unit, bool IsTight) MoneyApart(string text)
    {
        var first = text.IndexOfAny(['\u2212', .. Numerals]);
        var last = text.LastIndexOfAny(Numerals);
        var unit = $"{text[..first].Trim()} {text[(last + 1)..].Trim()}".Trim();
        return (text[first..(last + 1)], unit, false);
    }

    private static readonly char[] Numerals = [.. "0123456789"];

    private static Money AsMoney(double value) => Money.FromDecimal((decimal)value);

    /// <summary>Ratios are shown in percent.</summary>
    private static int Scale(KpiDefinition kpi) => kpi.Unit == KpiUnit.Ratio ? 100 : 1;

    private static int DigitsOf(KpiDefinition kpi, FigurePoint? point)
    {
        // The company has said how many digits its figure has.
        if (kpi.Own is { } own)
        {
            return own.Decimals;
        }
        var least = kpi.Unit == KpiUnit.Points ? 0 : DigitsWithoutInterval;
        if ((point?.Lower, point?.Upper) is not ({ } lower, { } upper) || upper <= lower)
        {
            return least;
        }

        var halfWidth = (upper - lower) / 2 * Scale(kpi);
        return Math.Clamp((int)Math.Ceiling(-Math.Log10(halfWidth)), least, MostDigits);
    }
}
