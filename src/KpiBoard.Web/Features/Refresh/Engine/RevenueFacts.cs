using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// What the revenue lines add up to: all of them, or those places (customer and month) that a batch has touched since
/// the last run. Places are of those as whom customers are counted; who has been moved touches all months of both. A
/// batch touches what is in it, what it confirms, and what other batches say under the same keys; its
/// undoing touches the same.
/// </summary>
internal static class RevenueFacts
{
    private const int Parts = 2;

    // Of a source that never changed a row, every row of a published batch is current: no row needs to be looked up.
    private const string PlainSql = """
        SELECT f.[CustomerId], f.[BookedOn], f.[Amount], f.[Cost], f.[Currency]
          FROM [ImportBatch] b
         CROSS JOIN [RevenueLine] f
         WHERE b.[Kind] = 'revenue' AND b.[Status] = 'published' AND f.[BatchId] = b.[Id]
           AND EXISTS (SELECT 1 FROM [Source] s WHERE s.[Id] = b.[SourceId] AND s.[HasVersions] = 0)
           AND f.[Line] > b.[RowsRead] * @part / @parts
           AND (f.[Line] <= b.[RowsRead] * (@part + 1) / @parts OR @part + 1 = @parts)
        """;

    private const string StateSql = """
        SELECT b.[Id], s.[HasVersions]
          FROM [ImportBatch] b
          JOIN [Source] s ON s.[Id] = b.[SourceId]
         WHERE b.[Kind] = 'revenue' AND b.[Status] = 'published'
         ORDER BY b.[Id]
        """;

    private const string OtherSql = """
        SELECT f.[CustomerId], f.[BookedOn], f.[Amount], f.[Cost], f.[Currency]
          FROM [ImportBatch] b
         CROSS JOIN [CurrentRevenueLine] f
         WHERE b.[Kind] = 'revenue' AND f.[BatchId] = b.[Id]
           AND (b.[Status] <> 'published'
                OR EXISTS (SELECT 1 FROM [Source] s WHERE s.[Id] = b.[SourceId] AND s.[HasVersions] <> 0))
        """;

    // A batch that only adds: its sums are added to what is known, however much that is.
    private const string Adds =
        "b.[Kind] = 'revenue' AND b.[Status] = 'published' AND b.[ReflectedStatus] IS NULL"
        + " AND b.[RowsUpdated] = 0 AND b.[RowsUnchanged] = 0";

    private const string AddedSql =
        "SELECT f.[CustomerId], f.[BookedOn], f.[Amount], f.[Cost], f.[Currency]"
        + $" FROM [ImportBatch] b CROSS JOIN [RevenueLine] f WHERE {Adds} AND f.[BatchId] = b.[Id]";

    private const string Touched = $"""
        WITH [Changing] AS (
            SELECT b.[Id]
              FROM [ImportBatch] b
             WHERE b.[Kind] = 'revenue' AND NOT ({Adds})
               AND ((b.[ReflectedStatus] IS NULL AND b.[Status] = 'published')
                    OR (b.[ReflectedStatus] = 'published' AND b.[Status] = 'undone'))
        ),
        [Named] AS (
            SELECT f.[SourceId], f.[RowKey], f.[CustomerId], f.[BookedMonth]
              FROM [Changing] c
             CROSS JOIN [RevenueLine] f
             WHERE f.[BatchId] = c.[Id]
             UNION ALL
            SELECT f.[SourceId], f.[RowKey], f.[CustomerId], f.[BookedMonth]
              FROM [Changing] c
             CROSS JOIN [ImportConfirmation] n
             CROSS JOIN [RevenueLine] f
             WHERE n.[BatchId] = c.[Id] AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
        ),
        [Booked] AS (
            SELECT [CustomerId], [BookedMonth] AS [Month]
              FROM [Named]
             UNION
            SELECT v.[CustomerId], v.[BookedMonth]
              FROM [Named] n
             CROSS JOIN [RevenueLine] v
             WHERE v.[SourceId] = n.[SourceId] AND v.[RowKey] = n.[RowKey]
        ),
        [Moved] AS (
            SELECT [CountedAs] AS [CustomerId] FROM [CustomerCounting] WHERE [CountedAs] <> [ReflectedAs]
             UNION
            SELECT [ReflectedAs] FROM [CustomerCounting] WHERE [CountedAs] <> [ReflectedAs]
        ),
        [Touched] AS (
            SELECT COALESCE(k.[CountedAs], t.[CustomerId]) AS [CustomerId], t.[Month]
              FROM [Booked] t
              LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = t.[CustomerId]
             WHERE COALESCE(k.[CountedAs], t.[CustomerId]) >= 0
             UNION
            SELECT m.[CustomerId], t.[Month]
              FROM [Moved] m
             CROSS JOIN (SELECT DISTINCT [Month] FROM [ImportTotal]) t
             WHERE m.[CustomerId] >= 0
        )
        """;

    private const string TouchedSql = $"""
        {Touched}
        SELECT [CustomerId], [Month] FROM [Touched]
        """;

