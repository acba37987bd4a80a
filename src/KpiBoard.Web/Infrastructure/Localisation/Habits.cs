using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Localisation;

/// <summary>
/// What a language does with numbers, money and dates, as the table "Numbers, money, dates" of the house has it. Written
/// out instead of taken from the operating system, whose data differs between versions.
/// </summary>
internal sealed record Habits
{
    private const string NoBreak = "\u00a0";

    public required NumberFormatInfo Numbers { get; init; }
    public required string PercentSuffix { get; init; }

    /// <summary>Plain points on a scale such as NPS, and points as the difference of percentages.</summary>
    public required string Points { get; init; }
    public required string PercentagePoints { get; init; }

    public required string Days { get; init; }

    /// <summary>A word, never a dash: a dash reads as a minus.</summary>
    public required string To { get; init; }
    public required string OpenQuote { get; init; }
    public required string CloseQuote { get; init; }

    /// <summary>From {0} amount and {1} currency.</summary>
    public required string ExactMoney { get; init; }
    public required string ShortMoney { get; init; }

    /// <summary>The same with the currency that the language leaves unnamed.</summary>
    public required string HomeCurrency { get; init; }
    public required string HomeExactMoney { get; init; }
    public required string HomeShortMoney { get; init; }
    public required string HomeThousands { get; init; }
    public required string Thousands { get; init; }
    public required string Millions { get; init; }
    public required string Billions { get; init; }
    public required string[] Months { get; init; }
    public required string Date { get; init; }
    public required string DateTime { get; init; }
    public required string TimeOfDay { get; init; }
    public required string Quarter { get; init; }
    public required string FiscalYear { get; init; }
    public required string FiscalQuarter { get; init; }
    public required string TwelveMonths { get; init; }

    public static Habits Of(Language language) =>
        language.Code switch
        {
            "da" => Danish,
            "nb" => Norwegian,
            _ => English,
        };

    private static readonly Habits English = new()
    {
        Numbers = NumbersWith(group: ",", point: "."),
        PercentSuffix = "%",
        Points = "points",
        PercentagePoints = "points",
        Days = "days",
        To = "to",
        OpenQuote = "\u201c",
        CloseQuote = "\u201d",
        ExactMoney = $"{{1}}{NoBreak}{{0}}",
        ShortMoney = $"{{1}}{NoBreak}{{0}}{{2}}",
        HomeCurrency = "",
        HomeExactMoney = "",
        HomeShortMoney = "",
        HomeThousands = "",
        Thousands = $"{NoBreak}k",
        Millions = $"{NoBreak}m",
        Billions = $"{NoBreak}bn",
        Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        Date = "{0:%d} {1} {0:yyyy}",
        DateTime = "{0}, {1}",
        TimeOfDay = "HH':'mm",
        Quarter = "Q{0} {1}",
        FiscalYear = "FY{0}",
        FiscalQuarter = "Q{0} FY{1}",
        TwelveMonths = "12 months to {0}",
    };

    private static readonly Habits Danish = new()
    {
        Numbers = NumbersWith(group: ".", point: ","),
        PercentSuffix = $"{NoBreak}%",
        Points = "point",
        PercentagePoints = "procentpoint",
        Days = "dage",
        To = "til",
        OpenQuote = "\u00bb",
        CloseQuote = "\u00ab",
        ExactMoney = $"{{0}}{NoBreak}{{1}}",
        ShortMoney = $"{{0}}{{2}}{NoBreak}{{1}}",
        HomeCurrency = "DKK",
        HomeExactMoney = $"{{0}}{NoBreak}kr.",
        HomeShortMoney = $"{{0}}{{2}}{NoBreak}kr.",
        HomeThousands = $"{{0}}{NoBreak}t.kr.",
        Thousands = $"{NoBreak}t.",
        Millions = $"{NoBreak}mio.",
        Billions = $"{NoBreak}mia.",
        Months = ["jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."],
        Date = "{0:dd'.'MM'.'yyyy}",
        DateTime = "{0} kl. {1}",
        TimeOfDay = "HH'.'mm",
        Quarter = "{0}. kvt. {1}",
        FiscalYear = "regnskabsår {0}",
        FiscalQuarter = "{0}. kvt. regnskabsår {1}",
        TwelveMonths = "12 mdr. til {0}",
    };

    private static readonly Habits Norwegian = new()
    {
        Numbers = NumbersWith(group: NoBreak, point: ","),
        PercentSuffix = $"{NoBreak}%",
        Points = "poeng",
        PercentagePoints = "prosentpoeng",
        Days = "dager",
        To = "til",
        OpenQuote = "\u00ab",
        CloseQuote = "\u00bb",
        ExactMoney = $"{{0}}{NoBreak}{{1}}",
        ShortMoney = $"{{0}}{{2}}{NoBreak}{{1}}",
        HomeCurrency = "NOK",
        HomeExactMoney = $"{{0}}{NoBreak}NOK",
        HomeShortMoney = $"{{0}}{{2}}{NoBreak}kr",
        HomeThousands = $"{{0}}{NoBreak}k{NoBreak}kr",
        Thousands = $"{NoBreak}k",
        Millions = $"{NoBreak}mill.",
        Billions = $"{NoBreak}mrd.",
        Months = ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."],
        Date = "{0:dd'.'MM'.'yyyy}",
        DateTime = "{0} kl. {1}",
        TimeOfDay = "HH':'mm",
        Quarter = "{0}. kv. {1}",
        FiscalYear = "regnskapsår {0}",
        FiscalQuarter = "{0}. kv. regnskapsår {1}",
        TwelveMonths = "12 md. til {0}",
    };

    private static NumberFormatInfo NumbersWith(string group, string point) =>
        new()
        {
            NumberGroupSeparator = group,
            NumberDecimalSeparator = point,
            NegativeSign = "\u2212",
            NumberNegativePattern = 1,
        };
}
