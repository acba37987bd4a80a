using System.Globalization;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Csv;
using KpiBoard.Web.Infrastructure.Localisation;

namespace KpiBoard.Web.Infrastructure.Sheets;

/// <summary>
/// Comma-separated text that the reader's spreadsheet opens as a table: with semicolons and decimal commas where these
/// are the custom. What could be taken for a formula is kept text; a negative number stays a number.
/// </summary>
public sealed class CsvSheet(Language language, TimeZoneInfo zone)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    private readonly char delimiter = language == Language.English ? ',' : ';';
    private readonly char decimalPoint = language == Language.English ? '.' : ',';

    /// <summary>Writes the lines as they come.</summary>
    public async Task WriteAsync(Stream stream, Sheet sheet, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, Encoding, leaveOpen: true);
        await writer.WriteLineAsync(Line(sheet.Header));
        await foreach (var row in sheet.Rows.WithCancellation(ct))
        {
            await writer.WriteLineAsync(Line(row));
        }
    }

    public string Line(IEnumerable<object?> row) => string.Join(delimiter, row.Select(value => Quoted(Text(value))));

    private string Text(object? value) =>
        value switch
        {
            null => "",
            string text => CsvText.Harmless(text),
            bool flag => flag ? "true" : "false",
            double number when !double.IsFinite(number) => "",
            double number => Local(number.ToString("R", CultureInfo.InvariantCulture)),
            decimal amount => Amount(amount),
            Money money => Amount(money.ToDecimal()),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => TimeZoneInfo
                .ConvertTime(instant, zone)
                .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            IFormattable whole => whole.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"A table cannot hold a {value.GetType()}.", nameof(value)),
        };

    private string Amount(decimal amount) => Local(amount.ToString("0.00##", CultureInfo.InvariantCulture));

    private string Local(string number) => number.Replace('.', decimalPoint);

    private string Quoted(string field) =>
        field.AsSpan().IndexOfAny([delimiter, '"', '\n', '\r']) >= 0 ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
