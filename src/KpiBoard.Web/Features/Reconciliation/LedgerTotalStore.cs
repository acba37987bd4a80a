using KpiBoard.Data;

namespace KpiBoard.Web.Features.Reconciliation;

/// <summary>Keeps what the general ledger says of a month and currency; what is entered again takes the old one's place.</summary>
public sealed class LedgerTotalStore(KpiDatabase database, TimeProvider clock)
{
    private const string DeleteSql = "DELETE FROM [LedgerTotal] WHERE [Month] = @Month AND [Currency] = @Currency";

    private const string InsertSql = """
        INSERT INTO [LedgerTotal] ([Month], [Currency], [Amount], [EnteredAt], [EnteredBy])
        VALUES (@Month, @Currency, @Amount, @at, @by)
        """;

    public Task SaveAsync(IReadOnlyList<LedgerTotal> totals, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var at = clock.GetUtcNow();
                var rows = totals
                    .Select(total => new
                    {
                        Month = total.Month.Key,
                        total.Currency,
                        Amount = total.Amount.Units,
                        at,
                        by,
                    })
                    .ToList();
                await transaction.ExecuteAsync(DeleteSql, rows.Select(row => new { row.Month, row.Currency }));
                await transaction.ExecuteAsync(InsertSql, rows);
            },
            ct
        );

    /// <summary>Forgets one again; false when there is none.</summary>
    public async Task<bool> RemoveAsync(int month, string currency, CancellationToken ct) =>
        await database.ExecuteAsync(DeleteSql, new { Month = month, Currency = currency }, ct) == 1;
}
