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
         WHERE [Month] = @month AND [ReopenedAt] IS NULL
        """;

    /// <summary>False when the month is closed already.</summary>
    public Task<bool> CloseAsync(int month, string why, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("periodClose");
                return await transaction.ExecuteAsync(
                        CloseSql,
                        new
                        {
                            id,
                            month,
                            why,
                            by,
                            at = clock.GetUtcNow(),
                        }
                    ) == 1;
            },
            ct
        );

    /// <summary>False when the month is not closed.</summary>
    public async Task<bool> ReopenAsync(int month, string why, string by, CancellationToken ct) =>
        await database.ExecuteAsync(
            ReopenSql,
            new
            {
                month,
                why,
                by,
                at = clock.GetUtcNow(),
            },
            ct
        ) == 1;
}
