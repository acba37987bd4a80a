using System.Text.Json;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Features.Refresh.Engine;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>
/// One refresh: everything is read as of one instant, computed in memory, and stored by one transaction. Until that
/// commits nothing of the run can be seen, and a process killed before it leaves nothing behind.
/// </summary>
public sealed class RefreshEngine(
    KpiDatabase database,
    LeaseStore leases,
    RunLedger ledger,
    CompanySettingsStore settings,
    VersionThinning thinning,
    TimeProvider clock
)
{
    private const int ProgressComputing = 40;
    private const int ProgressWriting = 70;

    public async Task RunAsync(Lease lease, RefreshRun run, Action<string, int> report, CancellationToken ct)
    {
        report(RunStage.Reading, 0);
        var company = await settings.GetAsync(ct);
        var work = await database.ReadSnapshotAsync(
            transaction => FigureReader.ReadAsync(database, transaction, company, clock.GetUtcNow(), run.IsFull),
            ct
        );
        await ReportAsync(RunStage.Computing, ProgressComputing);
        var computing = Task.Run(() => work.Compute(ct), ct);
        await ReportAsync(RunStage.Writing, ProgressWriting);
        await using var writing = await database.OpenBulkAsync(ct);
        var ahead = await writing.WriteFencedAsync(
            async transaction =>
            {
                await leases.CheckAsync(transaction, lease);
                return await StoreAsync(transaction, lease, run, work, computing);
            },
            ct
        );
        if (ahead.Count > 0)
        {
            await PrepareAsync(writing, lease, work, ahead, ct);
        }
        if (run.Trigger == RunTrigger.Nightly)
        {
            await thinning.RunAsync(lease, ct);
        }

        Task ReportAsync(string stage, int progress)
        {
            report(stage, progress);
            return ledger.ReportAsync(run.Id, lease.Token, stage, progress, ct);
        }
    }

    /// <summary>Stores the run. The cells are written while the figures are still being computed.</summary>
    /// <returns>The grains whose period ahead is to be prepared.</returns>
    private async Task<IReadOnlyList<Grain>> StoreAsync(
        DatabaseTransaction transaction,
        Lease lease,
        RefreshRun run,
        FigureWork work,
        Task<FigureChanges> computing
    )
    {
        await CustomerMonths.WriteAsync(transaction, work.CellChanges);
        await MemberFacts.WriteAsync(transaction, work.MemberChanges, work.Names);
        if (work.ChangedRates is { } rates)
        {
            await RateFacts.WriteAsync(transaction, rates);
        }
        var changes = await computing;
        await BridgeStore.WriteAsync(transaction, run.Id, changes.Bridge.Bridges);
        foreach (var values in changes.Values)
        {
            await KpiStore.WriteAsync(transaction, run.Id, values);
        }
        foreach (var (grain, rows) in changes.Bridge.Ahead)
        {
            await BridgeAhead.WriteAsync(transaction, grain, rows);
        }
        await work.Pending.ReflectAsync(transaction);
        var summary = Summaries.Of(work, changes, await Summaries.WithoutRateAsync(transaction, work));
        await ledger.FinishAsync(
            transaction,
            run.Id,
            lease.Token,
            new(
                changes.Periods,
                changes.Count,
                work.Pending.Batches.Count,
                JsonSerializer.Serialize(work.Basis, RefreshJson.Instance.FigureBasis),
                JsonSerializer.Serialize(summary, RefreshJson.Instance.RunSummary)
            )
        );
        return [.. changes.Bridge.Ahead.Where(grain => grain.Value.Count == 0).Select(grain => grain.Key)];
    }

    /// <summary>Keeps the periods ready that come next, after the run has become visible: nobody waits for this.</summary>
    private async Task PrepareAsync(
        BulkSession writing,
        Lease lease,
        FigureWork work,
        IReadOnlyList<Grain> grains,
        CancellationToken ct
    )
    {
        if (work.Basis.FirstMonth is null)
        {
            return;
        }
        var prepared = await database.ReadSnapshotAsync(
            transaction => AheadReader.ReadAsync(transaction, work.Basis, grains),
            ct
        );
        await writing.WriteAsync(
            async transaction =>
            {
                await leases.CheckAsync(transaction, lease);
                foreach (var (grain, rows) in prepared)
                {
                    await BridgeAhead.WriteAsync(transaction, grain, rows);
                }
            },
            ct
        );
    }
}
