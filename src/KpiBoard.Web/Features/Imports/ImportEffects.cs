using System.Text.Json.Serialization;
using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Sheets;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// What publishing a batch, undoing one, or putting one in another's place does to the revenue in force, before anybody
/// does it: by month and currency the sum and the lines before and after.
/// </summary>
public sealed class ImportEffects(KpiDatabase database)
{
    // What is in force by the batch that goes: what no other brings or has sent again, and what it alone still holds of
    // batches that are undone.
    private const string Leaving = """
        WITH [Leaving] AS (
            SELECT f.[BatchId], f.[Line], f.[SourceId], f.[RowKey], f.[Fingerprint], f.[BookedMonth], f.[Currency],
                   f.[Amount]
              FROM [CurrentRevenueLine] f
             WHERE f.[BatchId] = @replaces
               AND NOT EXISTS (SELECT 1
                                 FROM [ImportConfirmation] k
                                 JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                                WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                                  AND b.[Status] = 'published' AND b.[Id] <> @replaces)
             UNION ALL
            SELECT f.[BatchId], f.[Line], f.[SourceId], f.[RowKey], f.[Fingerprint], f.[BookedMonth], f.[Currency],
                   f.[Amount]
              FROM [ImportConfirmation] h
             CROSS JOIN [CurrentRevenueLine] f
             WHERE h.[BatchId] = @replaces AND f.[BatchId] = h.[ConfirmedBatchId] AND f.[Line] = h.[ConfirmedLine]
               AND NOT EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published')
               AND NOT EXISTS (SELECT 1
                                 FROM [ImportConfirmation] k
                                 JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                                WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                                  AND b.[Status] = 'published' AND b.[Id] <> @replaces)
        )
        """;

    private const string ComesAgain =
        "EXISTS (SELECT 1 FROM [RevenueLine] n"
        + " WHERE n.[SourceId] = l.[SourceId] AND n.[RowKey] = l.[RowKey] AND n.[BatchId] = @batch)";

    // A line that goes gives way to the one that it had replaced, unless the new batch has it.
    private const string Back = $"""
        FROM [Leaving] l
         CROSS JOIN [VisibleRevenueLine] v
         WHERE l.[RowKey] IS NOT NULL AND v.[SourceId] = l.[SourceId] AND v.[RowKey] = l.[RowKey]
           AND v.[BatchId] < l.[BatchId] AND NOT {ComesAgain}
           AND NOT EXISTS (SELECT 1
                             FROM [VisibleRevenueLine] w
                            WHERE w.[SourceId] = l.[SourceId] AND w.[RowKey] = l.[RowKey]
                              AND w.[BatchId] < l.[BatchId] AND w.[BatchId] > v.[BatchId])
        """;

    private const string PartsSql = $"""
        {Leaving}
        SELECT 'leaving' AS [Name], l.[BookedMonth] AS [Month], l.[Currency], COUNT(*) AS [Rows], SUM(l.[Amount]) AS [Units]
          FROM [Leaving] l
         GROUP BY l.[BookedMonth], l.[Currency]
         UNION ALL
        SELECT 'again', l.[BookedMonth], l.[Currency], COUNT(*), 0
          FROM [Leaving] l
         WHERE l.[RowKey] IS NOT NULL AND {ComesAgain}
         GROUP BY l.[BookedMonth], l.[Currency]
         UNION ALL
        SELECT 'back', v.[BookedMonth], v.[Currency], COUNT(*), SUM(v.[Amount])
          {Back}
         GROUP BY v.[BookedMonth], v.[Currency]
         UNION ALL
        SELECT 'again', l.[BookedMonth], l.[Currency], COUNT(*), 0
          {Back}
         GROUP BY l.[BookedMonth], l.[Currency]
         UNION ALL
        SELECT 'coming', f.[BookedMonth], f.[Currency], COUNT(*), SUM(f.[Amount])
          FROM [RevenueLine] f
         WHERE f.[BatchId] = @batch
         GROUP BY f.[BookedMonth], f.[Currency]
         UNION ALL
        SELECT CASE WHEN c.[Fingerprint] = n.[Fingerprint] THEN 'same' ELSE 'changed' END, n.[BookedMonth], n.[Currency],
               COUNT(*), 0
          FROM [RevenueLine] n
         CROSS JOIN [CurrentRevenueLine] c
         WHERE n.[BatchId] = @batch AND n.[RowKey] IS NOT NULL AND c.[SourceId] = n.[SourceId] AND c.[RowKey] = n.[RowKey]
         GROUP BY CASE WHEN c.[Fingerprint] = n.[Fingerprint] THEN 'same' ELSE 'changed' END, n.[BookedMonth], n.[Currency]
         UNION ALL
        SELECT 'superseded', c.[BookedMonth], c.[Currency], COUNT(*), SUM(c.[Amount])
          FROM [RevenueLine] n
         CROSS JOIN [CurrentRevenueLine] c
         WHERE n.[BatchId] = @batch AND n.[RowKey] IS NOT NULL AND c.[SourceId] = n.[SourceId] AND c.[RowKey] = n.[RowKey]
           AND NOT EXISTS (SELECT 1 FROM [Leaving] l WHERE l.[BatchId] = c.[BatchId] AND l.[Line] = c.[Line])
         GROUP BY c.[BookedMonth], c.[Currency]
        """;

