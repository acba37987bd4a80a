using System.Text;
using CsvHelper;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Rows that were put aside, tried again as they have been corrected: those that are right now become an import of their
/// own, the others stay aside with what is still wrong.
/// </summary>
public sealed class QuarantineCorrection(QuarantineRows rows, ImportRunner runner, SpoolFolder spool)
{
    private const char Delimiter = ';';

    /// <summary>Line 1 of the file that is tried is its header.</summary>
    private const int FirstLine = 2;

    public async Task<CorrectionResult> TryAsync(
        QuarantineBatch batch,
        IReadOnlyList<QuarantineRowForm> corrected,
        string by,
        CancellationToken ct
    )
    {
        var header = await rows.HeaderAsync(batch.Id, ct);
        var tried = corrected
            .Select(row => new CorrectedRow(row.Line, Trim(row.Cells, header.Count), [], null))
            .ToList();
        var trial = await ImportAsync(batch, header, tried, by, isTrial: true, ct);
        var wrong = (trial.Errors ?? [])
            .GroupBy(error => error.Line - FirstLine)
            .Where(errors => errors.Key >= 0 && errors.Key < tried.Count)
            .ToDictionary(errors => (int)errors.Key, errors => errors.ToList());
        if (trial.Status == ImportAnswer.Refused && wrong.Count == 0)
        {
            return new CorrectionResult(0, tried.Count, null, trial.Errors![0].ToMessage());
        }
        var outcome = tried
            .Select(
                (row, at) => wrong.TryGetValue(at, out var errors) ? row with { Errors = InFile(errors, row) } : row
            )
            .ToList();
        var right = outcome.Where(row => row.Errors.Count == 0).ToList();
        ImportAnswer? taken = null;
        if (right.Count > 0)
        {
            taken = await ImportAsync(batch, header, right, by, isTrial: false, ct);
            if (taken.Status == ImportAnswer.Refused)
            {
                return new CorrectionResult(0, tried.Count, null, taken.Errors![0].ToMessage());
            }
        }
        await rows.ChangeAsync(
            batch.Id,
            outcome.Select(row => row.Errors.Count == 0 ? row with { Import = taken?.Id } : row),
            ct
        );
        return new CorrectionResult(right.Count, outcome.Count - right.Count, taken?.Id, null);
    }

    /// <summary>The errors under the line that the row has in the file it came in.</summary>
    private static List<ImportError> InFile(IEnumerable<ImportError> errors, CorrectedRow row) =>
        [.. errors.Select(error => error with { Line = row.Line })];

    /// <summary>What stood beyond the last column and was emptied is gone.</summary>
    private static List<string> Trim(IReadOnlyList<string> cells, int columns)
    {
        var trimmed = cells.ToList();
        while (trimmed.Count > columns && trimmed[^1].Length == 0)
        {
            trimmed.RemoveAt(trimmed.Count - 1);
        }
        return trimmed;
    }

    private async Task<ImportAnswer> ImportAsync(
        QuarantineBatch batch,
        IReadOnlyList<string> header,
        IReadOnlyList<CorrectedRow> table,
        string by,
        bool isTrial,
        CancellationToken ct
    )
    {
        using var content = new MemoryStream();
        await WriteAsync(content, [header, .. table.Select(row => row.Fields)], ct);
        content.Position = 0;
        using var file = await spool.SaveAsync(content, long.MaxValue, ct);
        return await runner.RunAsync(
            new ImportRequest
            {
                Kind = batch.Kind,
                Path = file.Path,
                FileName = batch.FileName[..Math.Min(batch.FileName.Length, ImportKind.LongestFileName)],
                Profile = batch.ToProfile(),
                Source = batch.Source,
                Quarantine = isTrial,
                DryRun = isTrial,
                By = by,
            },
            _ => { },
            ct
        );
    }

    private static async Task WriteAsync(Stream target, IEnumerable<IReadOnlyList<string>> table, CancellationToken ct)
    {
        await using var text = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true);
        await using var writer = CsvWriter.Create(
            text,
            new CsvWriterOptions { Separator = Delimiter },
            leaveOpen: true
        );
        foreach (var fields in table)
        {
            foreach (var field in fields)
            {
                writer.WriteField(field.ReplaceLineEndings(" "));
            }
            await writer.EndRecordAsync(ct);
        }
    }
}

/// <summary>What came of trying rows again.</summary>
/// <param name="Import">The import that took the right ones.</param>
/// <param name="Problem">Why none could even be tried.</param>
public sealed record CorrectionResult(int Taken, int Left, long? Import, ImportMessage? Problem);