    private const string TouchedLinesSql = $"""
        {Touched},
        [Read] AS (
            SELECT t.[CustomerId], t.[Month]
              FROM [Touched] t
             WHERE NOT EXISTS (SELECT 1
                                 FROM [CustomerCounting] k
                                WHERE k.[CustomerId] = t.[CustomerId] AND k.[CountedAs] <> t.[CustomerId])
             UNION ALL
            SELECT k.[CustomerId], t.[Month]
              FROM [Touched] t
             CROSS JOIN [CustomerCounting] k
             WHERE k.[CountedAs] = t.[CustomerId] AND k.[CustomerId] <> t.[CustomerId]
        )
        SELECT f.[CustomerId], f.[BookedOn], f.[Amount], f.[Cost], f.[Currency]
          FROM [Read] t
         CROSS JOIN [CurrentRevenueLine] f
         WHERE f.[BookedMonth] = t.[Month] AND f.[CustomerId] = t.[CustomerId]
        """;

    /// <summary>Opens a query over the customers [Customers] that batches of revenue have touched since the last run.</summary>
    internal const string TouchedCustomers = $"""
        {Touched},
        [Customers] AS (
            SELECT [CustomerId]
              FROM [Touched]
             UNION
            SELECT COALESCE(k.[CountedAs], f.[CustomerId])
              FROM [ImportBatch] b
             CROSS JOIN [RevenueLine] f
              LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = f.[CustomerId]
             WHERE {Adds} AND f.[BatchId] = b.[Id]
        )
        """;

    /// <summary>
    /// Every cell, from the lines themselves. Half of each batch is counted on a connection of its own: the lines of a
    /// published batch never change, so all that both must agree on is which batches are published.
    /// </summary>
    public static async Task<CellTable> AllAsync(
        KpiDatabase database,
        DatabaseTransaction transaction,
        CustomerCounts counts
    )
    {
        var ct = transaction.CancellationToken;
        var beside = Task.Run(() => database.ReadSnapshotAsync(other => PartAsync(other, counts, 1), ct), ct);
        var mine = await PartAsync(transaction, counts, 0);
        await transaction.ReadBulkAsync(OtherSql, null, mine.Sums.Read);
        var half = await beside;
        if (!half.State.SequenceEqual(mine.State))
        {
            half = await PartAsync(transaction, counts, 1);
        }
        return mine.Sums.ToTable().Plus(half.Sums.ToTable());
    }

    private static async Task<(CellSums Sums, List<(long, long)> State)> PartAsync(
        DatabaseTransaction transaction,
        CustomerCounts counts,
        int part
    )
    {
        var state = await transaction.ReadBulkAsync(StateSql, null, ReadPairs);
        var sums = new CellSums(counts, transaction.CancellationToken);
        await transaction.ReadBulkAsync(PlainSql, new { part, parts = Parts }, sums.Read);
        return (sums, state);
    }

    private static List<(long, long)> ReadPairs(IBulkReader reader)
    {
        var pairs = new List<(long, long)>();
        while (reader.Read())
        {
            pairs.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }
        return pairs;
    }

    /// <summary>What batches have touched since the last run.</summary>
    public static async Task<TouchedCells> TouchedAsync(DatabaseTransaction transaction, CustomerCounts counts)
    {
        var places = await transaction.ReadBulkAsync(TouchedSql, null, ReadPlaces);
        var counted = new CellSums(counts, transaction.CancellationToken);
        if (places.Count > 0)
        {
            await transaction.ReadBulkAsync(TouchedLinesSql, null, counted.Read);
        }
        var added = new CellSums(counts, transaction.CancellationToken);
        await transaction.ReadBulkAsync(AddedSql, null, added.Read);
        return new(places, counted.ToTable(), added.ToTable());
    }

    private static HashSet<(long Customer, int Month)> ReadPlaces(IBulkReader reader)
    {
        var places = new HashSet<(long, int)>();
        while (reader.Read())
        {
            places.Add((reader.GetInt64(0), (int)reader.GetInt64(1)));
        }
        return places;
    }
}

/// <summary>What batches have touched since the last run.</summary>
/// <param name="Places">Customers and months to take from <paramref name="Counted"/>, where what is not there is gone.</param>
/// <param name="Counted">Those places counted anew.</param>
/// <param name="Added">What batches that only add bring to other places.</param>
internal sealed record TouchedCells(HashSet<(long Customer, int Month)> Places, CellTable Counted, CellTable Added)
{
    public static readonly TouchedCells None = new([], CellTable.Empty, CellTable.Empty);

    public bool IsEmpty => Places.Count == 0 && Added.IsEmpty;

    public IEnumerable<int> Months => Places.Select(place => place.Month).Concat(MonthsOf(Added)).Distinct();

    /// <summary>What that makes of the stored cells, of which at least those at the touched places are given.</summary>
    public List<CellChange> ChangesTo(CellTable stored)
    {
        var before = new SortedDictionary<MonthCell, CellChange>();
        foreach (var cell in stored.All)
        {
            if (Places.Contains((cell.Customer, cell.Month)))
            {
                before[Place(cell)] = new(cell, null);
            }
        }
        foreach (var cell in Counted.All)
        {
            before[Place(cell)] = new(stored.At(cell), cell);
        }
        foreach (var cell in Added.All)
        {
            if (!Places.Contains((cell.Customer, cell.Month)))
            {
                var was = stored.At(cell);
                before[Place(cell)] = new(was, was is { } known ? known.Plus(cell) : cell);
            }
        }
        return [.. before.Values.Where(change => change.Was != change.Now)];
    }

    private static MonthCell Place(MonthCell cell) => new(cell.Customer, cell.Month, cell.Currency);

    private static IEnumerable<int> MonthsOf(CellTable table)
    {
        for (var i = 0; i < table.Count; i++)
        {
            yield return table.All[i].Month;
        }
    }
}
