using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Events;

/// <summary>Reads what happened.</summary>
public sealed class EventQueries(KpiDatabase database)
{
    private const long InForce = long.MaxValue;

    private const string AllSql = """
        SELECT [Id], [Title], [Words], [Language], [FromDay], [ToDay], [Dimension], [Member], [Version], [AddedAt],
               [AddedBy], [ChangedAt], [ChangedBy], [RemovedAt]
          FROM [Event]
         WHERE [RemovedAt] IS NULL
         ORDER BY [FromDay] DESC, [Id] DESC
        """;

    private const string OneSql = """
        SELECT e.[Id], e.[Title], e.[Words], e.[Language], e.[FromDay], e.[ToDay], e.[Dimension], e.[Member], e.[Version],
               e.[AddedAt], COALESCE(a.[Name], e.[AddedBy]) AS [AddedBy], e.[ChangedAt],
               COALESCE(c.[Name], e.[ChangedBy]) AS [ChangedBy], e.[RemovedAt]
          FROM [Event] e
          LEFT JOIN [PersonName] a ON a.[Email] = e.[AddedBy]
          LEFT JOIN [PersonName] c ON c.[Email] = e.[ChangedBy]
         WHERE e.[Id] = @id
        """;

    private const string KpisSql = "SELECT [EventId], [Kpi] FROM [EventKpi] ORDER BY [EventId], [Kpi]";

    private const string KpisOfOneSql = "SELECT [EventId], [Kpi] FROM [EventKpi] WHERE [EventId] = @id ORDER BY [Kpi]";

    // What happened to one member is part of what everybody's figure shows, but explains no other member's.
    private const string ConcerningSql = """
        SELECT e.[Id], e.[Title], e.[Language], e.[FromDay], e.[ToDay]
          FROM [Event] e
         WHERE e.[RemovedAt] IS NULL AND e.[FromDay] <= @to AND (e.[ToDay] IS NULL OR e.[ToDay] >= @from)
           AND (e.[Dimension] = '' OR @dimension = '' OR (e.[Dimension] = @dimension AND e.[Member] = @member))
           AND (EXISTS (SELECT 1 FROM [EventKpi] k WHERE k.[EventId] = e.[Id] AND k.[Kpi] = @kpi)
                OR NOT EXISTS (SELECT 1 FROM [EventKpi] k WHERE k.[EventId] = e.[Id]))
         ORDER BY e.[FromDay], e.[Id]
        """;

    private const string MembersSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [Dimension] <> '' AND [ToRun] = @inForce
         ORDER BY [Dimension], [Member]
        """;

    /// <summary>All that are not removed, the newest first.</summary>
    public Task<IReadOnlyList<EventRow>> AllAsync(CancellationToken ct) =>
        database.ReadSnapshotAsync<IReadOnlyList<EventRow>>(
            async snapshot =>
            {
                var kpis = (await snapshot.QueryAsync<KpiRow>(KpisSql)).ToLookup(row => row.EventId, row => row.Kpi);
                return
                [
                    .. (await snapshot.QueryAsync<EventRow>(AllSql)).Select(row =>
                        row with
                        {
                            Kpis = [.. kpis[row.Id]],
                        }
                    ),
                ];
            },
            ct
        );

    /// <summary>One, removed or not.</summary>
    public Task<EventRow?> FindAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
                await snapshot.SingleOrDefaultAsync<EventRow>(OneSql, new { id }) is { } row
                    ? row with
                    {
                        Kpis =
                        [
                            .. (await snapshot.QueryAsync<KpiRow>(KpisOfOneSql, new { id })).Select(kpi => kpi.Kpi),
                        ],
                    }
                    : null,
            ct
        );

    public Task<IReadOnlyList<EventRow>> ConcerningAsync(ChartScope chart, CancellationToken ct) =>
        database.QueryAsync<EventRow>(
            ConcerningSql,
            new
            {
                kpi = chart.Kpi,
                dimension = chart.Dimension,
                member = chart.Member,
                from = chart.From,
                to = chart.To,
            },
            ct
        );

    /// <summary>The figures that an event may concern.</summary>
    public Task<KpiBook> BookAsync(CancellationToken ct) => KpiBookQueries.ReadAsync(database, ct);

    /// <summary>Whom an event may concern: those of whom there are figures.</summary>
    public Task<IReadOnlyList<EventMember>> MembersAsync(CancellationToken ct) =>
        database.QueryAsync<EventMember>(MembersSql, new { inForce = InForce }, ct);

    private sealed class KpiRow
    {
        public long EventId { get; init; }
        public string Kpi { get; init; } = "";
    }
}
