using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Periods;

/// <summary>The months with revenue, what the figures count in them, and how they have been closed and reopened.</summary>
public sealed class PeriodQueries(KpiDatabase database)
{
    private const string SumsSql = """
        SELECT m.[Month], m.[Currency], SUM(m.[Lines]) AS [Rows], SUM(m.[Amount]) AS [Units]
          FROM [CustomerMonth] m
         GROUP BY m.[Month], m.[Currency]
         ORDER BY m.[Month] DESC, m.[Currency]
        """;

    // What has been imported can be closed, whether or not a refresh has counted it yet.
    private const string ImportedSql = """
        SELECT DISTINCT t.[Month]
          FROM [ImportTotal] t
          JOIN [ImportBatch] b ON b.[Id] = t.[BatchId]
         WHERE b.[Kind] = 'revenue' AND b.[Status] = 'published'
        """;

    private const string EventsSql = """
        SELECT [Month], [ClosedAt], [ClosedBy], [ClosedWhy], [ReopenedAt], [ReopenedBy], [ReopenedWhy]
          FROM [PeriodClose]
         ORDER BY [Id] DESC
        """;

    /// <summary>The months from the first with revenue to the last one that has ended, the newest first.</summary>
    public async Task<IReadOnlyList<PeriodLine>> MonthsAsync(DateOnly today, CancellationToken ct)
    {
        var sums = (await database.QueryAsync<PeriodSum>(SumsSql, null, ct)).ToLookup(sum => sum.Month);
        var closed = (await EventsAsync(ct)).Where(step => step.ReopenedAt is null).ToDictionary(step => step.Month);
        var known = sums.Select(month => month.Key)
            .Union(await database.QueryAsync<int>(ImportedSql, null, ct))
            .Union(closed.Keys)
            .ToList();
        if (known.Count == 0)
        {
            return [];
        }
        var first = Month.FromKey(known.Min());
        var last = Month.FromDate(today);
        return
        [
            .. Enumerable
                .Range(0, Math.Max(last - first + 1, 0))
                .Select(back => last - back)
                .Select(month => new PeriodLine(
                    month,
                    [.. sums[month.Key]],
                    closed.GetValueOrDefault(month.Key),
                    HasEnded: month.LastDay < today
                )),
        ];
    }

    public Task<IReadOnlyList<PeriodStep>> EventsAsync(CancellationToken ct) =>
        database.QueryAsync<PeriodStep>(EventsSql, null, ct);
}

/// <summary>One month.</summary>
/// <param name="Closed">Since when it is closed; null while it is open.</param>
public sealed record PeriodLine(Month Month, IReadOnlyList<PeriodSum> Sums, PeriodStep? Closed, bool HasEnded)
{
    public long Rows => Sums.Sum(sum => sum.Rows);

    public bool IsOpenUpTo(Month last) => Closed is null && HasEnded && Month <= last;
}

public sealed class PeriodSum
{
    public int Month { get; init; }

    public string Currency { get; init; } = "";

    public long Rows { get; init; }

    public long Units { get; init; }

    public Money Amount => new(Units);
}

/// <summary>A month was closed, and perhaps reopened.</summary>
public sealed class PeriodStep
{
    public int Month { get; init; }

    public string Period => $"{Month / 100:0000}-{Month % 100:00}";

    public DateTimeOffset ClosedAt { get; init; }

    public string ClosedBy { get; init; } = "";

    public string ClosedWhy { get; init; } = "";

    public DateTimeOffset? ReopenedAt { get; init; }

    public string? ReopenedBy { get; init; }

    public string? ReopenedWhy { get; init; }
}
