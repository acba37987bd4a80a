using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>The order as it is decided and as it is computed, now.</summary>
/// <param name="Decided">The order in force of what is open, by key; empty before the first decision.</param>
/// <param name="Open">What waits for a decision.</param>
public sealed record Standing(
    Situation Situation,
    PriorityResult Result,
    IReadOnlyList<string> Decided,
    IReadOnlyList<ProposalRow> Open
)
{
    /// <summary>The rank decided, from 1; none when nobody has decided on it.</summary>
    public int? DecidedRank(string key) => Decided.IndexOf(key) is var at and >= 0 ? at + 1 : null;

    /// <summary>In the order in force, and behind it, as computed, what nobody has decided on.</summary>
    public IReadOnlyList<Ranked> InOrder =>
        [.. Decided.Select(Result.Of), .. Result.Initiatives.Where(one => !Decided.Contains(one.Key))];
}

/// <summary>What pages, endpoints and commands ask of the priorities; it is worked out when it is asked for.</summary>
public sealed class PriorityDesk(PriorityReader reader, PriorityQueries queries, PriorityRanker ranker)
{
    public async Task<Standing> StandingAsync(CancellationToken ct, long seed = PriorityRanker.Seed)
    {
        var situation = await reader.ReadAsync(ct);
        var decided = await queries.DecidedAsync(ct);
        return new(
            situation,
            ranker.Rank(situation, seed),
            [.. decided.Where(key => situation.Find(key) is not null)],
            await queries.OpenAsync(ct)
        );
    }
}
