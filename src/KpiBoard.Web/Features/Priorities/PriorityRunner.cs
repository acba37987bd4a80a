using KpiBoard.Data.Leases;
using KpiBoard.Web.Infrastructure.Refreshing;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>
/// Works out the order and what is to be proposed: after each refresh, after each decision, and when somebody asks and
/// finds that a refresh has not been followed, as its process was stopped before.
/// </summary>
public sealed class PriorityRunner(
    PriorityReader reader,
    PriorityQueries queries,
    PriorityStore store,
    PriorityRanker ranker,
    LeaseStore leases
) : IAfterRefresh
{
    private const string LeaseName = "priorities";

    /// <summary>After what others write of initiatives, such as the guesswork share.</summary>
    public int Order => 50;

    public Task RunAsync(long run, CancellationToken ct) => RunAsync(RunReason.Refresh, ct);

    /// <summary>Follows a refresh or a decision that nothing has followed yet; not while another process is at it.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        if (!await queries.IsBehindAsync(ct))
        {
            return;
        }
        await using var lease = await leases.TryTakeAsync(LeaseName, ct);
        if (lease is not null && await queries.IsBehindAsync(ct))
        {
            await ComputeAsync(RunReason.Refresh, ct);
        }
    }

    /// <summary>Computes and keeps; what others began meanwhile is waited for.</summary>
    public Task<long> RunAsync(string reason, CancellationToken ct) => AloneAsync(() => ComputeAsync(reason, ct), ct);

    /// <summary>Does what no other process may change the proposals under.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await using var lease = await leases.TakeAsync(LeaseName, () => { }, ct);
        return await work();
    }

    /// <summary>Computes and keeps, for who is alone.</summary>
    /// <returns>The run.</returns>
    public async Task<long> ComputeAsync(string reason, CancellationToken ct)
    {
        // Asked before the figures are read: a refresh that ends meanwhile is followed by another run.
        var refresh = await queries.LastRefreshAsync(ct);
        var situation = await reader.ReadAsync(ct);
        var decided = await queries.DecidedAsync(ct);
        var result = ranker.Rank(situation);
        var now = RunInput.Of(situation, [.. decided.Where(key => situation.Find(key) is not null)]);
        var bases = await BasesAsync(now, ct);
        var made = new ProposalMaker(situation, result, now, bases).Make();
        return await store.KeepAsync(now, result, refresh, reason, made, ct);
    }

    private async Task<PairBases> BasesAsync(RunInput now, CancellationToken ct)
    {
        var decisions = PairBases.Relevant(await queries.DecisionsAsync(ct), now.Decided);
        var runs = await queries.RunsAsync([.. decisions.Select(decision => decision.PriorityRunId).Distinct()], ct);
        return new(now, decisions, runs.ToDictionary(run => run.Key, run => run.Value.ToInput()), ranker);
    }
}

/// <summary>Why a run was made.</summary>
public static class RunReason
{
    public const string Refresh = "refresh";
    public const string Decision = "decision";

    /// <summary>Somebody made a proposal of what they had tried.</summary>
    public const string Scenario = "scenario";
}
