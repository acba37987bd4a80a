using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// How much of the remaining budget is guesswork: the same on the board, on the pages of the strategy and for scripts, so
/// that no two places say different things. It tells what was known when the clock stood where it stands.
/// </summary>
public sealed class GuessworkReader(KpiDatabase database, CompanySettingsStore settings, TimeProvider clock)
{
    // A step after that moment says where the initiative stood before it; a check-in after it had not been said yet.
    private const string OpenSql = """
        SELECT i.[Id], i.[Title], COALESCE(s.[FromStatus], i.[Status]) AS [Status], i.[OwnerId], o.[Name] AS [Owner],
               i.[IsBet], i.[ProofDate], i.[KillCriterion], i.[Budget], i.[BudgetCurrency],
               COALESCE(c.[Progress], 0) AS [Progress], x.[Spent]
          FROM [Initiative] i
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
          LEFT JOIN (SELECT [InitiativeId], MIN([Id]) AS [Id]
                       FROM [InitiativeStep]
                      WHERE [At] > @at
                      GROUP BY [InitiativeId]) f ON f.[InitiativeId] = i.[Id]
          LEFT JOIN [InitiativeStep] s ON s.[Id] = f.[Id]
          LEFT JOIN (SELECT [InitiativeId], MAX([Id]) AS [Id]
                       FROM [CheckIn]
                      WHERE [At] <= @at
                      GROUP BY [InitiativeId]) l ON l.[InitiativeId] = i.[Id]
          LEFT JOIN [CheckIn] c ON c.[Id] = l.[Id]
          LEFT JOIN (SELECT [InitiativeId], [Currency], SUM([Amount]) AS [Spent]
                       FROM [InitiativeCost]
                      WHERE [AddedAt] <= @at AND ([RemovedAt] IS NULL OR [RemovedAt] > @at)
                      GROUP BY [InitiativeId], [Currency]) x ON x.[InitiativeId] = i.[Id]
                                                            AND x.[Currency] = i.[BudgetCurrency]
         WHERE i.[CreatedAt] <= @at AND COALESCE(s.[FromStatus], i.[Status]) NOT IN ('closed', 'stopped')
         ORDER BY i.[Id]
        """;

    private const string EvidenceSql = """
        SELECT [InitiativeId], [Kind], [Grade], [FoundOn], [IsAgainst]
          FROM [Evidence]
         WHERE [AssessedAt] <= @at AND ([RemovedAt] IS NULL OR [RemovedAt] > @at)
         ORDER BY [Id]
        """;

    private const string HistorySql = """
        SELECT [OnDay], [Remaining], [Assumed], [Stale], [Bets], [Currency], [KnownAt]
          FROM [GuessworkShare]
         WHERE [OnDay] <= @day
         ORDER BY [OnDay]
        """;

    private const string BeforeSql = """
        SELECT [OnDay], [Remaining], [Assumed], [Stale], [Bets], [Currency], [KnownAt]
          FROM [GuessworkShare]
         WHERE [Currency] = @currency
           AND [OnDay] = (SELECT MAX([OnDay]) FROM [GuessworkShare] WHERE [OnDay] < @month AND [Currency] = @currency)
        """;

    /// <summary>What open initiatives rest on, with the sums and the day to compare with.</summary>
    public async Task<GuessworkState> ReadAsync(CancellationToken ct)
    {
        var company = await settings.GetAsync(ct);
        var at = clock.GetUtcNow();
        var today = company.DateOf(at);
        return await database.ReadSnapshotAsync(
            async snapshot =>
            {
                var evidence = (await snapshot.QueryAsync<EvidenceItemRow>(EvidenceSql, new { at })).ToLookup(row =>
                    row.InitiativeId
                );
                var lines = await snapshot.QueryAsync<GuessworkLine>(OpenSql, new { at });
                var currency = company.Currency ?? Usual(lines);
                var rates = await LatestRates.ReadAsync(snapshot, today);
                var judged = lines.Select(line =>
                    line with
                    {
                        Standing = EvidenceLedger.Assess(
                            evidence[line.Id].Select(one => one.ToItem()),
                            today,
                            company.HalfLives
                        ),
                        Counted = line.Left is { } left ? rates.Convert(left, line.BudgetCurrency, currency) : null,
                    }
                );
                var month = new DateOnly(today.Year, today.Month, 1);
                return new GuessworkState(today, currency, [.. judged])
                {
                    Before = await snapshot.SingleOrDefaultAsync<GuessworkDay>(BeforeSql, new { currency, month }),
                };
            },
            ct
        );
    }

    /// <summary>The days that were kept, the oldest first.</summary>
    public async Task<IReadOnlyList<GuessworkDay>> HistoryAsync(CancellationToken ct)
    {
        var day = (await settings.GetAsync(ct)).DateOf(clock.GetUtcNow());
        return await database.QueryAsync<GuessworkDay>(HistorySql, new { day }, ct);
    }

    /// <summary>Where the company has not set its currency: the one that most budgets are in.</summary>
    private static string Usual(IEnumerable<GuessworkLine> lines) =>
        lines
            .Where(line => line.Left is not null)
            .GroupBy(line => line.BudgetCurrency ?? "")
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Key
        ?? "";
}
