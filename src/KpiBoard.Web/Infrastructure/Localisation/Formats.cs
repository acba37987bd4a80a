using System.Globalization;
using KpiBoard.Core;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>
/// Numbers, money, dates and periods as people read them, in one language. The only place that formats for the screen:
/// minus is U+2212, changes carry a sign and levels do not, a no-break space stands between number and unit.
/// </summary>
public sealed class Formats
{
    private const char NoBreak = '\u00a0';

    private static readonly Dictionary<string, Formats> ByCode = Language.All.ToDictionary(
        language => language.Code,
        language => new Formats(language)
    );

    private readonly Habits habits;

    private Formats(Language language) => habits = Habits.Of(language);

    public static Formats Current => Of(Language.Current);

    public static Formats Of(Language language) => ByCode[language.Code];

    // ---------- Numbers ----------

    public string Whole(long value) => value.ToString("N0", habits.Numbers);

    public string Number(double value, int digits) => Plain(value.ToString($"N{digits}", habits.Numbers));

    public string Number(decimal value, int digits) => Plain(value.ToString($"N{digits}", habits.Numbers));

    /// <summary>A change: with its sign, unless it rounds to nothing.</summary>
    public string Change(double value, int digits) => Signed(Number(value, digits));

    /// <summary>From a ratio: 0.022 is 2.2%.</summary>
    public string Percent(double ratio, int digits = 1) => Number(ratio * 100, digits) + habits.PercentSuffix;

    /// <summary>A ratio as a number of percent without the sign, for places that show the unit apart.</summary>
    public string PercentNumber(double ratio, int digits = 1) => Number(ratio * 100, digits);

    public string PercentSign => habits.PercentSuffix;

    public string PercentChange(double ratio, int digits = 1) => Change(ratio * 100, digits) + habits.PercentSuffix;

    /// <summary>Points on a scale such as NPS.</summary>
    public string Points(double value, int digits = 0) => $"{Number(value, digits)}{NoBreak}{habits.Points}";

    public string PointsChange(double value, int digits = 0) => $"{Change(value, digits)}{NoBreak}{habits.Points}";

    public string PointsUnit => habits.Points;

    public string Days(double value, int digits) => $"{Number(value, digits)}{NoBreak}{habits.Days}";

    public string DaysChange(double value, int digits) => $"{Change(value, digits)}{NoBreak}{habits.Days}";

    public string DaysUnit => habits.Days;

    /// <summary>The difference of two ratios, in percentage points.</summary>
    public string PercentagePointsChange(double ratioDifference, int digits = 1) =>
        $"{Change(ratioDifference * 100, digits)}{NoBreak}{habits.PercentagePoints}";

    public string PercentagePointsUnit => habits.PercentagePoints;

    /// <summary>"23 to 31", from ends that are formatted already.</summary>
    public string Interval(string lower, string upper) => $"{lower} {habits.To} {upper}";

    /// <summary>"95%: 23 to 31", from ends that are formatted already.</summary>
    public string Interval(double level, string lower, string upper)
    {
        return $"{Level(level)}: {Interval(lower, upper)}";
    }

    /// <summary>For figures that people type.</summary>
    public char DecimalSign => habits.Numbers.NumberDecimalSeparator[0];

    /// <summary>The level of an interval: 95%, 99.9%.</summary>
    public string Level(double level) => Percent(level, level * 100 == Math.Floor(level * 100) ? 0 : 1);

    public string Quote(string text) => habits.OpenQuote + text + habits.CloseQuote;

    /// <summary>A file size, in the units that file managers show.</summary>
    public string Size(long bytes) =>
        bytes switch
        {
            < 1_000 => $"{Whole(bytes)}{NoBreak}B",
            < 1_000_000 => $"{Number(bytes / 1e3, 1)}{NoBreak}kB",
            < 1_000_000_000 => $"{Number(bytes / 1e6, 1)}{NoBreak}MB",
            _ => $"{Number(bytes / 1e9, 1)}{NoBreak}GB",
        };

    // ---------- Money ----------

    /// <summary>Every digit that is stored, at least two decimals: for control totals and tables.</summary>
    public string MoneyExact(Money amount, string currency) => Exact(MoneyNumber(amount), currency);

    public string MoneyExactChange(Money amount, string currency) => Exact(Signed(MoneyNumber(amount)), currency);

    /// <summary>The exact amount without its currency, for columns whose heading names it.</summary>
    public string MoneyNumber(Money amount) =>
        amount.ToDecimal().ToString("#,##0.00##;\u2212#,##0.00##", habits.Numbers);

    public string MoneyNumberChange(Money amount) => Signed(MoneyNumber(amount));

    /// <summary>About three digits: DKK 6.2 m, DKK 184 k.</summary>
    public string MoneyShort(Money amount, string currency) => Short(amount, currency, signed: false);

    public string MoneyShortChange(Money amount, string currency) => Short(amount, currency, signed: true);

