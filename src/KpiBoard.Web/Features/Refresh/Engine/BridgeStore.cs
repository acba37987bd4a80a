using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The table of bridges. A change closes the row in force and adds one; nothing is overwritten.</summary>
internal static class BridgeStore
{
    /// <summary>The end of a row in force.</summary>
    public const long InForce = long.MaxValue;

    private const string Columns =
        "[Measure], [Grain], [Dimension], [Member], [Period], [LastMonth], [FromRun], [Moved], [Unidentified],"
        + " [TotalAmount], [CoveredAmount], [IsComplete], [IsGap], [Moments]";

    private const string AllSql = $"SELECT {Columns} FROM [Bridge] WHERE [ToRun] = @inForce";

    private const string BetweenSql = $"""
        SELECT {Columns}
          FROM [Bridge]
         WHERE [ToRun] = @inForce AND [Measure] = @measure AND [Grain] = @grain AND [LastMonth] BETWEEN @from AND @to
        """;

    private const string CloseSql = """
        UPDATE [Bridge]
           SET [ToRun] = @run
         WHERE [Measure] = @Measure AND [Grain] = @Grain AND [Dimension] = @Dimension AND [Member] = @Member
           AND [Period] = @Period AND [FromRun] = @FromRun
        """;

    private static readonly BulkColumn[] Written =
    [
        new("Measure", BulkType.Text),
        new("Grain", BulkType.Text),
        new("Dimension", BulkType.Text),
        new("Member", BulkType.Text),
        new("Period", BulkType.Text),
        .. new[]
        {
            "FromRun",
            "ToRun",
            "LastMonth",
            "Start",
            "New",
            "Reactivated",
            "Expansion",
            "Contraction",
            "Churned",
            "End",
            "CustomersStart",
            "CustomersNew",
            "CustomersReactivated",
            "CustomersExpanded",
            "CustomersContracted",
            "CustomersFlat",
            "CustomersChurned",
            "CustomersEnd",
            "Moved",
            "Unidentified",
            "CoveredAmount",
            "TotalAmount",
            "IsComplete",
            "IsGap",
        }.Select(name => new BulkColumn(name, BulkType.Int64)),
        new("Moments", BulkType.Blob),
    ];

    public static Task<List<StoredBridgeRow>> AllAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(AllSql, new { inForce = InForce }, Read);

    /// <summary>The rows of some periods of one grain.</summary>
    public static async Task<List<StoredBridgeRow>> OfAsync(
        DatabaseTransaction transaction,
        Grain grain,
        IReadOnlyCollection<int> lastMonths,
        int measures
    )
    {
        var rows = new List<StoredBridgeRow>();
        foreach (var (from, to) in MonthRuns.Of(lastMonths, grain))
        {
            foreach (var measure in Measures.Names.Take(measures))
            {
                var wanted = new
                {
                    inForce = InForce,
                    measure,
                    grain = grain.Text(),
                    from,
                    to,
                };
                rows.AddRange(await transaction.ReadBulkAsync(BetweenSql, wanted, Read));
            }
        }
        return rows;
    }

    public static async Task WriteAsync(
        DatabaseTransaction transaction,
        long run,
        VersionChanges<BridgeKey, BridgeRow> changes
    )
    {
        await transaction.ExecuteAsync(
            CloseSql,
            changes.Closed.Select(closed => new
            {
                closed.Key.Measure,
                closed.Key.Grain,
                closed.Key.Dimension,
                closed.Key.Member,
                closed.Key.Period,
                closed.FromRun,
                run,
            })
        );
        await BulkRows.WriteAsync(transaction, "Bridge", Written, changes.Added, (chunk, row) => Set(chunk, row, run));
    }

    private static void Set(BulkChunk chunk, BridgeRow row, long run)
    {
        var (key, sum, cell) = (row.Key, row.Sum, row.Cell);
        var column = 0;
        foreach (var text in (ReadOnlySpan<string>)[key.Measure, key.Grain, key.Dimension, key.Member, key.Period])
        {
            chunk.SetText(column++, text);
        }
        foreach (
            var number in (ReadOnlySpan<long>)
                [
                    run,
                    InForce,
                    row.Period.Last.Key,
                    sum.Start,
                    sum.New,
                    sum.Reactivated,
                    sum.Expansion,
                    sum.Contraction,
                    sum.Churned,
                    sum.End,
                    sum.CustomersStart,
                    sum.CustomersNew,
                    sum.CustomersReactivated,
                    sum.CustomersExpanded,
                    sum.CustomersContracted,
                    sum.CustomersFlat,
                    sum.CustomersChurned,
                    sum.CustomersEnd,
                    cell.Moved,
                    cell.Unidentified,
                    cell.CoveredAmount,
                    cell.TotalAmount,
                    row.IsComplete ? 1 : 0,
                    row.IsGap ? 1 : 0,
                ]
        )
        {
            chunk.SetInt64(column++, number);
        }
        chunk.SetBytes(column, sum.ToBytes());
    }

    private static List<StoredBridgeRow> Read(IBulkReader reader)
    {
        var rows = new List<StoredBridgeRow>();
        while (reader.Read())
        {
            var key = new BridgeKey(Text(0), Text(1), Text(2), Text(3), Text(4));
            var cell = new BridgeCell
            {
                Moved = reader.GetInt64(7),
                Unidentified = reader.GetInt64(8),
                TotalAmount = reader.GetInt64(9),
                CoveredAmount = reader.GetInt64(10),
                Sum = BridgeSum.Read(reader.GetBytes(13)),
            };
            var period = new Period(Grains.Parse(key.Grain), Month.FromKey((int)reader.GetInt64(5)));
            var row = new BridgeRow(key, period, cell, reader.GetInt64(11) != 0, reader.GetInt64(12) != 0);
            rows.Add(new(row, reader.GetInt64(6)));
        }
        return rows;

        string Text(int column) => Encoding.UTF8.GetString(reader.GetUtf8(column));
    }
}
