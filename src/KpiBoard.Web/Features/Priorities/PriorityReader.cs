using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Reads what the order of the initiatives is worked out from, all of it as of the same instant.</summary>
public sealed class PriorityReader(KpiDatabase database, CompanySettingsStore store, TimeProvider clock)
{
    /// <summary>A version in force has no run that ended it: the largest BIGINT.</summary>
    private const long InForce = long.MaxValue;

    private const string InitiativesSql = """
        SELECT i.[Id], i.[Title], i.[Status], i.[Approach], i.[IsBet], t.[Title] AS [Theme], i.[OwnerId],
               o.[Name] AS [Owner], i.[Confidence]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] o ON o.[Id] = i.[OwnerId]
         WHERE i.[Status] NOT IN @ended
         ORDER BY i.[Id]
        """;

    private const string LinksSql = """
        SELECT l.[InitiativeId], l.[Kpi], l.[Dimension], l.[Member], l.[ChangeLow], l.[ChangeLikely], l.[ChangeHigh],
               l.[ByWhen]
          FROM [InitiativeLink] l
          JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
         WHERE i.[Status] NOT IN @ended
         ORDER BY l.[InitiativeId], l.[Id]
        """;

    private const string EvidenceSql = """
        SELECT e.[InitiativeId], e.[Kind], e.[Grade], e.[FoundOn], e.[IsAgainst]
          FROM [Evidence] e
          JOIN [Initiative] i ON i.[Id] = e.[InitiativeId]
         WHERE e.[RemovedAt] IS NULL AND i.[Status] NOT IN @ended
         ORDER BY e.[InitiativeId], e.[Id]
        """;

    private const string FiguresSql = """
        SELECT v.[Kpi], v.[Dimension], v.[Member], v.[Period], v.[LastMonth], v.[Value], v.[MoneyValue], v.[Lower],
               v.[Upper], v.[N], v.[Reason], v.[IsComplete], v.[IsGap]
          FROM [KpiValue] v
         WHERE v.[Grain] IN @grains AND v.[ToRun] = @inForce AND v.[LastMonth] >= @from AND v.[IsComplete] = 1
           AND EXISTS (SELECT 1
                         FROM [InitiativeLink] l
                         JOIN [Initiative] i ON i.[Id] = l.[InitiativeId]
                        WHERE l.[Kpi] = v.[Kpi] AND l.[Dimension] = v.[Dimension] AND l.[Member] = v.[Member]
                          AND i.[Status] NOT IN @ended)
         ORDER BY v.[Kpi], v.[Dimension], v.[Member], v.[LastMonth]
        """;

    public Task<Situation> ReadAsync(CancellationToken ct) => ReadAsync(null, ct);

    /// <summary>The same with other values of units than those in force.</summary>
    public async Task<Situation> ReadAsync(Func<UnitValueBook, UnitValueBook>? change, CancellationToken ct)
    {
        var settings = await store.GetAsync(ct);
        var today = settings.DateOf(clock.GetUtcNow());
        return await database.ReadSnapshotAsync(snapshot => ReadAsync(snapshot, settings, today, change), ct);
    }

    private static async Task<Situation> ReadAsync(
        DatabaseTransaction snapshot,
        CompanySettings settings,
        DateOnly today,
        Func<UnitValueBook, UnitValueBook>? change
    )
    {
        var book = await KpiBookQueries.ReadAsync(snapshot);
        var values = await UnitValueQueries.ReadAsync(snapshot, book, settings.Currency);
        var open = new { ended = OpenStatus.Ended };
        var wanted = new
        {
            ended = OpenStatus.Ended,
            grains = Grains.All.Select(grain => grain.Text()).ToArray(),
            inForce = InForce,
            from = Steering.From(today).Key,
        };
        return new SituationMaker(settings, today)
        {
            Initiatives = await snapshot.QueryAsync<OpenInitiativeRow>(InitiativesSql, open),
            Links = (await snapshot.QueryAsync<OpenLinkRow>(LinksSql, open)).ToLookup(row => row.InitiativeId),
            Evidence = (await snapshot.QueryAsync<EvidenceItemRow>(EvidenceSql, open)).ToLookup(
                row => row.InitiativeId,
                row => row.ToItem()
            ),
            Work = await WorkReader.ReadAsync(snapshot, today),
            Rates = await LatestRates.ReadAsync(snapshot, today),
            Book = book,
            Targets = await TargetQueries.ReadAsync(snapshot),
            UnitValues = change is null ? values : change(values),
            Figures = await snapshot.QueryAsync<FigureRow>(FiguresSql, wanted),
        }.Make();
    }
}
