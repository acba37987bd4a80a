using KpiBoard.Core;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Reconciliation;

/// <summary>The lines in force by month and currency beside the general ledger, and what they consist of.</summary>
public sealed class ReconciliationQueries(KpiDatabase database)
{
    private const string LinesSql = """
        SELECT l.[Month], l.[Currency], SUM(l.[Rows]) AS [Rows], SUM(l.[Amount]) AS [Ours],
               SUM(CASE WHEN l.[CustomerId] = 0 THEN l.[Amount] ELSE 0 END) AS [Unidentified],
               SUM(CASE WHEN l.[CustomerId] <> 0 AND d.[CustomerId] IS NULL THEN l.[Amount] ELSE 0 END) AS [NotDescribed],
               SUM(l.[WithoutCost]) AS [WithoutCost],
               SUM(CASE WHEN k.[CountedAs] = -1 THEN l.[Amount] ELSE 0 END) AS [Excluded]
          FROM (SELECT f.[BookedMonth] AS [Month], f.[Currency], f.[CustomerId], COUNT(*) AS [Rows],
                       SUM(f.[Amount]) AS [Amount],
                       SUM(CASE WHEN f.[Cost] IS NULL THEN f.[Amount] ELSE 0 END) AS [WithoutCost]
                  FROM [CurrentRevenueLine] f
                 WHERE f.[BookedMonth] BETWEEN @from AND @to
                 GROUP BY f.[BookedMonth], f.[Currency], f.[CustomerId]) l
          LEFT JOIN (SELECT DISTINCT v.[CustomerId] FROM [VisibleCustomerVersion] v) d ON d.[CustomerId] = l.[CustomerId]
          LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = l.[CustomerId]
         GROUP BY l.[Month], l.[Currency]
        """;

    private const string TotalsSql = """
        SELECT [Month], [Currency], [Amount], [EnteredAt], [EnteredBy]
          FROM [LedgerTotal]
         WHERE [Month] BETWEEN @from AND @to
        """;

    private const string RatesSql =
        "SELECT DISTINCT [Currency], [Month] FROM [CurrentExchangeRate] WHERE [Month] BETWEEN @from AND @to";

    private const string SumsSql = """
        SELECT f.[BookedMonth] AS [Month], f.[Currency], SUM(f.[Amount]) AS [Ours]
          FROM [CurrentRevenueLine] f
         WHERE f.[BookedMonth] BETWEEN @from AND @to
         GROUP BY f.[BookedMonth], f.[Currency]
        """;

    private const string ClosedSql = """
        SELECT [Month]
          FROM [PeriodClose]
         WHERE [ReopenedAt] IS NULL AND [Month] BETWEEN @from AND @to
        """;

    private const string YearsSql = """
        SELECT DISTINCT t.[Month] / 100 AS [Year]
          FROM [ImportTotal] t
          JOIN [ImportBatch] b ON b.[Id] = t.[BatchId]
         WHERE b.[Kind] = 'revenue'
         UNION
        SELECT DISTINCT [Month] / 100 FROM [LedgerTotal]
        """;

    private const string BatchesSql = """
        SELECT l.[BatchId] AS [Id], b.[FileName], s.[Name] AS [Source], b.[Status], b.[PublishedAt] AS [At],
               b.[StartedBy] AS [By], l.[Rows], l.[Units]
          FROM (SELECT f.[BatchId], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
                  FROM [CurrentRevenueLine] f
                 WHERE f.[BookedMonth] = @month AND f.[Currency] = @currency
                 GROUP BY f.[BatchId]) l
          JOIN [ImportBatch] b ON b.[Id] = l.[BatchId]
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         ORDER BY l.[BatchId] DESC
        """;

    private const string UndoneSql = """
        SELECT b.[Id], b.[FileName], s.[Name] AS [Source], b.[Status], b.[UndoneAt] AS [At], b.[UndoneBy] AS [By],
               t.[Rows], t.[Amount] AS [Units]
          FROM [ImportTotal] t
          JOIN [ImportBatch] b ON b.[Id] = t.[BatchId]
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE t.[Month] = @month AND t.[Currency] = @currency AND b.[Status] = 'undone'
         ORDER BY b.[Id] DESC
        """;

    /// <summary>The years with lines or totals, the newest first.</summary>
    public async Task<IReadOnlyList<int>> YearsAsync(CancellationToken ct) =>
        [.. (await database.QueryAsync<int>(YearsSql, null, ct)).OrderDescending()];

