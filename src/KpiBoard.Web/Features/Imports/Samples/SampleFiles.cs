using System.Globalization;
using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Imports.Samples;

/// <summary>
/// A small file of each kind, invented and said to be, written as people in the reader's country write files. They fit
/// together and can be imported as they are.
/// </summary>
public sealed class SampleFiles(TimeProvider clock)
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int Customers = 40;
    private const decimal BudgetOfAMonth = 68_000m;

    /// <summary>A month can be compared with the same month a year before.</summary>
    private const int MonthsOfRevenue = 14;

    private const int MonthsOfAnswers = 3;

    /// <summary>One customer in so many stays away for a month, each in its turn.</summary>
    private const int Turns = 13;

    public static readonly IReadOnlyList<string> Kinds =
    [
        "customers",
        "revenue",
        "surveys",
        "rates",
        "wallets",
        "measures",
        "targets",
    ];

    /// <summary>The file; null for a kind without a sample.</summary>
    public byte[]? Of(string kind, Language language, CompanySettings settings)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(settings);
        var months = Months(settings);
        var currency = settings.Currency ?? HomeCurrency(language);
        var rows = kind switch
        {
            "customers" => CustomerRows(language),
            "revenue" => RevenueRows(months, currency),
            "surveys" => SurveyRows(months, language),
            "rates" => RateRows(months, currency),
            "wallets" => WalletRows(months, currency),
            "measures" => MeasureRows(months, language),
            "targets" => TargetRows(months),
            _ => null,
        };
        return rows is null ? null : Write(rows, language);
    }

    public static string NameOf(string kind) => $"sample-{kind}.csv";

    private static IEnumerable<object?[]> CustomerRows(Language language)
    {
        yield return ["customer_id", "name", "segment", "region", "business_unit"];
        var (name, segments, regions, units) = language.Code switch
        {
            "da" => ("Prøvekunde", new[] { "Små", "Store" }, new[] { "Øst", "Vest" }, new[] { "Salg A", "Salg B" }),
            "nb" => ("Prøvekunde", ["Små", "Store"], ["Øst", "Vest"], ["Salg A", "Salg B"]),
            _ => ("Sample customer", ["Small", "Large"], ["East", "West"], ["Sales A", "Sales B"]),
        };
        foreach (var at in Enumerable.Range(1, Customers))
        {
            yield return [Id(at), $"{name} {at}", segments[at % 3 == 0 ? 1 : 0], regions[at % 2], units[at / 2 % 2]];
        }
    }

    private static IEnumerable<object?[]> RevenueRows(IReadOnlyList<DateOnly> months, string currency)
    {
        yield return ["line_id", "booked_on", "customer_id", "amount", "cost", "currency"];
        foreach (var (at, month) in months.Index())
        {
            // Some customers stay away in some months, so that there is something to see.
            foreach (var customer in Enumerable.Range(1, Customers).Where(customer => (customer + 5 * at) % Turns != 0))
            {
                var amount = 1000m + 37.25m * customer + 10m * at + 50m * ((customer * 7 + at * 3) % 5);
                yield return
                [
                    $"SAMPLE-{at + 1}-{customer}",
                    month,
                    Id(customer),
                    amount,
                    Math.Round(amount * 0.6m, 2),
                    currency,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> SurveyRows(IReadOnlyList<DateOnly> months, Language language)
    {
        yield return ["response_id", "answered_at", "customer_id", "score", "comment"];
        var comment = language.Code switch
        {
            "da" => "Opdigtet svar",
            "nb" => "Oppdiktet svar",
            _ => "Invented answer",
        };
        foreach (var (at, month) in months.TakeLast(MonthsOfAnswers).Index())
        {
            foreach (var customer in Enumerable.Range(1, Customers))
            {
                yield return
                [
                    $"SAMPLE-{at + 1}-{customer}",
                    month,
                    Id(customer),
                    (10 - customer * 7 % 11 * ((customer + at) % 4) / 3).ToString(CultureInfo.InvariantCulture),
                    comment,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> RateRows(IReadOnlyList<DateOnly> months, string currency)
    {
        yield return ["currency", "period", "rate"];
        foreach (var (other, rate) in new[] { ("EUR", 1.5m), ("USD", 1.25m) }.Where(row => row.Item1 != currency))
        {
            foreach (var month in months)
            {
                yield return [other, month.ToString("yyyy-MM", CultureInfo.InvariantCulture), rate];
            }
        }
    }

    private static IEnumerable<object?[]> WalletRows(IReadOnlyList<DateOnly> months, string currency)
    {
        yield return ["customer_id", "period", "category_spend", "currency", "rank", "brands"];
        foreach (var customer in Enumerable.Range(1, Customers))
        {
            var rank = customer % 3 + 1;
            yield return
            [
                Id(customer),
                months[^1].ToString("yyyy", CultureInfo.InvariantCulture),
                60000m + 500m * customer,
                currency,
                rank.ToString(CultureInfo.InvariantCulture),
                "4",
            ];
        }
    }

    /// <summary>
    /// Of two figures with the codes that their names give them in the reader's language: they are to be defined first,
    /// which the import says and leads to.
    /// </summary>
    public static IReadOnlyList<string> OwnFigures(Language language) =>
        language.Code switch
        {
            "da" => ["rettidig-levering", "debitordage"],
            "nb" => ["leveringspresisjon", "kredittid"],
            _ => ["on-time-delivery", "days-sales-outstanding"],
        };

    private static IEnumerable<object?[]> MeasureRows(IReadOnlyList<DateOnly> months, Language language)
    {
        yield return ["kpi", "period", "value", "n", "lower", "upper", "segment"];
        var codes = OwnFigures(language);
        foreach (var (at, month) in months.Index())
        {
            var period = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            // One that was counted, with its interval; one from the books, of which nothing more is known.
            yield return [codes[0], period, 95.25m + at, "1200", 93.75m + at, 96.50m + at, ""];
            yield return [codes[1], period, 44.5m - at, "", "", "", ""];
        }
    }

    private static IEnumerable<object?[]> TargetRows(IReadOnlyList<DateOnly> months)
    {
        yield return ["kpi", "period", "value", "threshold"];
        foreach (var month in months)
        {
            yield return [KpiCodes.NetRevenueRetention, Text(month), 0.98m, 0.95m];
            yield return [KpiCodes.LogoChurn, Text(month), 0.05m, 0.08m];
            yield return [Budgets.Revenue, Text(month), BudgetOfAMonth, null];
        }

        static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The last days of the months before this one: so that these are complete, and no date can be read the other way
    /// round.
    /// </summary>
    private IReadOnlyList<DateOnly> Months(CompanySettings settings)
    {
        var today = settings.DateOf(clock.GetUtcNow());
        return
        [
            .. Enumerable
                .Range(1, MonthsOfRevenue)
                .Reverse()
                .Select(back => new DateOnly(today.Year, today.Month, 1).AddMonths(1 - back).AddDays(-1)),
        ];
    }

    private static string Id(int customer) => $"SAMPLE-{customer:000}";

    private static string HomeCurrency(Language language) =>
        language.Code switch
        {
            "da" => "DKK",
            "nb" => "NOK",
            _ => "EUR",
        };

    private static byte[] Write(IEnumerable<object?[]> rows, Language language)
    {
        var isNordic = language != Language.English;
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(isNordic ? ';' : ',', row.Select(cell => Text(cell, isNordic))).Append("\r\n");
        }
        // With the mark that spreadsheets go by, which would otherwise spoil the letters.
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Text(object? cell, bool isNordic) =>
        cell switch
        {
            DateOnly date => date.ToString(isNordic ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal number => number
                .ToString("0.00##", CultureInfo.InvariantCulture)
                .Replace(".", isNordic ? "," : ".", StringComparison.Ordinal),
            _ => cell?.ToString() ?? "",
        };
}
