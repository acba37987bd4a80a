using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>When initiatives began and closed, as marks on the charts of the figures that they are linked to.</summary>
internal sealed class InitiativeAnnotations(KpiDatabase database, PageFrame frame) : IAnnotationSource
{
    // A link to everybody's figure shows on its members' charts too, but not on those of units that are left out.
    private const string LinkedSql = """
        SELECT i.[Id], i.[Title], i.[Status], i.[StartsOn]
          FROM [Initiative] i
         WHERE i.[Status] NOT IN @ahead AND i.[StartsOn] <= @to
           AND EXISTS (SELECT 1
                         FROM [InitiativeLink] l
                        WHERE l.[InitiativeId] = i.[Id] AND l.[Kpi] = @kpi
                          AND (l.[Dimension] = '' OR @dimension = ''
                               OR (l.[Dimension] = @dimension AND l.[Member] = @member)))
           AND (@dimension <> 'business_unit'
                OR EXISTS (SELECT 1 FROM [InitiativeUnit] u WHERE u.[InitiativeId] = i.[Id] AND u.[BusinessUnit] = @member)
                OR NOT EXISTS (SELECT 1 FROM [InitiativeUnit] u WHERE u.[InitiativeId] = i.[Id]))
         ORDER BY i.[StartsOn], i.[Id]
        """;

    private const string VersionsSql = """
        SELECT [InitiativeId], [At], [Content]
          FROM [InitiativeVersion]
         WHERE [InitiativeId] IN @ids AND [Action] <> @notAnEdit
         ORDER BY [InitiativeId], [Version]
        """;

    /// <summary>Nobody has begun with it.</summary>
    private static readonly string[] Ahead =
    [
        InitiativeStatus.Idea,
        InitiativeStatus.Diagnosing,
        InitiativeStatus.Approved,
    ];

    public async Task<IReadOnlyList<Annotation>> FindAsync(ChartScope chart, CancellationToken ct)
    {
        var linked = await database.QueryAsync<LinkedRow>(
            LinkedSql,
            new
            {
                ahead = Ahead,
                kpi = chart.Kpi,
                dimension = chart.Dimension,
                member = chart.Member,
                to = chart.To,
            },
            ct
        );
        var (begun, closed) = await LivesAsync(
            [.. linked.Where(row => InitiativeStatus.IsOver(row.Status)).Select(row => row.Id)],
            ct
        );
        return
        [
            .. linked
                .Where(row => !InitiativeStatus.IsOver(row.Status) || begun.Contains(row.Id))
                .Select(row => Of(AnnotationKind.Start, row, row.StartsOn)),
            .. linked
                .Where(row => begun.Contains(row.Id))
                .Where(row => closed.ContainsKey(row.Id))
                .Select(row => Of(AnnotationKind.Close, row, closed[row.Id])),
        ];
    }

    private static Annotation Of(AnnotationKind kind, LinkedRow row, DateOnly day) =>
        new(kind, day, day, row.Title, $"/strategy/initiatives/{row.Id}");

    /// <summary>
    /// Which of them people were ever at work on, and the day since which each is over: of the first version that said so
    /// and was not taken back.
    /// </summary>
    private async Task<(HashSet<long> Begun, Dictionary<long, DateOnly> Closed)> LivesAsync(
        IReadOnlyList<long> ids,
        CancellationToken ct
    )
    {
        var (begun, closed) = (new HashSet<long>(), new Dictionary<long, DateOnly>());
        if (ids.Count == 0)
        {
            return (begun, closed);
        }
        var settings = await frame.SettingsAsync();
        foreach (
            var version in await database.QueryAsync<VersionOfRow>(
                VersionsSql,
                new { ids, notAnEdit = VersionAction.CheckInUndone },
                ct
            )
        )
        {
            var status = KpiJson.Deserialize<InitiativeContent>(version.Content)!.Status;
            if (InitiativeStatus.IsAtWork(status))
            {
                begun.Add(version.InitiativeId);
            }
            if (!InitiativeStatus.IsOver(status))
            {
                closed.Remove(version.InitiativeId);
            }
            else
            {
                closed.TryAdd(version.InitiativeId, settings.DateOf(version.At));
            }
        }
        return (begun, closed);
    }

    private sealed class LinkedRow
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Status { get; init; } = "";
        public DateOnly StartsOn { get; init; }
    }

    private sealed class VersionOfRow
    {
        public long InitiativeId { get; init; }
        public DateTimeOffset At { get; init; }
        public string Content { get; init; } = "";
    }
}
