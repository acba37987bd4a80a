using System.Globalization;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Answers as a person reads them at the command line.</summary>
public static class AnswerWriter
{
    private const int ErrorsShown = 20;

    public static async Task WriteAsync(TextWriter writer, ImportAnswer answer)
    {
        var rows = answer.Rows;
        var id = answer.Id is { } number ? $", import {number}" : "";
        await LineAsync(writer, $"{answer.File}: {answer.Status}{id} ({answer.Kind} from {answer.Source})");
        if (answer.Status != ImportAnswer.Refused)
        {
            await LineAsync(
                writer,
                $"  rows: {rows.Read:N0} read, {rows.New:N0} new, {rows.Updated:N0} updated, {rows.Unchanged:N0} unchanged, {rows.Quarantined:N0} quarantined"
            );
            foreach (var total in answer.Totals)
            {
                await LineAsync(writer, $"  {total.Currency} {total.Period}: {total.Rows:N0} rows {total.Amount:N4}");
            }
        }
        foreach (var month in answer.Effect ?? [])
        {
            await LineAsync(
                writer,
                $"  in force {month.Currency} {month.Period}: {month.Amount:N4} now, {month.AmountAfter:N4} after ({month.RowsAdded:N0} rows added, {month.RowsChanged:N0} changed, {month.RowsRemoved:N0} removed)"
            );
        }
        if (answer.Unidentified.Rows > 0)
        {
            await LineAsync(
                writer,
                $"  without customer: {answer.Unidentified.Rows:N0} rows {answer.Unidentified.Amount:N4}"
            );
        }
        if (answer.NotDescribed > 0)
        {
            await LineAsync(writer, $"  customers not described yet: {answer.NotDescribed:N0}");
        }
        if (answer.Detected is { } format)
        {
            await LineAsync(
                writer,
                format.Sheet is { } sheet
                    ? (FormattableString)$"  read from the sheet \"{sheet}\", dates {format.DateFormat ?? "none"}"
                    : $"  read as {format.Encoding}, delimiter {Shown(format.Delimiter)}, decimal sign {format.Decimal ?? "none"}, dates {format.DateFormat ?? "none"}"
            );
        }
        if (answer.IgnoredColumns.Count > 0)
        {
            await LineAsync(writer, $"  kept out: {string.Join(", ", answer.IgnoredColumns)}");
        }
        foreach (var warning in answer.Warnings)
        {
            await LineAsync(writer, $"  note: {warning}");
        }
        foreach (var error in (answer.Errors ?? []).Take(ErrorsShown))
        {
            var value = error.Value is { Length: > 0 } shown ? $" \"{shown}\"" : "";
            await LineAsync(writer, $"  {Place(error)}{Column(error)}{value}: {error.Message}");
        }
        if (answer.ErrorCount > ErrorsShown)
        {
            await LineAsync(writer, $"  and {answer.ErrorCount - ErrorsShown:N0} more");
        }
    }

    public static async Task WriteLedgerAsync(TextWriter writer, IReadOnlyList<ImportAnswer> answers)
    {
        if (answers.Count == 0)
        {
            await writer.WriteLineAsync("Nothing has been imported yet.");
            return;
        }
        string[][] rows =
        [
            ["Id", "Kind", "Source", "File", "Rows", "Status", "At (UTC)", "By"],
            .. answers.Select(answer =>
                new[]
                {
                    Text($"{answer.Id}"),
                    answer.Kind,
                    answer.Source,
                    answer.File,
                    Text($"{answer.Rows.Read:N0}"),
                    answer.Status,
                    Text($"{answer.At?.UtcDateTime:yyyy-MM-dd HH:mm}"),
                    answer.By ?? "",
                }
            ),
        ];
        var widths = Enumerable
            .Range(0, rows[0].Length)
            .Select(column => rows.Max(row => row[column].Length))
            .ToArray();
        foreach (var row in rows)
        {
            await writer.WriteLineAsync(
                string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()
            );
        }
    }

    private static string Column(ImportError error) => error.Column is null ? "" : $", {error.Column}";

    private static string Place(ImportError error) =>
        error.Sheet is { } sheet ? $"sheet \"{sheet}\" row {error.Line}" : $"line {error.Line}";

    private static string Shown(string delimiter) => delimiter == "\t" ? "tab" : delimiter;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Task LineAsync(TextWriter writer, FormattableString text) =>
        writer.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
