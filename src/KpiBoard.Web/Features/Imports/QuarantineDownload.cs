using System.Text;
using System.Text.RegularExpressions;
using CsvHelper;
using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Infrastructure.Csv;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// The rows put aside, as a file like the one they came in: same columns, delimiter and encoding, and one more column
/// with the reason, which an import passes over. Texts that a spreadsheet would run are disarmed with a quote mark.
/// </summary>
public sealed partial class QuarantineDownload(KpiDatabase database, SpoolFolder spool)
{
    private const string DetectedSql = "SELECT [Detected] FROM [ImportBatch] WHERE [Id] = @id";

    private const string RowsSql = """
        SELECT q.[Line], q.[Fields], q.[Errors]
          FROM [ImportQuarantine] q
         WHERE q.[BatchId] = @id
           AND NOT EXISTS (SELECT 1
                             FROM [ImportBatch] c
                            WHERE c.[Id] = q.[CorrectedIn] AND c.[Status] = 'published')
         ORDER BY q.[Line]
        """;

    private const int HeaderLine = 1;

    private static string NameOf(long id) => $"import-{id}-quarantine.csv";

    /// <summary>The file, gone when it is closed; null when nothing was put aside.</summary>
    public async Task<QuarantineFile?> OpenAsync(long id, CancellationToken ct)
    {
        var detected = await database.ScalarAsync<string>(DetectedSql, new { id }, ct);
        if (detected is null)
        {
            return null;
        }
        var format = KpiJson.Deserialize<DetectedFormat>(detected)!;
        var encoding = TextEncoding.Find(format.Encoding)!;
        var target = spool.CreateTemporary();
        try
        {
            if (await WriteAsync(id, format.Delimiter[0], encoding.Encoding, target, ct))
            {
                target.Position = 0;
                return new(target, NameOf(id), $"text/csv; charset={encoding.Name}");
            }
            await target.DisposeAsync();
            return null;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> WriteAsync(long id, char delimiter, Encoding encoding, Stream target, CancellationToken ct)
    {
        await using var text = new StreamWriter(target, encoding, leaveOpen: true);
        await using var writer = CsvWriter.Create(
            text,
            new CsvWriterOptions { Separator = delimiter },
            leaveOpen: true
        );
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

    private static string Disarm(string text) => Number().IsMatch(text) ? text : CsvText.Harmless(text);

    /// <summary>With the marks between thousands that files have; a spreadsheet takes it as a number and runs nothing.</summary>
    [GeneratedRegex(@"^[+-]?[0-9.,][0-9.,' \u00a0\u202f]*\z", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    private sealed class StoredRow
    {
        public long Line { get; init; }

        public string Fields { get; init; } = "";

        public string Errors { get; init; } = "";
    }
}

/// <summary>Rows put aside, as a file to send.</summary>
/// <param name="Content">Gone when it is closed.</param>
/// <param name="ContentType">With the encoding of the file that they came in.</param>
public sealed record QuarantineFile(Stream Content, string Name, string ContentType);
