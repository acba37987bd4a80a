using System.Globalization;
using System.Text;
using KpiBoard.Core;
using KpiBoard.Web.Infrastructure.Localisation;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>
/// Comma-separated text that the reader's spreadsheet opens as a table: with semicolons and decimal commas where these
/// are the custom. What could be taken for a formula is kept text.
/// </summary>
public sealed class CsvLines(Language language)
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    private readonly char delimiter = language == Language.English ? ',' : ';';
    private readonly char decimalPoint = language == Language.English ? '.' : ',';

    /// <summary>Writes the lines as they come, so that a long list is never held.</summary>
    public async Task WriteAsync(
        HttpResponse response,
        string fileName,
        IReadOnlyList<string> header,
        IAsyncEnumerable<IReadOnlyList<string>> lines,
        CancellationToken ct
    )
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        await using var writer = new StreamWriter(response.Body, Encoding, leaveOpen: true);
        await writer.WriteLineAsync(Line(header));
        await foreach (var line in lines.WithCancellation(ct))
        {
            await writer.WriteLineAsync(Line(line));
        }
    }

    public string Line(IEnumerable<string> fields) => string.Join(delimiter, fields.Select(Quoted));

    /// <summary>A text that somebody typed: an apostrophe keeps a spreadsheet from computing it.</summary>
    public static string Text(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? "'" + text : text;

    public string Number(double? value) =>
        value?.ToString("R", CultureInfo.InvariantCulture).Replace('.', decimalPoint) ?? "";

    /// <summary>A stored value: an estimate, or money with its digits.</summary>
    public string Number(object? value) =>
        value is decimal amount ? Number(Money.FromDecimal(amount)) : Number((double?)value);

    public string Number(Money? amount) =>
        amount?.ToDecimal().ToString("0.00##", CultureInfo.InvariantCulture).Replace('.', decimalPoint) ?? "";

    private string Quoted(string field) =>
        field.AsSpan().IndexOfAny([delimiter, '"', '\n', '\r']) >= 0 ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