    // Without keys a line comes again when its content does, as many times as it does.
    private const string KeylessSql = """
        SELECT s.[Month], s.[Currency], SUM(s.[Rows]) AS [Rows]
          FROM (SELECT n.[Month], n.[Currency], CASE WHEN n.[Rows] < g.[Rows] THEN n.[Rows] ELSE g.[Rows] END AS [Rows]
                  FROM (SELECT f.[Fingerprint], MIN(f.[BookedMonth]) AS [Month], MIN(f.[Currency]) AS [Currency],
                               COUNT(*) AS [Rows]
                          FROM [RevenueLine] f
                         WHERE f.[BatchId] = @batch AND f.[RowKey] IS NULL
                         GROUP BY f.[Fingerprint]) n
                  JOIN (SELECT f.[Fingerprint], COUNT(*) AS [Rows]
                          FROM [RevenueLine] f
                         WHERE f.[BatchId] = @replaces AND f.[RowKey] IS NULL
                         GROUP BY f.[Fingerprint]) g ON g.[Fingerprint] = n.[Fingerprint]) s
         GROUP BY s.[Month], s.[Currency]
        """;

    private const string NowSql = """
        SELECT f.[BookedMonth] AS [Month], f.[Currency], COUNT(*) AS [Rows], SUM(f.[Amount]) AS [Units]
          FROM [CurrentRevenueLine] f
         WHERE f.[BookedMonth] IN @months
         GROUP BY f.[BookedMonth], f.[Currency]
        """;

    /// <summary>Null for facts that are no money.</summary>
    /// <param name="batch">Loaded and not seen yet; 0 when nothing comes.</param>
    /// <param name="replaces">What goes; 0 when nothing does.</param>
    public async Task<IReadOnlyList<EffectMonth>?> FindAsync(
        ImportKind kind,
        long batch,
        long replaces,
        CancellationToken ct
    ) =>
        kind is RevenueKind
            ? await database.ReadSnapshotAsync(snapshot => FindAsync(snapshot, batch, replaces), ct)
            : null;

    public static async Task<IReadOnlyList<EffectMonth>> FindAsync(
        DatabaseTransaction snapshot,
        long batch,
        long replaces
    )
    {
        var parts = (await snapshot.QueryAsync<Part>(PartsSql, new { batch, replaces })).ToList();
        if (batch > 0 && replaces > 0)
        {
            var keyless = await snapshot.QueryAsync<Part>(KeylessSql, new { batch, replaces });
            parts.AddRange(
                keyless.SelectMany(part => (Part[])[part with { Name = "same" }, part with { Name = "again" }])
            );
        }
        if (parts.Count == 0)
        {
            return [];
        }
        var months = parts.ToLookup(part => (part.Month, part.Currency));
        var now = (
            await snapshot.QueryAsync<Part>(NowSql, new { months = parts.Select(part => part.Month).Distinct() })
        ).ToDictionary(sum => (sum.Month, sum.Currency));
        return
        [
            .. months
                .OrderBy(month => month.Key)
                .Select(month => Of(now.GetValueOrDefault(month.Key) ?? new Part(), month))
                .Where(month => month.Rows + month.RowsAdded + month.RowsChanged + month.RowsRemoved > 0),
        ];
    }

    private static EffectMonth Of(Part now, IGrouping<(int Month, string Currency), Part> parts)
    {
        long Rows(string name) => parts.Where(part => part.Name == name).Sum(part => part.Rows);
        long Units(string name) => parts.Where(part => part.Name == name).Sum(part => part.Units);
        return new()
        {
            Currency = parts.Key.Currency,
            Period = $"{parts.Key.Month / 100:0000}-{parts.Key.Month % 100:00}",
            Rows = now.Rows,
            RowsAfter = now.Rows - Rows("leaving") - Rows("superseded") + Rows("back") + Rows("coming"),
            RowsAdded = Rows("coming") - Rows("same") - Rows("changed"),
            RowsChanged = Rows("changed") + Rows("back"),
            RowsRemoved = Rows("leaving") - Rows("again"),
            Amount = new Money(now.Units).ToDecimal(),
            AmountAfter = new Money(
                now.Units - Units("leaving") - Units("superseded") + Units("back") + Units("coming")
            ).ToDecimal(),
        };
    }

    private sealed record Part
    {
        /// <summary>leaving, again, back, coming, same, changed, superseded.</summary>
        public string Name { get; init; } = "";

        public int Month { get; init; }

        public string Currency { get; init; } = "";

        public long Rows { get; init; }

        public long Units { get; init; }
    }
}

/// <summary>A month in one currency: what is in force, and what would be.</summary>
public sealed record EffectMonth
{
    public string Currency { get; init; } = "";

    public string Period { get; init; } = "";

    public long Rows { get; init; }

    public long RowsAfter { get; init; }

    public long RowsAdded { get; init; }

    public long RowsChanged { get; init; }

    public long RowsRemoved { get; init; }

    public decimal Amount { get; init; }

    public decimal AmountAfter { get; init; }

    [JsonIgnore]
    public decimal Change => AmountAfter - Amount;

    [JsonIgnore]
    public bool IsSame => RowsAdded + RowsChanged + RowsRemoved == 0;
}

/// <summary>The effect of an import as a page shows it.</summary>
public sealed record EffectView(string Kind, IReadOnlyList<EffectMonth> Months)
{
    /// <summary>Where the table can be had as a file; null where it cannot.</summary>
    public TableFiles? Files { get; init; }

    /// <summary>The figures that rest on files of the kind.</summary>
    public IEnumerable<KpiDefinition> Figures =>
        KpiCatalogue.All.Where(kpi =>
            Kind switch
            {
                "revenue" or "rates" => kpi.Group == KpiGroup.CustomersDo,
                "surveys" => kpi.Group == KpiGroup.CustomersSay,
                "wallets" => kpi.Code == KpiCodes.ShareOfWallet,
                _ => false,
            }
        );
}
