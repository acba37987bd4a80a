using KpiBoard.Data;

namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>How long each kind is kept.</summary>
public sealed class RetentionStore(KpiDatabase database, TimeProvider clock)
{
    private const string AllSql = "SELECT [Kind], [Months] FROM [Retention]";

    private const string ChangeSql = """
        UPDATE [Retention]
           SET [Months] = @months, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Kind] = @kind
        """;

    private const string AddSql = """
        INSERT INTO [Retention] ([Kind], [Months], [ChangedAt], [ChangedBy])
        SELECT @kind, @months, @at, @by
         WHERE NOT EXISTS (SELECT 1 FROM [Retention] WHERE [Kind] = @kind)
        """;

    /// <summary>Months by kind, defaults included.</summary>
    public async Task<IReadOnlyDictionary<string, int>> GetAsync(CancellationToken ct)
    {
        var set = (await database.QueryAsync<Row>(AllSql, null, ct)).ToDictionary(row => row.Kind, row => row.Months);
        return RetentionKind.All.ToDictionary(
            kind => kind.Name,
            kind => set.GetValueOrDefault(kind.Name, kind.Default)
        );
    }

    /// <summary>Keeps those that differ from what is in force.</summary>
    public async Task SetAsync(IReadOnlyDictionary<string, int> months, string by, CancellationToken ct)
    {
        var before = await GetAsync(ct);
        await database.WriteAsync(
            async transaction =>
            {
                foreach (var (kind, value) in months.Where(each => before[each.Key] != each.Value))
                {
                    var row = new
                    {
                        kind,
                        months = value,
                        at = clock.GetUtcNow(),
                        by,
                    };
                    await transaction.ExecuteAsync(ChangeSql, row);
                    await transaction.ExecuteAsync(AddSql, row);
                }
            },
            ct
        );
    }

    private sealed class Row
    {
        public string Kind { get; init; } = "";

        public int Months { get; init; }
    }
}
