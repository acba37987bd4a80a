using KpiBoard.Core;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>One customer, as the files say and as the figures count it; and who counts as whom.</summary>
public sealed class CustomerQueries(KpiDatabase database)
{
    private const string CustomerSql = """
        SELECT c.[Id], c.[CustomerId], k.[CountedAs], t.[CustomerId] AS [CountedAsNumber]
          FROM [Customer] c
          LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = c.[Id] AND k.[CountedAs] <> c.[Id]
          LEFT JOIN [Customer] t ON t.[Id] = k.[CountedAs]
         WHERE c.[Id] = @id AND c.[Id] <> 0
        """;

    private const string IdOfSql = "SELECT [Id] FROM [Customer] WHERE [CustomerId] = @number AND [Id] <> 0";

    // Lines are found by month and customer; which months there are, the totals of the imports know.
    private const string LinesSql = """
        SELECT t.[Month], f.[Currency], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
          FROM (SELECT DISTINCT [Month] FROM [ImportTotal]) t
         CROSS JOIN [CurrentRevenueLine] f
         WHERE f.[BookedMonth] = t.[Month] AND f.[CustomerId] = @id
         GROUP BY t.[Month], f.[Currency]
        """;

    private const string CountedSql = """
        SELECT m.[Month], m.[Currency], m.[Lines] AS [Rows], m.[Amount] AS [Units]
          FROM [CustomerMonth] m
         WHERE m.[CustomerId] = @id
        """;

    private const string HistorySql = """
        SELECT v.[ValidFrom], v.[Name], v.[Segment], v.[Region], v.[BusinessUnit], v.[JoinedOn], v.[LeftOn], v.[BatchId]
          FROM [VisibleCustomerVersion] v
         WHERE v.[CustomerId] = @id
         ORDER BY v.[ValidFrom] DESC, v.[BatchId] DESC, v.[Line] DESC
        """;

    private const string AnswersSql = """
        SELECT a.[AnsweredOn], a.[Level], a.[Score], a.[Touchpoint], a.[Journey]
          FROM (SELECT f.[AnsweredOn], f.[Level], f.[Score], f.[Touchpoint], f.[Journey],
                       ROW_NUMBER() OVER (ORDER BY f.[AnsweredAt] DESC, f.[BatchId] DESC, f.[Line] DESC) AS [Number]
                  FROM [CurrentSurveyResponse] f
                 WHERE f.[CustomerId] = @id) a
         WHERE a.[Number] <= 50
         ORDER BY a.[Number]
        """;

    private const string SameNameSql = """
        SELECT DISTINCT c.[Id], c.[CustomerId]
          FROM [VisibleCustomerVersion] v
         CROSS JOIN [CustomerVersion] o
         CROSS JOIN [Customer] c
         WHERE v.[CustomerId] = @id AND v.[Name] IS NOT NULL AND v.[Name] <> ''
           AND o.[Name] = v.[Name] AND o.[CustomerId] <> @id AND c.[Id] = o.[CustomerId]
           AND NOT EXISTS (SELECT 1
                             FROM [CustomerMerge] m
                            WHERE m.[UndoneAt] IS NULL
                              AND ((m.[FromId] = @id AND m.[ToId] = c.[Id]) OR (m.[FromId] = c.[Id] AND m.[ToId] = @id)))
         ORDER BY c.[CustomerId]
        """;

    private const string MergesSql = """
        SELECT m.[Id], m.[FromId], f.[CustomerId] AS [FromNumber], m.[ToId], t.[CustomerId] AS [ToNumber],
               m.[MergedAt], m.[MergedBy], m.[UndoneAt], m.[UndoneBy]
          FROM [CustomerMerge] m
          JOIN [Customer] f ON f.[Id] = m.[FromId]
          JOIN [Customer] t ON t.[Id] = m.[ToId]
         WHERE @id = 0 OR m.[FromId] = @id OR m.[ToId] = @id
         ORDER BY m.[Id] DESC
        """;

    private const string ExclusionsSql = """
        SELECT e.[CustomerId] AS [Id], c.[CustomerId] AS [Number], e.[Reason], e.[ExcludedAt], e.[ExcludedBy],
               e.[UndoneAt], e.[UndoneBy]
          FROM [CustomerExclusion] e
          JOIN [Customer] c ON c.[Id] = e.[CustomerId]
         WHERE @id = 0 OR e.[CustomerId] = @id
         ORDER BY e.[Id] DESC
        """;

    public Task<FoundCustomer?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<FoundCustomer>(CustomerSql, new { id }, ct);

    /// <summary>The customer of a number, compared byte for byte; null when there is none.</summary>
    public Task<long?> IdOfAsync(string number, CancellationToken ct) =>
        database.ScalarAsync<long?>(IdOfSql, new { number }, ct);

    /// <summary>By month and currency, the newest first: what the files say of this number, and what the figures count.</summary>
    public async Task<IReadOnlyList<CustomerMonthLine>> MonthsAsync(long id, CancellationToken ct)
    {
        var own = await database.QueryAsync<MonthSum>(LinesSql, new { id }, ct);
        var counted = await database.QueryAsync<MonthSum>(CountedSql, new { id }, ct);
        var figures = counted.ToDictionary(sum => (sum.Month, sum.Currency));
        var files = own.ToDictionary(sum => (sum.Month, sum.Currency));
        return
        [
            .. files
                .Keys.Union(figures.Keys)
                .OrderByDescending(at => at.Month)
                .ThenBy(at => at.Currency, StringComparer.Ordinal)
                .Select(at => new CustomerMonthLine(
                    at.Month,
                    at.Currency,
                    files.GetValueOrDefault(at)?.Rows ?? 0,
                    Money(files.GetValueOrDefault(at)),
                    Money(figures.GetValueOrDefault(at))
                )),
        ];
    }

    public Task<IReadOnlyList<CustomerStep>> HistoryAsync(long id, CancellationToken ct) =>
        database.QueryAsync<CustomerStep>(HistorySql, new { id }, ct);

    /// <summary>The last fifty answers, without what was written in them.</summary>
    public Task<IReadOnlyList<CustomerAnswer>> AnswersAsync(long id, CancellationToken ct) =>
        database.QueryAsync<CustomerAnswer>(AnswersSql, new { id }, ct);

    /// <summary>Other numbers that were ever described under the same name: perhaps the same customer.</summary>
    public Task<IReadOnlyList<FoundCustomer>> SameNameAsync(long id, CancellationToken ct) =>
        database.QueryAsync<FoundCustomer>(SameNameSql, new { id }, ct);

    /// <summary>The merges of one customer, taken back ones too; of all when 0. The newest first.</summary>
    public Task<IReadOnlyList<CustomerMergeLine>> MergesAsync(long id, CancellationToken ct) =>
        database.QueryAsync<CustomerMergeLine>(MergesSql, new { id }, ct);

    /// <summary>The exclusions of one customer, taken back ones too; of all when 0. The newest first.</summary>
    public Task<IReadOnlyList<CustomerExclusionLine>> ExclusionsAsync(long id, CancellationToken ct) =>
        database.QueryAsync<CustomerExclusionLine>(ExclusionsSql, new { id }, ct);

    private static Money? Money(MonthSum? sum) => sum is null ? null : new Money(sum.Units);

    private sealed class MonthSum
    {
        public int Month { get; init; }

        public string Currency { get; init; } = "";

        public long Rows { get; init; }

        public long Units { get; init; }
    }
}
