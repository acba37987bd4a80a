using System.Text;
using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Infrastructure.Csv;

/// <summary>
/// Rows as comma-separated text (RFC 4180) with the names and values of their JSON. Text that a spreadsheet would take
/// for a formula gets an apostrophe in front, so that opening a file never runs what somebody typed as a name.
/// </summary>
public static class CsvText
{
    private const string LineEnd = "\r\n";

    // The wide forms are computed by spreadsheets that were set up for East Asian text.
    private const string StartsFormula = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    public static string Of<T>(IEnumerable<T> rows)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Names<T>()).Append(LineEnd);
        foreach (var row in rows)
        {
            var values = JsonSerializer.SerializeToElement(row, KpiJson.Options).EnumerateObject();
            text.AppendJoin(',', values.Select(value => Field(value.Value))).Append(LineEnd);
        }
        return text.ToString();
    }

    /// <summary>Whether a spreadsheet might compute the text instead of showing it.</summary>
    public static bool IsFormula(string text) =>
        text.Length > 0 && StartsFormula.Contains(text[0], StringComparison.Ordinal);

    /// <summary>The text with an apostrophe in front where a spreadsheet would compute it.</summary>
    public static string Harmless(string text) => IsFormula(text) ? $"'{text}" : text;

    /// <summary>Text as one field.</summary>
    public static string Field(string text)
    {
        var safe = Harmless(text);
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    private static string Field(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => Field(value.GetString()!),
            _ => value.GetRawText(),
        };

    private static IEnumerable<string> Names<T>()
    {
        KpiJson.Options.MakeReadOnly(populateMissingResolver: true);
        return KpiJson.Options.GetTypeInfo(typeof(T)).Properties.Select(property => property.Name);
    }
}
