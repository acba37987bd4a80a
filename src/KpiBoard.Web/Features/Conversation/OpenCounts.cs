using System.Collections.Concurrent;
using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>
/// How much waits for a person: open tasks and mentions not yet read. It stands on every page, so it is kept for a moment;
/// what is written in this process is counted at once, what another node writes a little later.
/// </summary>
public sealed class OpenCounts(KpiDatabase database, TimeProvider clock)
{
    private const string CountSql = """
        SELECT (SELECT COUNT(*) FROM [Task] WHERE [OwnerId] = @person AND [DoneAt] IS NULL AND [WithdrawnAt] IS NULL)
               + (SELECT COUNT(*) FROM [Mention] WHERE [PersonId] = @person AND [SeenAt] IS NULL)
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<long, (int Count, DateTimeOffset At)> counted = [];

    public async Task<int> OfAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = person.Id();
        if (counted.TryGetValue(id, out var known) && now - known.At < Kept)
        {
            return known.Count;
        }
        var count = (int)await database.ScalarAsync<long>(CountSql, new { person = id }, ct);
        counted[id] = (count, now);
        return count;
    }

    public void Forget() => counted.Clear();
}
