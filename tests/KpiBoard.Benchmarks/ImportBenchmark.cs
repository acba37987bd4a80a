using System.Diagnostics;
using System.Globalization;

namespace KpiBoard.Benchmarks;

/// <summary>An import as a whole process against the sqlite3 shell, and what others notice of it.</summary>
internal static class ImportBenchmark
{
    private const int Runs = 3;

    private const string TouchSql = "UPDATE [Setting] SET [Value] = @value WHERE [Key] = 'benchmark'";

    private const string AddSql = """
        INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy])
        VALUES ('benchmark', '', @at, 'benchmark')
        """;

    public static async Task RunAsync(Report report, int rows, bool withShell)
    {
        using var work = new Workspace();
        var file = work.File("revenue.csv");
        RevenueFile.Write(file, rows);
        Measured? best = null;
        var wait = TimeSpan.Zero;
        for (var run = 0; run < (withShell ? Runs : 1); run++)
        {
            var data = await work.MigratedAsync();
            var (measured, longest) = await ImportAsync(data, file);
            best = best is null || measured.Elapsed < best.Elapsed ? measured : best;
            wait = longest > wait ? longest : wait;
            work.Drop(data);
        }
        report.Add($"import of {rows:N0} rows", best!.Elapsed);
        report.Add($"import of {rows:N0} rows, peak memory", $"{best.PeakMegabytes} MB");
        report.Add($"import of {rows:N0} rows, longest wait of a small write, all runs", wait);
        if (withShell)
        {
            report.Add($"sqlite3 .import of the same {rows:N0} rows", await ShellAsync(work, file));
        }
    }

    /// <summary>While the import runs, this process writes a row every 20 ms and notes how long it waited.</summary>
    private static async Task<(Measured Import, TimeSpan LongestWait)> ImportAsync(string data, string file)
    {
        var database = Workspace.Open(data);
        await database.ExecuteAsync(AddSql, new { at = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        var import = Child.MustAsync(Child.ProductAsync(data, "import", "revenue", file));
        var longest = TimeSpan.Zero;
        for (var i = 0; !import.IsCompleted; i++)
        {
            var clock = Stopwatch.StartNew();
            var value = i.ToString(CultureInfo.InvariantCulture);
            await database.ExecuteAsync(TouchSql, new { value }, CancellationToken.None);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            await Task.Delay(20);
        }
        return (await import, longest);
    }

    /// <summary>The shell's own .import into a table with the same unique key, as a whole process.</summary>
    private static async Task<TimeSpan> ShellAsync(Workspace work, string file)
    {
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var data = work.File("shell.db");
            var measured = await Child.MustAsync(
                Child.RunAsync(
                    "sqlite3",
                    data,
                    "PRAGMA journal_mode = WAL",
                    "CREATE TABLE line (booked_on, amount, customer_id, line_id TEXT UNIQUE, invoice_id, cost, currency, product)",
                    $".import --csv --skip 1 {file} line"
                )
            );
            best = measured.Elapsed < best ? measured.Elapsed : best;
            File.Delete(data);
        }
        return best;
    }
}