    /// <summary>Every month and currency of some months, the newest first.</summary>
    /// <param name="currency">The company's: it needs no rate.</param>
    public async Task<IReadOnlyList<ReconciledMonth>> MonthsAsync(
        int from,
        int to,
        string? currency,
        CancellationToken ct
    )
    {
        var lines = await database.QueryAsync<LinesRow>(LinesSql, new { from, to }, ct);
        var totals = await database.QueryAsync<TotalRow>(TotalsSql, new { from, to }, ct);
        var rates = (await database.QueryAsync<RateRow>(RatesSql, new { from, to }, ct))
            .Select(rate => (rate.Month, rate.Currency))
            .ToHashSet();
        var closed = (await database.QueryAsync<int>(ClosedSql, new { from, to }, ct)).ToHashSet();
        var ours = lines.ToDictionary(row => (row.Month, row.Currency));
        var lastYear = (
            await database.QueryAsync<LinesRow>(SumsSql, new { from = from - 100, to = to - 100 }, ct)
        ).ToDictionary(row => (row.Month + 100, row.Currency), row => row.Ours);
        var targets = await TargetQueries.ReadAsync(database, ct);
        // A budget is of all currencies together: where there is one, it is that one's.
        var currencies = lines.ToLookup(row => row.Month);
        var theirs = totals.ToDictionary(row => (row.Month, row.Currency));
        return
        [
            .. ours
                .Keys.Union(theirs.Keys)
                .OrderByDescending(at => at.Month)
                .ThenBy(at => at.Currency, StringComparer.Ordinal)
                .Select(at => new ReconciledMonth(
                    at.Month,
                    at.Currency,
                    ours.GetValueOrDefault(at) ?? new LinesRow(),
                    theirs.GetValueOrDefault(at),
                    HasRate: at.Currency == (currency ?? at.Currency) || rates.Contains(at)
                )
                {
                    IsClosed = closed.Contains(at.Month),
                    LastYear = lastYear.TryGetValue(at, out var before) ? new Money(before) : null,
                    Budget =
                        at.Currency == currency && currencies[at.Month].All(row => row.Currency == currency)
                            ? Budgets.Of(targets, KpiBoard.Core.Periods.Month.FromKey(at.Month))
                            : null,
                }),
        ];
    }

    /// <summary>The imports whose lines are in force in a month and currency, and those undone that once brought some.</summary>
    public async Task<IReadOnlyList<ReconciledImport>> ImportsAsync(int month, string currency, CancellationToken ct) =>
        [
            .. await database.QueryAsync<ReconciledImport>(BatchesSql, new { month, currency }, ct),
            .. await database.QueryAsync<ReconciledImport>(UndoneSql, new { month, currency }, ct),
        ];

    private sealed class RateRow
    {
        public string Currency { get; init; } = "";

        public int Month { get; init; }
    }
}

/// <summary>A month in one currency.</summary>
/// <param name="Total">What the general ledger says; null as long as nobody has entered it.</param>
public sealed record ReconciledMonth(int Month, string Currency, LinesRow Lines, TotalRow? Total, bool HasRate)
{
    public string Period => $"{Month / 100:0000}-{Month % 100:00}";

    public bool IsClosed { get; init; }

    public Money? LastYear { get; init; }

    /// <summary>In the company's currency; null where the month has others too, or no budget.</summary>
    public Money? Budget { get; init; }

    public BudgetLine Beside => new(Ours, Budget, LastYear);

    public Money Ours => new(Lines.Ours);

    public Money? Ledger => Total is null ? null : new Money(Total.Amount);

    /// <summary>Ours less the general ledger's.</summary>
    public Money? Difference => Ledger is { } ledger ? Ours - ledger : null;

    public Money WithoutRate => HasRate ? Money.Zero : Ours;
}

public sealed class LinesRow
{
    public int Month { get; init; }

    public string Currency { get; init; } = "";

    public long Rows { get; init; }

    public long Ours { get; init; }

    public long Unidentified { get; init; }

    public long NotDescribed { get; init; }

    public long WithoutCost { get; init; }

    public long Excluded { get; init; }
}

public sealed class TotalRow
{
    public int Month { get; init; }

    public string Currency { get; init; } = "";

    public long Amount { get; init; }

    public DateTimeOffset EnteredAt { get; init; }

    public string EnteredBy { get; init; } = "";
}

/// <summary>An import's part of a month; of an undone one what it had brought.</summary>
public sealed class ReconciledImport
{
    public long Id { get; init; }

    public string FileName { get; init; } = "";

    public string Source { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset? At { get; init; }

    public string? By { get; init; }

    public long Rows { get; init; }

    public long Units { get; init; }

    public Money Amount => new(Units);

    public bool IsUndone => Status == "undone";

    /// <summary>Whether this import alone, too much or missing, is just the difference.</summary>
    public bool Explains(Money? difference) =>
        difference is { Units: not 0 } open && Units != 0 && open.Units == (IsUndone ? -Units : Units);
}
