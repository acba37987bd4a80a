using KpiBoard.Data;

namespace KpiBoard.Web.Features.Capacity;

/// <summary>A row of [UnitCapacity].</summary>
public sealed class CapacityRow
{
    public string BusinessUnit { get; init; } = "";
    public int FromMonth { get; init; }
    public double Days { get; init; }
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
}

/// <summary>The person-days that units have from a month on.</summary>
public sealed class CapacityStore(KpiDatabase database, TimeProvider clock)
{
    private const string AllSql = """
        SELECT c.[BusinessUnit], c.[FromMonth], c.[Days], c.[ChangedAt], COALESCE(u.[Name], c.[ChangedBy]) AS [ChangedBy]
          FROM [UnitCapacity] c
          LEFT JOIN [PersonName] u ON u.[Email] = c.[ChangedBy]
         ORDER BY c.[BusinessUnit], c.[FromMonth]
        """;

    private const string UnitsSql = """
        SELECT [BusinessUnit] FROM [CurrentCustomerVersion] WHERE [BusinessUnit] IS NOT NULL
         UNION
        SELECT [BusinessUnit] FROM [InitiativeUnit]
         UNION
        SELECT [BusinessUnit] FROM [UnitCapacity]
         ORDER BY [BusinessUnit]
        """;

    private const string DaysSql = """
        SELECT [Days] FROM [UnitCapacity] WHERE [BusinessUnit] = @unit AND [FromMonth] = @month
        """;

    private const string ChangeSql = """
        UPDATE [UnitCapacity]
           SET [Days] = @days, [ChangedAt] = @now, [ChangedBy] = @by
         WHERE [BusinessUnit] = @unit AND [FromMonth] = @month
        """;

    private const string AddSql = """
        INSERT INTO [UnitCapacity] ([BusinessUnit], [FromMonth], [Days], [ChangedAt], [ChangedBy])
        VALUES (@unit, @month, @days, @now, @by)
        """;

    private const string RemoveSql = "DELETE FROM [UnitCapacity] WHERE [BusinessUnit] = @unit AND [FromMonth] = @month";

    public Task<IReadOnlyList<CapacityRow>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<CapacityRow>(AllSql, null, ct);

    /// <summary>The units of customers and of initiatives.</summary>
    public Task<IReadOnlyList<string>> UnitsAsync(CancellationToken ct) =>
        database.QueryAsync<string>(UnitsSql, null, ct);

    /// <summary>Sets what a unit has from a month on, and returns what was set for that month before.</summary>
    /// <param name="days">None to take the row away: then what was set for an earlier month holds on.</param>
    public Task<double?> SetAsync(string unit, int month, double? days, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var values = new
                {
                    unit,
                    month,
                    days,
                    by,
                    now = clock.GetUtcNow(),
                };
                var before = await transaction.ScalarAsync<double?>(DaysSql, values);
                await transaction.ExecuteAsync(
                    days is null ? RemoveSql
                        : before is null ? AddSql
                        : ChangeSql,
                    values
                );
                return before;
            },
            ct
        );

    /// <summary>Sets back what was changed, unless somebody has changed it again.</summary>
    /// <param name="after">What it was changed to.</param>
    public Task<bool> UndoAsync(
        string unit,
        int month,
        double? after,
        double? before,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var values = new
                {
                    unit,
                    month,
                    days = before,
                    by,
                    now = clock.GetUtcNow(),
                };
                var known = await transaction.ScalarAsync<double?>(DaysSql, values);
                if (known != after || (known is null && before is null))
                {
                    return false;
                }
                await transaction.ExecuteAsync(
                    before is null ? RemoveSql
                        : known is null ? AddSql
                        : ChangeSql,
                    values
                );
                return true;
            },
            ct
        );
}
