using System.Diagnostics;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>What a killed import leaves is seen by nobody and gone with the next one.</summary>
public sealed class KilledImportTests
{
    private const string Known = "1,2026-01-05,1,A,DKK\n2,2026-01-05,2,B,DKK\n";

    [DatabaseTheory]
    public async Task NextImport_AfterAKilledOne_RemovesWhatItLeft(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.RevenueAsync(Known);
        var killed = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n2,2026-01-05,3,B,DKK\n3,2026-01-05,3,C,DKK\n4,x,1,D,DKK\n",
            request => request with { Quarantine = true, Source = "default" }
        );
        // As it was the moment before it was published.
        foreach (
            var sql in new[]
            {
                "UPDATE [ImportBatch] SET [Status] = 'loading' WHERE [Id] = @Id",
                "DELETE FROM [ImportTotal] WHERE [BatchId] = @Id",
            }
        )
        {
            await lab.Database.ExecuteAsync(sql, new { killed.Id }, CancellationToken.None);
        }
        Assert.Equal(["1 A 20260105 10000", "2 B 20260105 20000"], await lab.LinesAsync());

        var next = await lab.RevenueAsync("5,2026-01-06,5,E,DKK\n");

        Assert.Equal(ImportAnswer.Imported, next.Status);
        Assert.Equal(["1 A 20260105 10000", "2 B 20260105 20000", "5 E 20260106 50000"], await lab.LinesAsync());
        Assert.Equal(
            ["", "A", "B", "E"],
            await lab.QueryAsync<string>("SELECT [CustomerId] FROM [Customer] ORDER BY [CustomerId]")
        );
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportConfirmation]"));
        Assert.Equal(0, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportQuarantine]"));
        Assert.Equal(2, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [ImportBatch]"));
    }

    [Fact]
    public async Task Process_KilledWhileItLoads_LeavesNothingThatIsSeen()
    {
        const int rows = 150_000;
        await using var lab = await ImportLab.CreateAsync();
        var text =
            "line_id,booked_on,amount,customer_id,currency\n"
            + string.Concat(Enumerable.Range(0, rows).Select(i => $"L{i},2026-01-05,{i}.25,C{i % 997},DKK\n"));
        var file = lab.Write("large.csv", text);

        using var process = Start($"import revenue {file}", lab.Test.Configuration["Data:Folder"]!);
        while (!process.HasExited && await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]") == 0)
        {
            await Task.Delay(10);
        }
        process.Kill();
        await process.WaitForExitAsync();
        var seen = await lab.LinesAsync();
        var finished = await lab.ImportAsync("revenue", text, name: "large.csv");

        Assert.Empty(seen);
        Assert.Equal((ImportAnswer.Imported, (long)rows), (finished.Status, finished.Rows.New));
        Assert.Equal(rows, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Equal(997, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [Customer] WHERE [Id] <> 0"));
        Assert.Single(await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None));
    }

    [Fact]
    public async Task AnotherWriter_DuringALargeImport_IsLetInBetween()
    {
        await using var lab = await ImportLab.CreateAsync();
        var text =
            "line_id,booked_on,amount,customer_id,currency\n"
            + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"L{i},2026-01-05,{i}.25,C{i % 997},DKK\n"));
        var importing = Task.Run(() => lab.ImportAsync("revenue", text));

        var letIn = 0;
        while (!importing.IsCompleted)
        {
            await lab.CommandAsync("setting set companyName Aldervik");
            letIn += importing.IsCompleted ? 0 : 1;
        }

        Assert.Equal(400_000, (await importing).Rows.New);
        // How long a writer waits is measured by the benchmarks; here, that it need not wait for the end.
        Assert.NotEqual(0, letIn);
    }

    private static Process Start(string arguments, string dataFolder)
    {
        var program = typeof(Product).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", $"\"{program}\" {arguments}")
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Data__Folder"] = dataFolder;
        return Process.Start(start)!;
    }
}
