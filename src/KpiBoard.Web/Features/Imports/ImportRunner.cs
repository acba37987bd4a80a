using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.PersonalData;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Telemetry;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// One import from file to published batch. It looks at the file, waits for its turn, loads the rows into a batch that
/// nobody sees, holds them against what is there, and publishes the batch in one step - or takes it all away again.
/// </summary>
public sealed class ImportRunner(
    KpiDatabase database,
    LeaseStore leases,
    CompanySettingsStore settingsStore,
    ImportStore store,
    ImportQueries queries,
    ImportCleaner cleaner,
    ImportComparer comparer,
    ImportPublisher publisher,
    ImportEffects effects,
    ErasedCustomers erased,
    ImportOptions options,
    TimeProvider clock
)
{
    /// <summary>Imports one file; the answer says whether it was taken.</summary>
    /// <exception cref="ImportUsageException">The request itself does not fit.</exception>
    public async Task<ImportAnswer> RunAsync(
        ImportRequest request,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var kind = FindKind(request.Kind);
        using var measured = ProductTelemetry.BeginImport(kind.Name);
        var answer = await ImportAsync(kind, request, progress, ct);
        ProductTelemetry.EndImport(measured, kind.Name, answer.Status, answer.Rows.Read);
        return answer;
    }

    private async Task<ImportAnswer> ImportAsync(
        ImportKind kind,
        ImportRequest request,
        Action<ImportProgress> progress,
        CancellationToken ct
    )
    {
        var source = SourceName(request);
        var file = new ImportFile(request.Path, request.FileName, options, request.Profile.Sheet);
        ContentScan? scan = null;
        ImportRefusedException? unreadable = null;
        try
        {
            scan = ContentScan.Run(
                file,
                done => progress(new ImportProgress(ImportStage.Scanning, done, file.Length, 0)),
                ct
            );
        }
        catch (ImportRefusedException refused)
        {
            unreadable = refused;
        }
        await using var session = await ImportSession.OpenAsync(
            database,
            leases,
            () => progress(new ImportProgress(ImportStage.Waiting, 0, 0, 0)),
            ct
        );
        var run = new ImportRun(session, request, kind, source, file, scan?.Hash, progress);
        await cleaner.RemoveLeftoversAsync(session, progress, ct);
        if (scan is null)
        {
            return await RefuseAsync(run, unreadable!, ct);
        }
        if (await FindEarlierAsync(run, ct) is { } earlier)
        {
            return earlier;
        }
        try
        {
            var layout = new FormatDetector(file, scan, kind, request.Profile, options).Detect(ct);
            return await LoadAsync(run with { Layout = layout }, ct);
        }
        catch (ImportRefusedException refused)
        {
            return await RefuseAsync(run, refused, ct);
        }
    }

    public static ImportKind FindKind(string name) =>
        ImportKind.Find(name)
        ?? throw new ImportUsageException(
            "kind.unknown",
            name,
            string.Join(", ", ImportKind.All.Select(known => known.Name))
        );

    private static string SourceName(ImportRequest request)
    {
        var source = (request.Source ?? request.Profile.Source ?? "default").Trim();
        return source.Length is > 0 and <= 100 ? source : throw new ImportUsageException("source.invalid");
    }

    private async Task<ImportAnswer?> FindEarlierAsync(ImportRun run, CancellationToken ct)
    {
        var request = run.Request;
        var earlier = await run.Session.WriteAsync(
            async transaction =>
            {
                if (
                    request.Replaces is { } replaces
                    && !await ImportStore.IsReplaceableAsync(transaction, replaces, run.Kind, run.Source)
                )
                {
                    throw new ImportUsageException("replaces.unknown", $"{replaces}", run.Kind.Name, run.Source);
                }
                return await ImportStore.FindPublishedAsync(
                    transaction,
                    run.Hash!,
                    request.Profile.Hash(),
                    run.Kind,
                    run.Source
                );
            },
            ct
        );
        return earlier is { } id
            ? (await queries.FindAsync(id, ct))! with
            {
                Status = ImportAnswer.AlreadyImported,
            }
            : null;
    }

    private async Task<ImportAnswer> LoadAsync(ImportRun run, CancellationToken ct)
    {
        var settings = await settingsStore.GetAsync(ct);
        var context = new RowContext(
            run.Kind,
            run.Layout!,
            run.Request.Profile,
            settings.TimeZone,
            settings.Currency,
            settings.DateOf(clock.GetUtcNow())
        )
        {
            Calendar = new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters),
            Figures = await run.Session.WriteAsync(KpiBookQueries.ReadAsync, ct),
            Erased = await run.Session.WriteAsync(erased.ReadAsync, ct),
        };
        var batch = await BeginAsync(run, ct);
        var loader = new ImportLoader(run.Session, batch, context, run.Request.Quarantine, run.Request.Strict);
        LoadResult? loaded = null;
        try
        {
            loaded = await loader.LoadAsync(run.File, options, run.Progress, ct);
            run.File.ThrowIfChanged();
            ThrowIfNothingToTake(run, loaded);
            ThrowIfControlDiffers(run, loaded);
            if (run.Request.Strict)
            {
                await cleaner.RemoveCustomersAsync(run.Session, batch.Id, ct);
            }
            var (updated, unchanged) = await comparer.CompareAsync(
                run.Session,
                run.Kind,
                batch,
                loaded.LastLine,
                run.Progress,
                ct
            );
            var answer = Answer(run, ImportAnswer.Imported) with
            {
                Id = batch.Id,
                Rows = new RowCounts
                {
                    Read = loaded.RowsRead,
                    New = loaded.Tally.Rows - updated - unchanged,
                    Updated = updated,
                    Unchanged = unchanged,
                    Quarantined = loaded.Quarantined,
                    NotAnswered = loaded.Tally.NotAnswered,
                },
                Totals = ControlTotals.Of(loaded.Tally),
                Unidentified = ControlTotals.UnidentifiedOf(loaded.Tally),
                NotDescribed = run.Request.Strict || run.Kind is CustomersKind ? 0 : loaded.NotDescribed,
                Errors = loaded.ErrorCount > 0 ? InSheet(run, loaded.Errors) : null,
                ErrorCount = loaded.ErrorCount > 0 ? loaded.ErrorCount : null,
                Replaces = run.Request.Replaces,
            };
            if (run.Request.DryRun)
            {
                answer = await publisher.CheckAsync(run, batch, answer, loaded, ct);
                answer = answer with { Effect = await effects.FindAsync(run.Kind, batch.Id, batch.Replaces ?? 0, ct) };
                await DiscardAsync(run, batch, ct);
                return answer with { Id = null, Status = ImportAnswer.DryRun };
            }
            return await publisher.PublishAsync(run, batch, answer, loaded, ct);
        }
        catch (ImportRefusedException refused)
        {
            return await RefuseAsync(run, batch, loaded, refused, ct);
        }
    }

    private static void ThrowIfNothingToTake(ImportRun run, LoadResult loaded)
    {
        if (loaded.ErrorCount > 0 && (!run.Request.Quarantine || loaded.WasCutShort || loaded.Tally.Rows == 0))
        {
            throw new ImportRefusedException(loaded.Errors[0]);
        }
        if (loaded.RowsRead == 0)
        {
            throw new ImportRefusedException("file.headerOnly");
        }
    }

    private static void ThrowIfControlDiffers(ImportRun run, LoadResult loaded)
    {
        if (
            run.Request.Control is { } control
            && control.Differs(loaded.RowsRead, ControlTotals.SumOf(loaded.Tally)) is { } error
        )
        {
            throw new ImportRefusedException(error);
        }
    }

    private Task<ImportBatch> BeginAsync(ImportRun run, CancellationToken ct) =>
        run.Session.WriteAsync(transaction => store.BeginAsync(transaction, run.Request, run.Source, run.Hash), ct);

    private async Task<ImportAnswer> RefuseAsync(ImportRun run, ImportRefusedException refused, CancellationToken ct)
    {
        if (run.Request.DryRun)
        {
            return Answer(run, ImportAnswer.Refused) with
            {
                Errors = InSheet(run, refused.Errors),
                ErrorCount = refused.Count,
            };
        }
        return await RefuseAsync(run, await BeginAsync(run, ct), null, refused, ct);
    }

    private async Task<ImportAnswer> RefuseAsync(
        ImportRun run,
        ImportBatch batch,
        LoadResult? loaded,
        ImportRefusedException refused,
        CancellationToken ct
    )
    {
        // Rows that could have been put aside are not why the file is refused.
        var hasRowErrors = loaded?.Errors.Contains(refused.Error) == true;
        var answer = Answer(run, ImportAnswer.Refused) with
        {
            Rows = new RowCounts { Read = loaded?.RowsRead ?? 0 },
            Errors = InSheet(run, hasRowErrors ? loaded!.Errors : refused.Errors),
            ErrorCount = hasRowErrors ? loaded!.ErrorCount : refused.Count,
        };
        if (run.Request.DryRun)
        {
            await DiscardAsync(run, batch, ct);
            return answer;
        }
        await cleaner.RemoveRowsAsync(run.Session, run.Kind, batch.Id, run.Progress, ct);
        answer = answer with { Id = batch.Id };
        await run.Session.WriteAsync(transaction => store.RefuseAsync(transaction, batch, answer, loaded), ct);
        return answer;
    }

    private async Task DiscardAsync(ImportRun run, ImportBatch batch, CancellationToken ct)
    {
        await cleaner.RemoveRowsAsync(run.Session, run.Kind, batch.Id, run.Progress, ct);
        await ImportCleaner.RemoveBatchAsync(run.Session, batch.Id, ct);
    }

    private static IReadOnlyList<ImportError> InSheet(ImportRun run, IReadOnlyList<ImportError> errors) =>
        run.File.Sheet is { } sheet ? [.. errors.Select(error => error with { Sheet = sheet })] : errors;

    private static ImportAnswer Answer(ImportRun run, string status) =>
        new()
        {
            Kind = run.Kind.Name,
            Source = run.Source,
            File = run.Request.FileName,
            Hash = run.Hash,
            Status = status,
            Detected = run.Layout is null ? null : DetectedFormat.From(run.Layout.Format),
            IgnoredColumns = run.Layout?.Ignored ?? [],
        };
}

/// <summary>An import under way.</summary>
public sealed record ImportRun(
    ImportSession Session,
    ImportRequest Request,
    ImportKind Kind,
    string Source,
    ImportFile File,
    string? Hash,
    Action<ImportProgress> Progress
)
{
    public CsvLayout? Layout { get; init; }
}
