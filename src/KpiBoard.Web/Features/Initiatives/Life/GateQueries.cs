using KpiBoard.Core;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>Reads what the gate asks: what an initiative rests on, and what is left of all budgets.</summary>
public static class GateQueries
{
    private const string EvidenceSql = """
        SELECT [Kind], [Grade], [FoundOn], [IsAgainst]
          FROM [Evidence]
         WHERE [InitiativeId] = @id AND [RemovedAt] IS NULL
        """;

    private const string BudgetsSql = """
        SELECT i.[Id], i.[Status], i.[Approach], i.[IsBet], i.[Progress], i.[Budget], i.[BudgetCurrency],
               (SELECT SUM(c.[Amount])
                  FROM [InitiativeCost] c
                 WHERE c.[InitiativeId] = i.[Id] AND c.[Currency] = i.[BudgetCurrency] AND c.[RemovedAt] IS NULL
               ) AS [Spent]
          FROM [Initiative] i
         WHERE i.[Status] NOT IN ('closed', 'stopped')
        """;

    /// <summary>What an initiative rests on.</summary>
    public static async Task<EvidenceStanding> StandingAsync(
        DatabaseTransaction snapshot,
        long id,
        CompanySettings settings,
        DateOnly today
    ) =>
        EvidenceLedger.Assess(
            (await snapshot.QueryAsync<EvidenceItemRow>(EvidenceSql, new { id })).Select(row => row.ToItem()),
            today,
            settings.HalfLives
        );

    /// <summary>What is left of the budgets of all open initiatives, in the company's currency.</summary>
    /// <param name="as">What is to be taken in place of a row, for one that is about to change.</param>
    public static async Task<IReadOnlyList<RemainingRow>> RemainingAsync(
        DatabaseTransaction snapshot,
        CompanySettings settings,
        DateOnly today,
        Func<BudgetRow, BudgetRow>? @as = null
    )
    {
        var rows = await snapshot.QueryAsync<BudgetRow>(BudgetsSql);
        var rates = await LatestRates.ReadAsync(snapshot, today);
        return
        [
            .. rows.Select(row => @as?.Invoke(row) ?? row)
                .Select(row => new RemainingRow(row, rates.Convert(row.Left, row.BudgetCurrency, settings.Currency))),
        ];
    }

    /// <summary>The same as the gate takes it: what has not been approved yet stakes nothing, but for the one that asks.</summary>
    public static IReadOnlyList<OpenBudget> ForGate(IEnumerable<RemainingRow> rows, long? asking = null) =>
        [
            .. rows.Select(row => new OpenBudget(
                row.Id,
                row.IsBet && (row.Id == asking || InitiativeStatus.IsApproved(row.Status)),
                row.Left
            )),
        ];
}

/// <summary>An open initiative's budget and what is known of how far it is.</summary>
public sealed record BudgetRow
{
    public long Id { get; init; }
    public string Status { get; init; } = "";
    public string? Approach { get; init; }
    public bool IsBet { get; init; }
    public int Progress { get; init; }
    public Money? Budget { get; init; }
    public string? BudgetCurrency { get; init; }

    /// <summary>In the currency of the budget; none when nothing is recorded in it.</summary>
    public Money? Spent { get; init; }

    public Money Left => Budget is { } budget ? Remaining.Budget(budget, Spent, Progress) : Money.Zero;
}

/// <summary>What an open initiative still may spend.</summary>
/// <param name="Left">In the company's currency; null when it cannot be said in it.</param>
public sealed record RemainingRow(long Id, string Status, string? Approach, bool IsBet, Money? Left)
{
    public RemainingRow(BudgetRow row, Money? left)
        : this(row.Id, row.Status, row.Approach, row.IsBet, left) { }
}
