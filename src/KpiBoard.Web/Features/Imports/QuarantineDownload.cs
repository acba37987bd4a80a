using System.Text.RegularExpressions;
using CsvHelper;
using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// The rows put aside, as a file like the one they came in: same columns, delimiter and encoding, and one more column
/// with the reason, which an import passes over. Texts that a spreadsheet would run are disarmed with a quote mark.
/// </summary>
public sealed partial class QuarantineDownload(KpiDatabase database)
{
    private const string DetectedSql = "SELECT [Detected] FROM [ImportBatch] WHERE [Id] = @id";

    private const string RowsSql = """
        SELECT [Line], [Fields], [Errors]
          FROM [ImportQuarantine]
         WHERE [BatchId] = @id
         ORDER BY [Line]
        """;

    private const int HeaderLine = 1;

    /// <summary>False when nothing was put aside.</summary>
    public async Task<bool> WriteAsync(long id, Stream target, CancellationToken ct)
    {
        var detected = await database.ScalarAsync<string>(DetectedSql, new { id }, ct);
        if (detected is null)
        {
            return false;
        }
        var format = KpiJson.Deserialize<DetectedFormat>(detected)!;
        var encoding = TextEncoding.Find(format.Encoding)!.Encoding;
        await using var text = new StreamWriter(target, encoding, leaveOpen: true);
        using var writer = CsvWriter.Create(text, new CsvWriterOptions { Separator = format.Delimiter[0] }, leaveOpen: true);
        var columns = 0;
        await foreach (var row in database.StreamAsync<StoredRow>(RowsSql, new { id }, ct))
        {
            var fields = KpiJson.Deserialize<string[]>(row.Fields)!;
            columns = row.Line == HeaderLine ? fields.Length : columns;
            for (var i = 0; i < columns; i++)
            {
                writer.WriteField(i < fields.Length ? Disarm(fields[i]) : "");
            }
            writer.WriteField(row.Line == HeaderLine ? CsvLayout.ReasonHeader : Reasons(row, fields, columns));
            await writer.EndRecordAsync(ct);
        }
        await writer.FlushAsync(ct);
        return columns > 0;
    }

    private static string Reasons(StoredRow row, string[] fields, int columns)
    {
        var errors = KpiJson.Deserialize<ImportError[]>(row.Errors)!;
        var reasons = errors.Select(error => error.Column is null ? error.Message : $"{error.Column}: {error.Message}");
        // What stands beyond the last column would be lost without a word.
        var beyond = fields.Length > columns ? $" [{string.Join(' ', fields[columns..])}]" : "";
        return $"line {row.Line}: {string.Join(' ', reasons)}{beyond}";
    }

    private static string Disarm(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !Number().IsMatch(text) ? $"'{text}" : text;

    [GeneratedRegex(@"^[+-]?[\d.,]+$", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    private sealed class StoredRow
    {
        public long Line { get; init; }

        public string Fields { get; init; } = "";

        public string Errors { get; init; } = "";
    }
}
