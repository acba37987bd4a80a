using KpiBoard.Data.Bulk;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class BulkWriterTests
{
    private const string Table = "SurveyResponse";

    private const string RowsSql = """
        SELECT [Line], [RowKey], [Score], [Weight], [Comment]
          FROM [SurveyResponse]
         ORDER BY [Line]
        """;

    /// <summary>The columns of the table that may not be empty, and one of each type that may.</summary>
    private static readonly IReadOnlyList<BulkColumn> Columns =
    [
        new("BatchId", BulkType.Int64),
        new("Line", BulkType.Int64),
        new("SourceId", BulkType.Int64),
        new("RowKey", BulkType.Text),
        new("Fingerprint", BulkType.Int64),
        new("CustomerId", BulkType.Int64),
        new("AnsweredOn", BulkType.Int64),
        new("AnsweredAt", BulkType.Int64),
        new("Audience", BulkType.Text),
        new("Level", BulkType.Text),
        new("Score", BulkType.Int64),
        new("Weight", BulkType.Double),
        new("Comment", BulkType.Text),
    ];

    [DatabaseTheory]
    public async Task WriteAsync_EveryType_ComesBackTheSame(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var written = new List<Row>
        {
            new()
            {
                Line = 1,
                RowKey = "R-1",
                Score = 10,
                Weight = 0.1,
                Comment = "Rødgrød med fløde, på norsk: «æøå» 🎈",
            },
            new() { Line = 2, Comment = "" },
            new()
            {
                Line = 3,
                RowKey = "R-3",
                Score = 0,
                Weight = -1e-300,
            },
            new() { Line = 4, Comment = string.Concat(Enumerable.Repeat("lang kommentar ø\r\n", 10_000)) },
            new() { Line = long.MaxValue, RowKey = "R 4'; --" },
        };

        Assert.Empty(await WriteAsync(test.Database, written));

        Assert.Equal(written, await test.Database.QueryAsync<Row>(RowsSql, null, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task WriteAsync_KeysThatAreTaken_AreLeftOutAndNamed(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await WriteAsync(test.Database, [new() { Line = 1, RowKey = "A" }, new() { Line = 2, RowKey = "B" }]);

        var taken = await WriteAsync(
            test.Database,
            [
                new() { Line = 3, RowKey = "C" },
                new() { Line = 4, RowKey = "A" },
                new() { Line = 2, RowKey = "D" },
                new() { Line = 5, RowKey = "C" },
                new() { Line = 6, RowKey = "a" },
                new() { Line = 7 },
                new() { Line = 8 },
            ]
        );

        Assert.Equal([1, 2, 3], taken);
        var rows = await test.Database.QueryAsync<Row>(RowsSql, null, CancellationToken.None);
        Assert.Equal([1, 2, 3, 6, 7, 8], rows.Select(row => row.Line));
    }

    [DatabaseTheory]
    public async Task WriteAsync_PartOfAChunk_OnlyThatPart(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var chunk = Fill([.. Enumerable.Range(1, 10).Select(line => new Row { Line = line, RowKey = "x" })]);

        var taken = await test.Database.WriteAsync(
            async transaction =>
            {
                await using var writer = transaction.BulkWriter(Table, Columns);
                return await writer.WriteAsync(chunk, 4, 3, CancellationToken.None);
            },
            CancellationToken.None
        );

        Assert.Equal([5, 6], taken);
        Assert.Equal(5, Assert.Single(await test.Database.QueryAsync<Row>(RowsSql, null, CancellationToken.None)).Line);
    }

    [DatabaseTheory]
    public async Task WriteAsync_NullWhereNoneMayBe_ThrowsAndNothingIsStored(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var chunk = Fill([new Row { Line = 1 }, new Row { Line = 2 }]);
        chunk.Clear();
        Add(chunk, new Row { Line = 3 });
        for (var column = 0; column < Columns.Count; column++)
        {
            chunk.SetNull(column);
        }
        chunk.EndRow();

        await Assert.ThrowsAnyAsync<Exception>(() =>
            test.Database.WriteAsync(
                async transaction =>
                {
                    await using var writer = transaction.BulkWriter(Table, Columns);
                    await writer.WriteAsync(chunk, 0, chunk.Count, CancellationToken.None);
                },
                CancellationToken.None
            )
        );

        Assert.Empty(await test.Database.QueryAsync<Row>(RowsSql, null, CancellationToken.None));
    }

    private static Task<IReadOnlyList<int>> WriteAsync(KpiDatabase database, List<Row> rows)
    {
        var chunk = Fill(rows);
        return database.WriteAsync(
            async transaction =>
            {
                await using var writer = transaction.BulkWriter(Table, Columns);
                return await writer.WriteAsync(chunk, 0, chunk.Count, CancellationToken.None);
            },
            CancellationToken.None
        );
    }

    private static BulkChunk Fill(List<Row> rows)
    {
        var chunk = new BulkChunk(Columns, rows.Count);
        rows.ForEach(row => Add(chunk, row));
        return chunk;
    }

    private static void Add(BulkChunk chunk, Row row)
    {
        chunk.SetInt64(0, 1);
        chunk.SetInt64(1, row.Line);
        chunk.SetInt64(2, 1);
        chunk.SetText(3, row.RowKey);
        chunk.SetInt64(4, long.MinValue);
        chunk.SetInt64(5, 0);
        chunk.SetInt64(6, 20260301);
        chunk.SetInt64(7, 0);
        chunk.SetText(8, "customer");
        chunk.SetText(9, "relationship");
        chunk.SetInt64(10, row.Score);
        chunk.SetDouble(11, row.Weight);
        chunk.SetText(12, row.Comment);
        chunk.EndRow();
    }

    private sealed record Row
    {
        public long Line { get; init; }

        public string? RowKey { get; init; }

        public int? Score { get; init; }

        public double? Weight { get; init; }

        public string? Comment { get; init; }
    }
}
