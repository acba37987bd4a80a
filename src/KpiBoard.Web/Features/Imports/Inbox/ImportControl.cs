using System.Globalization;
using System.Text.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What the sender says the file holds. It is refused when it holds anything else.</summary>
/// <param name="Rows">Rows below the header.</param>
/// <param name="Sum">The sum of the amounts, of all currencies together.</param>
public sealed record ImportControl(long? Rows, decimal? Sum)
{
    /// <summary>
    /// Reads a <c>.done</c> file: a line each for <c>rows</c> and <c>sum</c>, with = or : between, or JSON with the same
    /// names. An empty one only says that the file is complete.
    /// </summary>
    /// <exception cref="ImportRefusedException">It says something else.</exception>
    public static ImportControl Parse(string text)
    {
        text = text.Trim().TrimStart('\uFEFF');
        try
        {
            return text.StartsWith('{') ? FromJson(text) : FromLines(text);
        }
        catch (Exception error)
            when (error is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            throw new ImportRefusedException("control.unreadable");
        }
    }

    private static ImportControl FromJson(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document
            .RootElement.EnumerateObject()
            .Aggregate(
                new ImportControl(null, null),
                (control, part) => control.With(part.Name, part.Value.ToString())
            );
    }

    private static ImportControl FromLines(string text) =>
        text.Split(['\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(['=', ':'], 2, StringSplitOptions.TrimEntries))
            .Aggregate(
                new ImportControl(null, null),
                (control, part) => part.Length == 2 ? control.With(part[0], part[1]) : throw new FormatException()
            );

    private ImportControl With(string name, string value) =>
        name.ToLowerInvariant() switch
        {
            "rows" => this with { Rows = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture) },
            "sum" => this with
            {
                Sum = decimal.Parse(
                    value.Replace(',', '.'),
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture
                ),
            },
            _ => throw new FormatException(),
        };

    /// <summary>What differs; null when everything agrees.</summary>
    public ImportError? Differs(long rows, decimal sum)
    {
        static string Shown(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);
        if (Rows is { } expectedRows && expectedRows != rows)
        {
            return new ImportError(1, null, null, "control.rows", $"{rows}", $"{expectedRows}");
        }
        return Sum is { } expected && expected != sum
            ? new ImportError(1, null, null, "control.sum", Shown(sum), Shown(expected))
            : null;
    }
}
