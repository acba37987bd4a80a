using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Scheduling;

/// <summary>
/// What waits for a refresh: imports, merged customers and closed months that the figures do not show yet, and runs that
/// were asked for.
/// </summary>
public sealed class WaitingWork(KpiDatabase database, TimeProvider clock)
{
    /// <summary>Files that come in one after the other are gathered until nothing came for this long...</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    /// <summary>...but the first of them never waits longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const string StateSql = """
        WITH [Waiting] AS (
            SELECT COALESCE([UndoneAt], [PublishedAt]) AS [At]
              FROM [ImportBatch]
             WHERE ([ReflectedStatus] IS NULL AND [Status] IN ('published', 'undone'))
                OR ([ReflectedStatus] = 'published' AND [Status] = 'undone')
             UNION ALL
            SELECT [ChangedAt]
              FROM [CustomerCounting]
             WHERE [CountedAs] <> [ReflectedAs]
             UNION ALL
            SELECT COALESCE([ReopenedAt], [ClosedAt])
              FROM [PeriodClose]
             WHERE COALESCE([ReopenedAt], [ClosedAt]) > (SELECT MAX([StartedAt])
                                                           FROM [RefreshRun]
                                                          WHERE [Status] = 'done')
        )
        SELECT (SELECT COUNT(*) FROM [RefreshRun] WHERE [Status] IN ('queued', 'running')) AS [Runs],
               (SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'loading') AS [Loading],
               (SELECT MIN([At]) FROM [Waiting]) AS [FirstAt],
               (SELECT MAX([At]) FROM [Waiting]) AS [LastAt],
               (SELECT MAX([StartedAt]) FROM [RefreshRun] WHERE [Status] = 'failed') AS [FailedAt]
        """;

    public async Task<WaitingState> ReadAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<WaitingState>(StateSql, null, ct))!;

    /// <summary>
    /// True when the imports that wait are worth a run now. What a run has already failed on waits for the next night,
    /// a person, or another import.
    /// </summary>
    public bool IsDue(WaitingState state)
    {
        if (state.FirstAt is not { } first || state.LastAt is not { } last || state.FailedAt > last)
        {
            return false;
        }
        var now = clock.GetUtcNow();
        return now - first >= Longest || (state.Loading == 0 && now - last >= Quiet);
    }
}

public sealed class WaitingState
{
    /// <summary>Runs asked for and not over, among them those of a process that has ended.</summary>
    public int Runs { get; init; }

    public int Loading { get; init; }

    public DateTimeOffset? FirstAt { get; init; }

    public DateTimeOffset? LastAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }
}