    /// <summary>What the short form divides the amount by and writes after the number, for the axis of a chart.</summary>
    public (decimal Divisor, string Suffix) MoneyScale(Money largest)
    {
        var scale = Scale(largest.ToDecimal()).Scale;
        return ((decimal)Math.Pow(1000, scale), Suffixes[scale]);
    }

    /// <summary>One unit for amounts that stand below each other, so that they compare at a glance: DKK m, mio. kr.</summary>
    /// <param name="largest">The largest of them; it decides the unit and the digits.</param>
    public MoneyUnit MoneyUnitOf(Money largest, string currency)
    {
        var (scaled, scale) = Scale(Math.Abs(largest.ToDecimal()));
        var isHome = currency == habits.HomeCurrency;
        var name =
            isHome && scale == 1
                ? Format(habits.HomeThousands, "")
                : Format(isHome ? habits.HomeShortMoney : habits.ShortMoney, "", currency, Suffixes[scale]);
        return new(
            this,
            (decimal)Math.Pow(1000, scale),
            scale == 0 ? 0
                : scaled < 10 ? 2
                : 1
        )
        {
            Name = name.Trim(NoBreak).Replace($"{NoBreak}{NoBreak}", $"{NoBreak}", StringComparison.Ordinal),
        };
    }

    // ---------- Dates and periods ----------

    public string Date(DateOnly date) =>
        string.Format(
            CultureInfo.InvariantCulture,
            habits.Date,
            date.ToDateTime(TimeOnly.MinValue),
            habits.Months[date.Month - 1]
        );

    /// <summary>Date and time of day in the company's time zone.</summary>
    public string Time(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return Format(habits.DateTime, Date(DateOnly.FromDateTime(local.DateTime)), TimeOfDay(instant, zone));
    }

    public string TimeOfDay(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeOfDay(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime));

    public string TimeOfDay(TimeOnly time) => time.ToString(habits.TimeOfDay, CultureInfo.InvariantCulture);

    /// <summary>
    /// A stored period, <c>2026-10</c>, <c>2026-Q3</c>, <c>2026</c>, <c>FY2026</c>, <c>FY2026-Q1</c> or
    /// <c>R12-2026-10</c>, as people say it. What is none of these is returned as it is.
    /// </summary>
    public string Period(string stored) => Period(stored, shortYear: false);

    /// <summary>The same for the axis of a chart: Oct 26.</summary>
    public string PeriodShort(string stored) => Period(stored, shortYear: true);

    private string Period(string stored, bool shortYear)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.StartsWith("R12-", StringComparison.Ordinal))
        {
            var month = Period(stored["R12-".Length..], shortYear);
            return shortYear ? month : Format(habits.TwelveMonths, month);
        }
        var isFiscal = stored.StartsWith("FY", StringComparison.Ordinal);
        var parts = (isFiscal ? stored[2..] : stored).Split('-');
        var year = shortYear && parts.Length == 2 && parts[0].Length == 4 ? parts[0][2..] : parts[0];
        return parts switch
        {
            [_] => isFiscal ? Format(habits.FiscalYear, year) : year,
            [_, ['Q', _] quarter] => Format(isFiscal ? habits.FiscalQuarter : habits.Quarter, quarter[1..], year),
            [_, var month]
                when int.TryParse(month, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 12 =>
                $"{habits.Months[number - 1]} {year}",
            _ => stored,
        };
    }

    private string Exact(string number, string currency) =>
        Format(currency == habits.HomeCurrency ? habits.HomeExactMoney : habits.ExactMoney, number, currency);

    private string[] Suffixes => ["", habits.Thousands, habits.Millions, habits.Billions];

    private string Short(Money amount, string currency, bool signed)
    {
        var isHome = currency == habits.HomeCurrency;
        var (scaled, scale) = Scale(amount.ToDecimal());
        var number = Number(scaled, Digits(scaled, scale));
        var text = signed ? Signed(number) : number;
        if (isHome && scale == 1)
        {
            return Format(habits.HomeThousands, text);
        }
        return Format(isHome ? habits.HomeShortMoney : habits.ShortMoney, text, currency, Suffixes[scale]);
    }

    /// <summary>Goes up a unit as soon as rounding would write 1,000 of the smaller one.</summary>
    private static (decimal Scaled, int Scale) Scale(decimal amount)
    {
        var scale = 0;
        while (scale < 3 && Math.Abs(amount) >= 999.5m)
        {
            amount /= 1000;
            scale++;
        }
        return (amount, scale);
    }

    private static int Digits(decimal scaled, int scale) => scale > 0 && Math.Abs(scaled) < 99.95m ? 1 : 0;

    private static string Signed(string number) => number[0] == '\u2212' || IsNothing(number) ? number : "+" + number;

    /// <summary>What rounds to zero has no sign.</summary>
    private static string Plain(string number) => number[0] == '\u2212' && IsNothing(number) ? number[1..] : number;

    private static bool IsNothing(string number) => number.All(character => character is < '1' or > '9');

    private static string Format(string format, params object[] arguments) =>
        string.Format(CultureInfo.InvariantCulture, format, arguments);
}
