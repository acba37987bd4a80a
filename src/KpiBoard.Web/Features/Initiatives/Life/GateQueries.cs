using KpiBoard.Core;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Settings;

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
        SELECT [Id], [Status], [Approach], [IsBet], [Progress], [Budget], [BudgetCurrency]
          FROM [Initiative]
         WHERE [Status] NOT IN ('closed', 'stopped')
        """;

    private const string CostsSql = """
        SELECT c.[InitiativeId], c.[Currency], SUM(c.[Amount]) AS [Units]
          FROM [InitiativeCost] c
          JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
         WHERE c.[RemovedAt] IS NULL AND i.[Status] NOT IN ('closed', 'stopped')
         GROUP BY c.[InitiativeId], c.[Currency]
        """;

    private const string RatesSql = """
        SELECT r.[Currency], r.[Rate]
          FROM [MonthRate] r
         WHERE r.[Month] = (SELECT MAX(n.[Month]) FROM [MonthRate] n WHERE n.[Currency] = r.[Currency])
        """;

    /// <summary>What an initiative rests on.</summary>
    public static async Task<EvidenceStanding> StandingAsync(
        DatabaseTransaction snapshot,
        long id,
        CompanySettings settings,
        DateOnly today
    ) =>
        EvidenceLedger.Assess(
            (await snapshot.QueryAsync<EvidenceRow>(EvidenceSql, new { id })).Select(row => row.ToItem()),
            today,
            settings.HalfLives
        );

    /// <summary>What is left of the budgets of all open initiatives, in the company's currency.</summary>
    /// <param name="as">What is to be taken in place of a row, for one that is about to change.</param>
    public static async Task<IReadOnlyList<RemainingRow>> RemainingAsync(
        DatabaseTransaction snapshot,
        CompanySettings settings,
        Func<BudgetRow, BudgetRow>? @as = null
    )
    {
        var rows = (await snapshot.QueryAsync<BudgetRow>(BudgetsSql)).Select(row => @as?.Invoke(row) ?? row);
        var costs = (await snapshot.QueryAsync<CostRow>(CostsSql)).ToLookup(row => row.InitiativeId);
        var rates = (await snapshot.QueryAsync<RateRow>(RatesSql)).ToDictionary(row => row.Currency, row => row.Rate);
        Money? Convert(Money amount, string? currency) =>
            amount == Money.Zero || settings.Currency is not { } own || currency == own ? amount
            : rates.TryGetValue(currency ?? "", out var rate) ? ExchangeRate.Convert(amount, rate)
            : null;
        return [.. rows.Select(row => new RemainingRow(row, Left(row, [.. costs[row.Id]], Convert)))];
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

    /// <summary>Null where a sum cannot be converted.</summary>
    private static Money? Left(BudgetRow row, IReadOnlyList<CostRow> costs, Func<Money, string?, Money?> convert)
    {
        if (convert(row.Budget ?? Money.Zero, row.BudgetCurrency) is not { } budget)
        {
            return null;
        }
        if (costs.Count == 0)
        {
            return Remaining.Budget(budget, null, row.Progress);
        }
        var spent = costs.Select(cost => convert(new Money(cost.Units), cost.Currency)).ToList();
        return spent.Contains(null)
            ? null
            : Remaining.Budget(budget, spent.Aggregate(Money.Zero, (sum, one) => sum + one!.Value), row.Progress);
    }

    private sealed class EvidenceRow
    {
        public string Kind { get; init; } = "";
        public string Grade { get; init; } = "";
        public DateOnly FoundOn { get; init; }
        public bool IsAgainst { get; init; }

        public EvidenceItem ToItem() =>
            new(
                Enum.Parse<EvidenceKind>(Kind, ignoreCase: true),
                Enum.Parse<EvidenceGrade>(Grade, ignoreCase: true),
                FoundOn,
                IsAgainst
            );
    }

    private sealed class CostRow
    {
        public long InitiativeId { get; init; }
        public string Currency { get; init; } = "";
        public long Units { get; init; }
    }

    private sealed class RateRow
    {
        public string Currency { get; init; } = "";
        public long Rate { get; init; }
    }
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
}

/// <summary>What an open initiative still may spend.</summary>
/// <param name="Left">In the company's currency; null when it cannot be said in it.</param>
public sealed record RemainingRow(long Id, string Status, string? Approach, bool IsBet, Money? Left)
{
    public RemainingRow(BudgetRow row, Money? left)
        : this(row.Id, row.Status, row.Approach, row.IsBet, left) { }
}
