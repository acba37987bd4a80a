using System.Text;
using System.Text.Json;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>
/// By what a person is known: the numbers in other systems, names, and whatever else was asked for, such as an address.
/// A number is looked for as a whole cell, in running words only when it is long enough not to be any number.
/// </summary>
public sealed class PersonTerms
{
    /// <summary>What stands where a name was: no longer than any term, so that it fits wherever the term did.</summary>
    public const string Mark = "***";

    private const int ShortestWord = 3;
    private const int ShortestNumber = 5;

    private readonly HashSet<string> cells;
    private readonly string[] words;

    public PersonTerms(IEnumerable<string> numbers, IEnumerable<string> names)
    {
        var kept = names.Select(name => name.Trim()).Where(name => name.Length >= ShortestWord);
        cells = [.. numbers.Where(number => number.Length > 0)];
        words =
        [
            .. kept.Concat(cells.Where(number => number.Length >= ShortestNumber))
                .SelectMany(word => (string[])[word, Escaped(word)])
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(word => word.Length),
        ];
    }

    public bool IsCell(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cells.Contains(cell.Trim());
    }

    /// <summary>Whether the person is named in running words.</summary>
    public bool AreIn(string text) =>
        Array.Exists(words, word => WholeWords.Contains(text, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The text without the person.</summary>
    public string Redact(string text) =>
        words.Aggregate(text, (rest, word) => WholeWords.Replace(rest, word, Mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a cell of the record, which may be any kind of separated text, is the person's or names them.</summary>
    public bool AreInRecord(string record) => AreIn(record) || Cells(record).Any(IsCell);

    /// <summary>Whether the fields of a JSON array are the person's or name them.</summary>
    public bool AreInFields(string json)
    {
        var fields = KpiJson.Deserialize<string[]>(json) ?? [];
        return Array.Exists(fields, field => IsCell(field) || AreIn(field));
    }

    /// <summary>The cells of a record with any of the usual delimiters, without their quotes.</summary>
    public static IEnumerable<string> Cells(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var cell = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in record)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && letter is ',' or ';' or '\t' or '|' or '\r' or '\n')
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else
            {
                cell.Append(letter);
            }
        }
        yield return cell.ToString();
    }

    /// <summary>As it stands within JSON.</summary>
    private static string Escaped(string word) => JsonSerializer.Serialize(word, KpiJson.Options)[1..^1];
}
