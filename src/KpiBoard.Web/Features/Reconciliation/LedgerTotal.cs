using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Reconciliation;

/// <summary>What the general ledger says of a month in one currency.</summary>
public sealed record LedgerTotal(Month Month, string Currency, Money Amount);

/// <summary>
/// Lines of period, currency and amount as a spreadsheet writes them: parted by semicolons or tabs, then with a decimal
/// comma or point, or by commas, then with a point. A first line without a period is a header.
/// </summary>
public static class LedgerTotalText
{
    private const int CurrencyLetters = 3;

    /// <summary>The totals, or the number of the first line that is none.</summary>
    public static (IReadOnlyList<LedgerTotal> Totals, int? WrongLine) Parse(string text)
    {
        var totals = new Dictionary<(Month, string), LedgerTotal>();
        foreach (var (at, line) in text.TrimStart('\ufeff').Split('\n').Index())
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            if (Total(line) is { } total)
            {
                totals[(total.Month, total.Currency)] = total;
            }
            else if (at > 0 || line.Any(char.IsAsciiDigit))
            {
                return ([], at + 1);
            }
        }
        return ([.. totals.Values], null);
    }

    /// <summary>An amount with a decimal comma or point, and blanks or the other sign between thousands; null when none.</summary>
    public static Money? Amount(string text)
    {
        var plain = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).Replace('\u2212', '-');
        var sign = plain.LastIndexOfAny([',', '.']);
        if (sign >= 0)
        {
            var thousands = plain[sign] == ',' ? '.' : ',';
            plain = plain.Replace(thousands.ToString(), "", StringComparison.Ordinal).Replace(',', '.');
        }
        return
            decimal.TryParse(
                plain,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var amount
            )
            && Math.Abs(amount) < 900_000_000_000m
            ? Money.FromDecimal(amount)
            : null;
    }

    private static LedgerTotal? Total(string line)
    {
        var delimiter =
            line.Contains(';', StringComparison.Ordinal) ? ';'
            : line.Contains('\t', StringComparison.Ordinal) ? '\t'
            : ',';
        string[] cells = [.. line.Split(delimiter).Select(cell => cell.Trim().Trim('"'))];
        return
            cells is [var period, var currency, var amount]
            && Month.TryParse(period, out var month)
            && currency.Length == CurrencyLetters
            && currency.All(char.IsAsciiLetter)
            && Amount(amount) is { } money
            ? new(month, currency.ToUpperInvariant(), money)
            : null;
    }
}
