using KpiBoard.Data;

namespace KpiBoard.Web.Features.Periods;

/// <summary>Closes months and reopens them; who, when and why is kept.</summary>
public sealed class PeriodStore(KpiDatabase database, TimeProvider clock)
{
    private const string CloseSql = """
        INSERT INTO [PeriodClose] ([Id], [Month], [ClosedAt], [ClosedBy], [ClosedWhy])
        SELECT @id, @month, @at, @by, @why
         WHERE NOT EXISTS (SELECT 1 FROM [PeriodClose] WHERE [Month] = @month AND [ReopenedAt] IS NULL)
        """;

    private const string ReopenSql = """
        UPDATE [PeriodClose]
           SET [ReopenedAt] = @at, [ReopenedBy] = @by, [ReopenedWhy] = @why
         WHERE [Month] IN @months AND [ReopenedAt] IS NULL
        """;

    /// <summary>Closes those of the months that are open; how many there were.</summary>
    public Task<int> CloseAsync(IEnumerable<int> months, string why, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var closed = 0;
                foreach (var month in months)
                {
                    closed += await transaction.ExecuteAsync(
                        CloseSql,
                        new
                        {
                            id = await transaction.NextIdsAsync("periodClose"),
                            month,
                            why,
                            by,
                            at = clock.GetUtcNow(),
                        }
                    );
                }
                return closed;
            },
            ct
        );

    /// <summary>False when the month is closed already.</summary>
    public async Task<bool> CloseAsync(int month, string why, string by, CancellationToken ct) =>
        await CloseAsync([month], why, by, ct) == 1;

    /// <summary>Reopens those of the months that are closed; how many there were.</summary>
    public Task<int> ReopenAsync(IReadOnlyCollection<int> months, string why, string by, CancellationToken ct) =>
        database.ExecuteAsync(
            ReopenSql,
            new
            {
                months,
                why,
                by,
                at = clock.GetUtcNow(),
            },
            ct
        );
}
