using System.Text;
using CsvHelper;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Files;

/// <summary>What the dates of a file say about their format. Only day and month can be mistaken for each other.</summary>
public sealed class DateEvidence(ImportProfile profile, (int Column, int Field)[] fields)
{
    private readonly int[] fits = new int[DateFormat.All.Count];
    private readonly bool isGiven = profile.Date is not null;
    private int seen;
    private (long Line, int Column, string Value)? first;
    private string timePattern = "";
    private bool hasSheetDates;

    /// <summary>True when more rows would not tell more.</summary>
    public bool IsSettled =>
        isGiven || fields.Length == 0 || (seen > 0 && Best().Count() == 1) || (seen == 0 && hasSheetDates);

    public void Look(CsvReader reader)
    {
        if (isGiven)
        {
            return;
        }
        foreach (var (column, field) in fields)
        {
            var cell = reader.GetSpan(field).Trim(" \t"u8);
            if (SheetText.IsDate(cell))
            {
                // A workbook's own date is written as the texts beside it are, so it says nothing about them.
                hasSheetDates = true;
            }
            if (cell.IsEmpty || SheetText.IsDate(cell))
            {
                continue;
            }
            var isDate = false;
            for (var i = 0; i < fits.Length; i++)
            {
                if (DateFormat.All[i].Parse(cell, out _, out var rest) is null)
                {
                    isDate = true;
                    fits[i]++;
                    if (seen == 0 && FileTime.TryParse(rest, out var time))
                    {
                        timePattern = time.Pattern;
                    }
                }
            }
            if (isDate)
            {
                seen++;
                first ??= (reader.LineNumber, column, Encoding.UTF8.GetString(cell));
            }
        }
    }

    /// <summary>The format that most dates have; null when there are none.</summary>
    /// <exception cref="ImportRefusedException">Every date could be read in two ways.</exception>
    public (DateFormat Format, string Pattern)? Decide(ImportKind kind)
    {
        if (profile.Date is { } given)
        {
            return (given, profile.DatePattern!);
        }
        if (first is not { } example)
        {
            return hasSheetDates ? (DateFormat.Iso, DateFormat.Iso.Pattern) : null;
        }
        var best = Best().ToList();
        if (best.Count > 1 && best[0].Separator == best[1].Separator)
        {
            throw new ImportRefusedException(
                new ImportError(
                    example.Line,
                    kind.Columns[example.Column].Name,
                    example.Value,
                    "date.ambiguous",
                    best[0].Pattern,
                    best[1].Pattern
                )
            );
        }
        return (best[0], best[0].Pattern + timePattern);
    }

    private IEnumerable<DateFormat> Best()
    {
        var most = fits.Max();
        return DateFormat.All.Where((_, i) => fits[i] == most);
    }
}

/// <summary>What the numbers of a file say about their decimal sign.</summary>
public sealed class NumberEvidence(ImportProfile profile, (int Column, int Field)[] fields)
{
    private int points;
    private int commas;
    private (long Line, int Column, string Value)? ambiguous;

    /// <summary>True when more rows would not tell more.</summary>
    public bool IsSettled => profile.Decimal is not null || fields.Length == 0 || points != commas;

    public void Look(CsvReader reader)
    {
        if (profile.Decimal is not null)
        {
            return;
        }
        foreach (var (column, field) in fields)
        {
            var cell = reader.GetSpan(field);
            switch (NumberShape.Evidence(cell))
            {
                case '.':
                    points++;
                    break;
                case ',':
                    commas++;
                    break;
                case '?':
                    ambiguous ??= (reader.LineNumber, column, Encoding.UTF8.GetString(cell).Trim());
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The sign that most numbers prove; null when no number has one.</summary>
    /// <exception cref="ImportRefusedException">Every sign could be one for decimals or for thousands.</exception>
    public char? Decide(ImportKind kind)
    {
        if (profile.Decimal is { } given)
        {
            return given;
        }
        if (points + commas > 0)
        {
            return points >= commas ? '.' : ',';
        }
        return ambiguous is not { } example
            ? null
            : throw new ImportRefusedException(
                new ImportError(
                    example.Line,
                    kind.Columns[example.Column].Name,
                    example.Value,
                    "number.ambiguous",
                    example.Value.Contains(',') ? "," : ".",
                    example.Value.Contains(',') ? "." : ","
                )
            );
    }
}
