using System.Collections.Concurrent;
using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>
/// How many requests for help wait for a person: those of the initiatives that they sponsor, and for executives those that
/// nobody sponsors. It stands on every page, so it is kept for a moment.
/// </summary>
public sealed class HelpCounts(KpiDatabase database, TimeProvider clock)
{
    private const string CountSql = """
        SELECT COUNT(*)
          FROM [HelpRequest] h
          JOIN [Initiative] i ON i.[Id] = h.[InitiativeId]
         WHERE h.[AnsweredAt] IS NULL AND (i.[SponsorId] = @person OR (@decides = 1 AND i.[SponsorId] IS NULL))
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(long Person, bool Decides), (int Count, DateTimeOffset At)> counted = [];

    public async Task<int> OfAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var key = (person.Id(), person.May(AccessPolicy.ManageInitiatives));
        if (counted.TryGetValue(key, out var known) && now - known.At < Kept)
        {
            return known.Count;
        }
        var count = (int)
            await database.ScalarAsync<long>(CountSql, new { person = key.Item1, decides = key.Item2 ? 1 : 0 }, ct);
        counted[key] = (count, now);
        return count;
    }

    public void Forget() => counted.Clear();
}
