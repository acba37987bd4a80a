using System.Text;
using KpiBoard.Data.Bulk;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class BulkReaderTests
{
    private static readonly BulkColumn[] Columns =
    [
        new("Measure", BulkType.Text),
        new("Grain", BulkType.Text),
        new("Dimension", BulkType.Text),
        new("Member", BulkType.Text),
        new("LastMonth", BulkType.Int64),
        new("Moments", BulkType.Blob),
        new("Moved", BulkType.Int64),
        new("CoveredAmount", BulkType.Int64),
        new("TotalAmount", BulkType.Int64),
    ];

    private const string RowSql = """
        SELECT [Member], [Dimension], [LastMonth], [Moments], NULL
          FROM [BridgeAhead]
        """;

    [DatabaseTheory]
    public async Task ReadBulkAsync_TextNumberBlobAndNull_AreWhatWasLoaded(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var chunk = new BulkChunk(Columns, 1);
        chunk.SetText(0, "revenue");
        chunk.SetText(1, "month");
        chunk.SetText(2, "");
        chunk.SetText(3, "Søndergård");
        chunk.SetInt64(4, 202611);
        chunk.SetBytes(5, [0, 255, 7]);
        for (var column = 6; column < Columns.Length; column++)
        {
            chunk.SetInt64(column, 0);
        }
        chunk.EndRow();
        await test.Database.WriteAsync(
            async transaction =>
            {
                await using var writer = transaction.BulkWriter("BridgeAhead", Columns);
                await writer.WriteAsync(chunk, 0, 1, CancellationToken.None);
            },
            CancellationToken.None
        );

        var (member, dimension, month, moments, rows) = await test.Database.ReadSnapshotAsync(
            transaction => transaction.ReadBulkAsync(RowSql, null, ReadAll),
            CancellationToken.None
        );

        Assert.Equal(("Søndergård", "", 202611, 1), (member, dimension, month, rows));
        Assert.Equal<byte>([0, 255, 7], moments);
    }

    private static (string Member, string Dimension, long Month, byte[] Moments, int Rows) ReadAll(IBulkReader reader)
    {
        var rows = (Member: "", Dimension: "", Month: 0L, Moments: Array.Empty<byte>(), Rows: 0);
        while (reader.Read())
        {
            Assert.True(reader.IsNull(4));
            Assert.Equal(0, reader.GetInt64(4));
            rows = (
                Encoding.UTF8.GetString(reader.GetUtf8(0)),
                Encoding.UTF8.GetString(reader.GetUtf8(1)),
                reader.GetInt64(2),
                reader.GetBytes(3).ToArray(),
                rows.Rows + 1
            );
        }
        return rows;
    }
}
