using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class QuarantineTests
{
    [DatabaseTheory]
    public async Task Import_WithQuarantine_TakesTheValidRowsAndKeepsTheOthers(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        var answer = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n2,2026-13-05,2,B,DKK\n1,2026-01-06,3,C,DKK\n4,2026-01-06,4,D\n",
            Quarantined
        );

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal(
            new RowCounts
            {
                Read = 4,
                New = 1,
                Quarantined = 3,
            },
            answer.Rows
        );
        Assert.Equal(1, Assert.Single(answer.Totals).Rows);
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Download_OfTheOthers_CanBeCorrectedAndSentBack(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.ImportAsync(
            "revenue",
            "line_id;booked_on;amount;customer_id;currency\n1;2026-01-05;1,50;A;DKK\n=2;2026-13-05;-2,50;@B;DKK\n",
            change: Quarantined
        );

        var csv = await DownloadAsync(lab, first.Id);
        var second = await lab.ImportAsync(
            "revenue",
            csv.Replace("2026-13-05", "2026-11-05", StringComparison.Ordinal)
        );

        Assert.Contains("'=2;2026-13-05;-2,50;'@B;DKK;", csv, StringComparison.Ordinal);
        Assert.Contains(";import_error", csv, StringComparison.Ordinal);
        Assert.Equal(ImportAnswer.Imported, second.Status);
        Assert.Empty(second.IgnoredColumns);
        Assert.Equal(["1 A 20260105 15000", "=2 @B 20261105 -25000"], await lab.LinesAsync());
    }

    [Theory]
    [InlineData("-1 234,50", "-1 234,50")]
    [InlineData("-,5", "-,5")]
    [InlineData("+45", "+45")]
    [InlineData("-1+cmd", "'-1+cmd")]
    [InlineData("-2 =x", "'-2 =x")]
    [InlineData("\uff1dx", "'\uff1dx")]
    public async Task Download_OfAnAmount_KeepsNumbersAndDisarmsFormulas(string amount, string expected)
    {
        await using var lab = await ImportLab.CreateAsync();
        var first = await lab.ImportAsync(
            "revenue",
            $"line_id;booked_on;amount;customer_id;currency\n1;2026-01-05;1,50;A;DKK\n2;2026-13-05;{amount};B;DKK\n",
            change: Quarantined
        );

        var csv = await DownloadAsync(lab, first.Id);

        Assert.Contains($"2;2026-13-05;{expected};B;DKK;", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithNoValidRow_IsRefusedAllTheSame()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.RevenueAsync("1,2026-13-05,1,A,DKK\n", Quarantined);

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportQuarantine]"));
    }

    [Fact]
    public async Task Import_WithAnOpenQuote_IsRefusedAllTheSame()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n2,2026-01-05,\"1,A,DKK\n3,2026-01-05,1,A,DKK\n",
            Quarantined
        );

        Assert.Equal((ImportAnswer.Refused, "row.openQuote"), (answer.Status, answer.Errors![0].Code));
        Assert.Empty(await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Import_StrictWithQuarantine_RegistersNobodyItDoesNotTake(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("customers", "customer_id,name\nA,Alma\n");

        var answer = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n2,2026-01-05,1,B,DKK\n3,2026-01-05,1,,DKK\n",
            request => Quarantined(request) with { Strict = true }
        );

        Assert.Equal((2L, 1L, 0L), (answer.Rows.New, answer.Rows.Quarantined, answer.NotDescribed));
        Assert.Equal(
            ["", "A"],
            await lab.QueryAsync<string>("SELECT [CustomerId] FROM [Customer] ORDER BY [CustomerId]")
        );
    }

    private static ImportRequest Quarantined(ImportRequest request) => request with { Quarantine = true };

    private static async Task<string> DownloadAsync(ImportLab lab, long? id)
    {
        var file = await lab.Get<QuarantineDownload>().OpenAsync(id!.Value, CancellationToken.None);
        using var reader = new StreamReader(file!.Content);
        return await reader.ReadToEndAsync();
    }
}
