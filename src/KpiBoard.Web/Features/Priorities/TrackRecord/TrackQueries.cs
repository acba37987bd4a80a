using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>Reads what has become of figures, and how sure owners were.</summary>
public sealed class TrackQueries(KpiDatabase database)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string FiguresSql = """
        SELECT [Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [Value], [MoneyValue], [Lower], [Upper], [N],
               [Reason], [IsComplete], [IsGap]
          FROM [KpiValue]
         WHERE [Kpi] IN @kpis AND [Grain] IN @grains AND [Member] IN @members AND [ToRun] = @inForce
           AND [LastMonth] >= @from AND [IsComplete] = 1
         ORDER BY [Kpi], [Grain], [Dimension], [Member], [LastMonth]
        """;

    private const string CallsSql = """
        SELECT c.[InitiativeId], c.[At], c.[Confidence], i.[Status], i.[StartsOn]
          FROM [CheckIn] c
          JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
         WHERE c.[ById] = @owner
         ORDER BY c.[Id]
        """;

    private const string CallLinksSql = """
        SELECT l.[InitiativeId], l.[Kpi], l.[Dimension], l.[Member], l.[ChangeLow], l.[ChangeLikely], l.[ChangeHigh],
               l.[ByWhen]
          FROM [InitiativeLink] l
         WHERE EXISTS (SELECT 1 FROM [CheckIn] c WHERE c.[InitiativeId] = l.[InitiativeId] AND c.[ById] = @owner)
         ORDER BY l.[InitiativeId], l.[Id]
        """;

    /// <summary>The complete values of figures since a month, the oldest first.</summary>
    public async Task<IReadOnlyList<TrackFigureRow>> FiguresAsync(
        IReadOnlyCollection<(string Kpi, string Member)> figures,
        Month from,
        CancellationToken ct
    ) =>
        figures.Count == 0
            ? []
            : await database.QueryAsync<TrackFigureRow>(
                FiguresSql,
                new
                {
                    kpis = figures.Select(figure => figure.Kpi).Distinct().ToArray(),
                    members = figures.Select(figure => figure.Member).Distinct().ToArray(),
                    grains = Grains.All.Select(grain => grain.Text()).ToArray(),
                    inForce = InForce,
                    from = from.Key,
                },
                ct
            );

    /// <summary>Every check-in of a person, the oldest first.</summary>
    public Task<IReadOnlyList<CallRow>> CallsAsync(long owner, CancellationToken ct) =>
        database.QueryAsync<CallRow>(CallsSql, new { owner }, ct);

    public Task<IReadOnlyList<CallLinkRow>> CallLinksAsync(long owner, CancellationToken ct) =>
        database.QueryAsync<CallLinkRow>(CallLinksSql, new { owner }, ct);
}
