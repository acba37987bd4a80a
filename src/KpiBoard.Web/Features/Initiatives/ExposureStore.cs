using KpiBoard.Data;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Writes who has received an initiative since when.</summary>
public sealed class ExposureStore(KpiDatabase database, TimeProvider clock)
{
    /// <summary>Parameters are limited in both engines, so customers are looked up in parts.</summary>
    private const int LookedUpAtOnce = 500;

    private const string CustomersSql = "SELECT [Id], [CustomerId] FROM [Customer] WHERE [CustomerId] IN @numbers";

    private const string AddSql = """
        INSERT INTO [InitiativeExposure] ([Id], [InitiativeId], [Kind], [Member], [CustomerId], [FromDay], [ToDay],
               [RecordedAt], [RecordedBy])
        VALUES (@exposureId, @id, @kind, @member, @customer, @from, @to, @at, @by)
        """;

    /// <summary>All that was recorded together with the row: its customers.</summary>
    private const string EndSql = """
        UPDATE [InitiativeExposure]
           SET [ToDay] = @to
         WHERE [InitiativeId] = @id AND [ToDay] IS NULL
           AND EXISTS (SELECT 1
                         FROM [InitiativeExposure] f
                        WHERE f.[Id] = @first AND f.[InitiativeId] = @id AND f.[FromDay] <= @to
                          AND f.[Kind] = [InitiativeExposure].[Kind]
                          AND COALESCE(f.[Member], '') = COALESCE([InitiativeExposure].[Member], '')
                          AND f.[FromDay] = [InitiativeExposure].[FromDay]
                          AND f.[RecordedAt] = [InitiativeExposure].[RecordedAt])
        """;

    private const string TogetherSql = """
        SELECT e.[Id]
          FROM [InitiativeExposure] e
          JOIN [InitiativeExposure] f ON f.[InitiativeId] = e.[InitiativeId] AND f.[Kind] = e.[Kind]
                                     AND f.[FromDay] = e.[FromDay] AND f.[RecordedAt] = e.[RecordedAt]
                                     AND COALESCE(f.[Member], '') = COALESCE(e.[Member], '')
                                     AND COALESCE(f.[ToDay], 0) = COALESCE(e.[ToDay], 0)
         WHERE f.[Id] = @first AND f.[InitiativeId] = @id
        """;

    private const string RemoveSql = "DELETE FROM [InitiativeExposure] WHERE [Id] = @exposureId";

    public Task AddMemberAsync(
        long id,
        string kind,
        string member,
        DateOnly from,
        DateOnly? to,
        string by,
        CancellationToken ct
    ) => AddAsync(id, kind, [(member, null)], from, to, by, ct);

    /// <summary>The numbers that the register does not know; when there are any, nothing is stored.</summary>
    public async Task<IReadOnlyList<string>> AddCustomersAsync(
        long id,
        IReadOnlyList<string> numbers,
        DateOnly from,
        DateOnly? to,
        string by,
        CancellationToken ct
    )
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in numbers.Distinct().Chunk(LookedUpAtOnce))
        {
            foreach (var row in await database.QueryAsync<CustomerRow>(CustomersSql, new { numbers = part }, ct))
            {
                known[row.CustomerId] = row.Id;
            }
        }
        var unknown = numbers.Distinct().Where(number => !known.ContainsKey(number)).ToList();
        if (unknown.Count == 0)
        {
            await AddAsync(
                id,
                ExposureKind.Customer,
                [.. known.Values.Select(customer => ((string?)null, (long?)customer))],
                from,
                to,
                by,
                ct
            );
        }
        return unknown;
    }

    /// <summary>False when there is no such open exposure, or it began later.</summary>
    public async Task<bool> EndAsync(long id, long first, DateOnly to, CancellationToken ct) =>
        await database.ExecuteAsync(
            EndSql,
            new
            {
                id,
                first,
                to,
            },
            ct
        ) > 0;

    /// <summary>Takes back what was recorded by mistake.</summary>
    public Task RemoveAsync(long id, long first, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                var together = await transaction.QueryAsync<long>(TogetherSql, new { id, first });
                await transaction.ExecuteAsync(RemoveSql, together.Select(exposureId => new { exposureId }));
            },
            ct
        );

    private Task AddAsync(
        long id,
        string kind,
        IReadOnlyList<(string? Member, long? Customer)> received,
        DateOnly from,
        DateOnly? to,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                if (received.Count == 0)
                {
                    return;
                }
                var firstId = await transaction.NextIdsAsync("initiative-exposure", received.Count);
                var at = clock.GetUtcNow();
                await transaction.ExecuteAsync(
                    AddSql,
                    received.Select(
                        (one, number) =>
                            new
                            {
                                exposureId = firstId + number,
                                id,
                                kind,
                                member = one.Member,
                                customer = one.Customer,
                                from,
                                to,
                                at,
                                by,
                            }
                    )
                );
            },
            ct
        );

    private sealed class CustomerRow
    {
        public long Id { get; init; }
        public string CustomerId { get; init; } = "";
    }
}
