using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The company's own figures: of those that a file, a definition or the calendar touches, every period is counted again
/// from what files say, and what differs is written.
/// </summary>
internal sealed record MeasureRefresh(
    IReadOnlyList<KpiDefinition> Touched,
    MeasureTable Measures,
    IReadOnlyList<StoredKpiRow> Stored
)
{
    private const string MeasuresSql = """
        SELECT m.[Kpi], m.[Grain], m.[LastMonth], m.[Segment], m.[Value], m.[MoneyValue], m.[Lower], m.[Upper], m.[N]
          FROM [CurrentMeasure] m
         WHERE m.[Kpi] IN @kpis
         ORDER BY m.[BatchId], m.[Line]
        """;

    // A row that takes another's place, or gives it back, has the same figure: the key begins with it.
    private const string TouchedSql = """
        WITH [Changing] AS (
            SELECT b.[Id]
              FROM [ImportBatch] b
             WHERE b.[Kind] = 'measures'
               AND ((b.[ReflectedStatus] IS NULL AND b.[Status] = 'published')
                    OR (b.[ReflectedStatus] = 'published' AND b.[Status] = 'undone'))
        )
        SELECT f.[Kpi]
          FROM [Changing] c
         CROSS JOIN [Measure] f
         WHERE f.[BatchId] = c.[Id]
         UNION
        SELECT f.[Kpi]
          FROM [Changing] c
         CROSS JOIN [ImportConfirmation] n
         CROSS JOIN [Measure] f
         WHERE n.[BatchId] = c.[Id] AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
        """;

    public static readonly MeasureRefresh Nothing = new([], MeasureTable.Empty, []);

    /// <summary>Reads what is needed, and says what the figures' values rest on besides files.</summary>
    public static async Task<(MeasureRefresh Refresh, SortedDictionary<string, string> Basis)> ReadAsync(
        Situation situation,
        FigureBasis basis,
        bool isWhole
    )
    {
        var book = await KpiBookQueries.ReadAsync(situation.Transaction);
        var definitions = new SortedDictionary<string, string>(
            book.Own.ToDictionary(kpi => kpi.Code, kpi => kpi.Own!.AddsUp.Text()),
            StringComparer.Ordinal
        );
        var touched =
            isWhole || situation.Pending.Previous is not { } previous || !HasDaysOf(basis, previous)
                ? book.Own
                : await TouchedAsync(situation, book.Own, previous, definitions);
        if (touched.Count == 0)
        {
            return (Nothing, definitions);
        }
        var stored = new List<StoredKpiRow>();
        foreach (var kpi in touched)
        {
            stored.AddRange(await KpiStore.OfAsync(situation.Transaction, kpi.Code));
        }
        var codes = touched.Select(kpi => kpi.Code).ToArray();
        var measures = await situation.Transaction.ReadBulkAsync(MeasuresSql, new { kpis = codes }, MeasureTable.Read);
        return (new(touched, measures, stored), definitions);
    }

    public VersionChanges<KpiKey, KpiRow> Compute(FigureBasis basis) =>
        BridgeOutcome.Changes(Stored, Touched.SelectMany(kpi => Rows(kpi, basis)));

    private IEnumerable<KpiRow> Rows(KpiDefinition kpi, FigureBasis basis) =>
        from member in Measures.Of(kpi.Code)
        from grain in Grains.All
        let axis = new PeriodAxis(basis.Calendar, grain, member.Series.First, member.Series.Last)
        from row in new MeasureFigures(kpi, member.Series, axis, basis).Rows(member.Segment)
        select row;

    /// <summary>Whether no period has become complete, or is no longer.</summary>
    private static bool HasDaysOf(FigureBasis basis, FigureBasis previous) =>
        basis.Today == previous.Today && basis.ClosedMonths.SequenceEqual(previous.ClosedMonths);

    private static async Task<IReadOnlyList<KpiDefinition>> TouchedAsync(
        Situation situation,
        IReadOnlyList<KpiDefinition> own,
        FigureBasis previous,
        SortedDictionary<string, string> definitions
    )
    {
        var inFiles = situation.Pending.Has("measures")
            ? (await situation.Transaction.QueryAsync<string>(TouchedSql)).ToHashSet()
            : [];
        return
        [
            .. own.Where(kpi =>
                inFiles.Contains(kpi.Code)
                || !previous.OwnFigures.TryGetValue(kpi.Code, out var before)
                || before != definitions[kpi.Code]
            ),
        ];
    }
}
