using System.Data.Common;
using KpiBoard.Data;
using KpiBoard.Data.Leases;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// Imports what people have uploaded, one file after another, in the background of the web app; of several nodes, one
/// at a time. When the app starts, it removes what killed imports left and goes on with the files that were waiting.
/// </summary>
public sealed partial class UploadWorker(
    UploadStore uploads,
    UploadSignal signal,
    UploadContents contents,
    ImportRunner runner,
    ProfileStore profiles,
    ImportCleaner cleaner,
    KpiDatabase database,
    LeaseStore leases,
    TimeProvider clock,
    ILogger<UploadWorker> log
) : BackgroundService
{
    private const string LeaseName = "uploads";

    /// <summary>How often the queue is looked at when nobody has rung: another process may have put a file into it.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan StrayFileAge = TimeSpan.FromDays(1);

    /// <summary>False at the start, and after a failure that may have kept a file from being given back.</summary>
    private bool isTidy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await GuardedAsync(() => WorkAsync(stoppingToken));
            await signal.WaitAsync(Rounds, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        if (!isTidy)
        {
            await TidyUpAsync(ct);
            isTidy = true;
        }
        await ImportWaitingAsync(ct);
    }

    private async Task TidyUpAsync(CancellationToken ct)
    {
        if (await ImportSession.TryOpenAsync(database, leases, ct) is { } session)
        {
            await using (session)
            {
                await cleaner.RemoveLeftoversAsync(session, _ => { }, ct);
            }
        }
    }

    private async Task ImportWaitingAsync(CancellationToken ct)
    {
        var unfinished = await uploads.UnfinishedAsync(ct);
        await contents.TidyUpAsync(
            unfinished.Concat(await uploads.DraftsAsync(ct)).Select(upload => upload.StoredFile).ToHashSet(),
            clock.GetUtcNow() - StrayFileAge,
            ct
        );
        if (unfinished.Count == 0 || await leases.TryTakeAsync(LeaseName, ct) is not { } lease)
        {
            return;
        }
        await using (lease)
        {
            // What comes meanwhile is worked on as well: who rang for it may be a node that did not get the lease.
            var looked = new HashSet<long>();
            while ((await uploads.UnfinishedAsync(ct)).FirstOrDefault(next => !looked.Contains(next.Id)) is { } upload)
            {
                looked.Add(upload.Id);
                if (await contents.HasAsync(upload.StoredFile, ct) && await uploads.TakeAsync(upload.Id, lease, ct))
                {
                    await ImportAsync(upload, lease, ct);
                }
            }
        }
    }

    private async Task ImportAsync(ImportUpload upload, Lease lease, CancellationToken ct)
    {
        var isTrial = upload.Parameters.DryRun;
        try
        {
            var result = await RunAsync(upload, ct);
            await uploads.FinishAsync(upload.Id, result, isTrial, lease, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The app stops: the file stays, and the next start, or another node, takes it up again.
            return;
        }
        catch (Exception failure) when (failure is DbException or IOException or LeaseLostException)
        {
            LogFailed(failure, upload.Id);
            await uploads.FinishAsync(upload.Id, new UploadResult(null), isTrial, lease, ct);
        }
        if (!isTrial)
        {
            await contents.RemoveAsync(upload.StoredFile, ct);
        }
    }

    private async Task<UploadResult> RunAsync(ImportUpload upload, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var progress = new LatestProgress();
        var reporting = ReportAsync(upload.Id, progress, done.Token);
        try
        {
            var request = await upload.Parameters.ToRequestAsync(
                upload.Kind,
                upload.RequestedBy,
                profiles.GetAsync,
                ct
            );
            var answer = await runner.RunAsync(
                request with
                {
                    Path = await contents.OpenAsync(upload, ct),
                    FileName = upload.FileName,
                },
                progress.Set,
                ct
            );
            return upload.Parameters.DryRun
                ? new UploadResult(null) { Trial = answer, Notes = answer.Notes }
                : new UploadResult(answer.Id);
        }
        catch (ImportUsageException wrong)
        {
            return new UploadResult(null, wrong.Reason);
        }
        finally
        {
            await done.CancelAsync();
            await reporting;
        }
    }

    private async Task ReportAsync(long id, LatestProgress progress, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                await Task.Delay(BetweenReports, clock, ct);
                if (progress.Latest is { Stage: ImportStage.Reading } latest)
                {
                    await uploads.ReportAsync(id, latest.Done, latest.Rows, ct);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The import has ended.
        }
        catch (DbException failure)
        {
            LogFailed(failure, id);
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The app stops.
        }
        catch (Exception failure) when (failure is DbException or IOException or LeaseLostException)
        {
            // A full disk, for example, does not even take that an import has failed.
            isTidy = false;
            LogRoundFailed(failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upload {Id} could not be imported.")]
    private partial void LogFailed(Exception failure, long id);

    [LoggerMessage(Level = LogLevel.Error, Message = "The queue of uploads could not be worked on; it is tried again.")]
    private partial void LogRoundFailed(Exception failure);

    private sealed class LatestProgress
    {
        private volatile ImportProgress? latest;

        public ImportProgress? Latest => latest;

        public void Set(ImportProgress progress) => latest = progress;
    }
}

/// <summary>Wakes the worker as soon as there is a file.</summary>
public sealed class UploadSignal : IDisposable
{
    private readonly SemaphoreSlim rung = new(0);

    public void Ring() => rung.Release();

    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => rung.WaitAsync(atMost, ct);

    public void Dispose() => rung.Dispose();
}
