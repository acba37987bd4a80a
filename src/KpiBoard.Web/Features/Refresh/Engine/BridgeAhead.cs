using System.Text;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Retention;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The period after the last one of each grain, kept ready: when the first line of a new month comes, every customer
/// of the old one has a part in the new bridge, and adding them all up then would be late.
/// </summary>
internal static class BridgeAhead
{
    private const string AllSql = """
        SELECT [Measure], [Grain], [Dimension], [Member], [LastMonth], [Moved], [CoveredAmount], [TotalAmount], [Moments]
          FROM [BridgeAhead]
        """;

    private const string DeleteSql = "DELETE FROM [BridgeAhead] WHERE [Grain] = @grain";

    private static readonly BulkColumn[] Written =
    [
        new("Measure", BulkType.Text),
        new("Grain", BulkType.Text),
        new("Dimension", BulkType.Text),
        new("Member", BulkType.Text),
        new("LastMonth", BulkType.Int64),
        new("Moved", BulkType.Int64),
        new("CoveredAmount", BulkType.Int64),
        new("TotalAmount", BulkType.Int64),
        new("Moments", BulkType.Blob),
    ];

    public static Task<List<AheadRow>> ReadAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(AllSql, null, Read);

    /// <summary>Replaces what is kept of one grain; without rows it is to be prepared anew.</summary>
    public static async Task WriteAsync(DatabaseTransaction transaction, Grain grain, IReadOnlyList<AheadRow> rows)
    {
        await transaction.ExecuteAsync(DeleteSql, new { grain = grain.Text() });
        await BulkRows.WriteAsync(
            transaction,
            "BridgeAhead",
            Written,
            rows,
            (chunk, row) =>
            {
                chunk.SetText(0, row.Measure);
                chunk.SetText(1, row.Period.Grain.Text());
                chunk.SetText(2, row.Dimension);
                chunk.SetText(3, row.Member);
                chunk.SetInt64(4, row.Period.Last.Key);
                chunk.SetInt64(5, row.Cell.Moved);
                chunk.SetInt64(6, row.Cell.CoveredAmount);
                chunk.SetInt64(7, row.Cell.TotalAmount);
                chunk.SetBytes(8, row.Cell.Sum.ToBytes());
            }
        );
    }

    /// <summary>What is to be kept of a grain.</summary>
    public static List<AheadRow> Of(BridgeGrain grain)
    {
        var slot = grain.Axis.Count;
        for (var measure = 0; measure < grain.Cube.MeasureCount; measure++)
        {
            // There at any rate, so that "nobody" is told from "not prepared".
            _ = grain.Cube[measure, 0, 0, slot];
        }
        return
        [
            .. grain
                .Cube.Cells()
                .Where(at => at.Slot == slot && (at.Dimension == 0 || !at.Cell.IsEmpty))
                .Select(at =>
                {
                    var key = grain.Key(at.Measure, at.Dimension, at.Member, slot);
                    return new AheadRow(key.Measure, grain.Axis.Periods[slot], key.Dimension, key.Member, at.Cell);
                }),
        ];
    }

    private static List<AheadRow> Read(IBulkReader reader)
    {
        var rows = new List<AheadRow>();
        while (reader.Read())
        {
            var period = new Period(Grains.Parse(Text(1)), Month.FromKey((int)reader.GetInt64(4)));
            var cell = new BridgeCell
            {
                Moved = reader.GetInt64(5),
                CoveredAmount = reader.GetInt64(6),
                TotalAmount = reader.GetInt64(7),
                Sum = BridgeSum.Read(reader.GetBytes(8)),
            };
            rows.Add(new(Text(0), period, Text(2), Text(3), cell));
        }
        return rows;

        string Text(int column) => Encoding.UTF8.GetString(reader.GetUtf8(column));
    }
}

/// <summary>The bridge of one measure and member in the period ahead.</summary>
internal sealed record AheadRow(string Measure, Period Period, string Dimension, string Member, BridgeCell Cell);
