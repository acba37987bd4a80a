using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Keys, versions, undoing, replacing: what is current after every step.</summary>
public sealed class VersionTests
{
    [DatabaseTheory]
    public async Task Import_OfNewRows_IsPublishedWithItsTotals(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        var answer = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n2,2026-02-06,-2.5,,DKK\n3,2026-02-07,1,B,DKK\n");

        Assert.Equal(ImportAnswer.Imported, answer.Status);
        Assert.Equal(new RowCounts { Read = 3, New = 3 }, answer.Rows);
        Assert.Equal(
            [
                new PeriodTotal("DKK", "2026-01", 1, 12.5000m, 0, 0.0000m),
                new PeriodTotal("DKK", "2026-02", 2, -1.5000m, 1, -2.5000m),
            ],
            answer.Totals
        );
        Assert.Equal(new UnidentifiedTotal(1, -2.5m), answer.Unidentified);
        Assert.Equal(2, answer.NotDescribed);
        Assert.Equal(["1 A 20260105 125000", "2  20260206 -25000", "3 B 20260207 10000"], await lab.LinesAsync());
        var kept = Assert.Single(await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None));
        Assert.Equal(("test", ImportAnswer.Imported, answer.Id), (kept.By, kept.Status, kept.Id));
    }

    [DatabaseTheory]
    public async Task Import_OfTheSameFile_ChangesNothingAndSaysSo(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n");

        var second = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n");

        Assert.Equal((ImportAnswer.AlreadyImported, first.Id), (second.Status, second.Id));
        Assert.Equal(1, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportBatch]"));
    }

    [DatabaseTheory]
    public async Task Import_OfTheSameFileFromAnotherSource_IsAnotherImport(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n");

        var other = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n", request => request with { Source = "shop" });

        Assert.Equal(ImportAnswer.Imported, other.Status);
        Assert.Equal(2, (await lab.LinesAsync()).Count);
    }

    [DatabaseTheory]
    public async Task Import_AfterItsUndoing_TakesTheFileAgain(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n");
        await lab.UndoAsync(first.Id);
        Assert.Empty(await lab.LinesAsync());

        var again = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n");

        Assert.Equal((ImportAnswer.Imported, 1L), (again.Status, again.Rows.New));
        Assert.Equal(["1 A 20260105 125000"], await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Undo_OfAnUpdate_BringsBackWhatItReplaced(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n2,2026-01-05,3,B,DKK\n");
        var update = await lab.RevenueAsync("1,2026-01-05,13.00,A,DKK\n2,2026-01-05,3,B,DKK\n3,2026-01-08,4,C,DKK\n");
        Assert.Equal(
            new RowCounts
            {
                Read = 3,
                New = 1,
                Updated = 1,
                Unchanged = 1,
            },
            update.Rows
        );
        Assert.Equal(["1 A 20260105 130000", "2 B 20260105 30000", "3 C 20260108 40000"], await lab.LinesAsync());

        await lab.UndoAsync(update.Id);

        Assert.Equal(["1 A 20260105 125000", "2 B 20260105 30000"], await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Undo_OfTheFirst_KeepsWhatALaterFileSentAgain(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.RevenueAsync("1,2026-01-05,12.50,A,DKK\n2,2026-01-05,3,B,DKK\n");
        var second = await lab.RevenueAsync("2,2026-01-05,3,B,DKK\n3,2026-01-08,4,C,DKK\n");
        Assert.Equal(1, second.Rows.Unchanged);

        await lab.UndoAsync(first.Id);

        Assert.Equal(["2 B 20260105 30000", "3 C 20260108 40000"], await lab.LinesAsync());
        await lab.UndoAsync(second.Id);
        Assert.Empty(await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Import_OfAnEarlierValueAgain_IsTheNewestVersion(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");
        var second = await lab.RevenueAsync("1,2026-01-05,2,A,DKK\n");
        var third = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,9,A,DKK\n");
        Assert.Equal((1L, 0L), (third.Rows.Updated, third.Rows.Unchanged));
        Assert.Equal(["1 A 20260105 10000", "2 A 20260105 90000"], await lab.LinesAsync());

        await lab.UndoAsync(third.Id);
        Assert.Equal(["1 A 20260105 20000"], await lab.LinesAsync());

        await lab.UndoAsync(second.Id);
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
    }

    [DatabaseTheory]
    public async Task Import_ThatReplaces_SwapsBothInOneStep(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var wrong = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,2,A,DKK\n");

        var right = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n3,2026-01-05,3,A,DKK\n",
            request => request with { Replaces = wrong.Id }
        );

        Assert.Equal((2L, wrong.Id), (right.Rows.New, right.Replaces));
        Assert.Equal(["1 A 20260105 10000", "3 A 20260105 30000"], await lab.LinesAsync());
        var ledger = await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None);
        Assert.Equal([ImportAnswer.Imported, ImportAnswer.Undone], ledger.Select(answer => answer.Status));
        await lab.UndoAsync(right.Id);
        Assert.Empty(await lab.LinesAsync());
    }

    [Fact]
    public async Task Import_ThatReplacesNothing_IsWrongUsage()
    {
        await using var lab = await ImportLab.CreateAsync();

        await Assert.ThrowsAsync<ImportUsageException>(() =>
            lab.RevenueAsync("1,2026-01-05,1,A,DKK\n", request => request with { Replaces = 7 })
        );
    }

    [Fact]
    public async Task Import_WithoutKeysOverTheSameDays_WarnsAndNamesTheOther()
    {
        await using var lab = await ImportLab.CreateAsync();
        var first = await lab.RevenueAsync(",2026-01-05,1,A,DKK\n,2026-01-07,2,A,DKK\n");

        var second = await lab.RevenueAsync(",2026-01-07,2,A,DKK\n");
        var later = await lab.RevenueAsync(",2026-01-08,2,A,DKK\n");

        Assert.Contains($"Import {first.Id} (file.csv)", Assert.Single(second.Warnings), StringComparison.Ordinal);
        Assert.Empty(later.Warnings);
        Assert.Equal(4, (await lab.LinesAsync()).Count);
    }

    [DatabaseTheory]
    public async Task Keys_AndIds_AreComparedByteForByte(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        var answer = await lab.RevenueAsync("a,2026-01-05,1, X ,DKK\nA,2026-01-05,2,x,DKK\n");

        Assert.Equal((2L, 2L), (answer.Rows.New, answer.NotDescribed));
        Assert.Equal(
            ["A x 20260105 20000", "a X 20260105 10000"],
            (await lab.LinesAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Import_OfADryRun_AnswersAndLeavesNothing()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");

        var answer = await lab.RevenueAsync(
            "1,2026-01-05,2,A,DKK\n2,2026-01-05,2,B,DKK\n",
            request => request with { DryRun = true, Source = null }
        );

        Assert.Equal((ImportAnswer.DryRun, 1L, 1L), (answer.Status, answer.Rows.New, answer.Rows.Updated));
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
        Assert.Equal(1, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Equal(1, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [Customer] WHERE [Id] <> 0"));
    }

    [Fact]
    public async Task Undo_OfWhatIsNotThere_SaysSo()
    {
        await using var lab = await ImportLab.CreateAsync();
        var undo = lab.Get<ImportUndo>();
        var answer = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");
        await lab.UndoAsync(answer.Id);

        Assert.Equal("undo.alreadyUndone", (await undo.UndoAsync(answer.Id!.Value, "test", default))!.Code);
        Assert.Equal("undo.unknown", (await undo.UndoAsync(99, "test", default))!.Code);
    }

    [DatabaseTheory]
    public async Task Import_OfRates_UpdatesByCurrencyAndMonth(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("rates", "currency,period,rate\nSEK,2026-01,0.65123456789\nNOK,2026-01,0.63\n");

        var answer = await lab.ImportAsync("rates", "currency,period,rate\nSEK,2026-01,0.66\nNOK,2026-01,0.63\n");

        Assert.Equal((1L, 1L), (answer.Rows.Updated, answer.Rows.Unchanged));
        Assert.Equal(
            [6_300_000_000, 6_600_000_000],
            await lab.QueryAsync<long>("SELECT [Rate] FROM [CurrentExchangeRate] ORDER BY [Rate]")
        );
    }
}
