using System.Globalization;

namespace KpiBoard.Benchmarks;

/// <summary>What a number of revenue lines takes: disk by table and index, memory, and the time of a first load and a full refresh.</summary>
internal static class SizeBenchmark
{
    private const string TablesSql =
        "SELECT name || ' ' || SUM(pgsize) FROM dbstat GROUP BY name ORDER BY SUM(pgsize) DESC LIMIT 8";

    public static async Task RunAsync(Report report, int rows)
    {
        using var work = new Workspace();
        var (register, revenue) = (work.File("customers.csv"), work.File("revenue.csv"));
        RevenueFile.WriteRegister(register);
        RevenueFile.Write(revenue, rows);
        report.Add($"{rows:N0} lines: the file", Megabytes(new FileInfo(revenue).Length));
        var data = await work.ImportedAsync(("customers", register));
        await StepAsync(report, data, $"{rows:N0} lines: import", "import", "revenue", revenue);
        File.Delete(revenue);
        await StepAsync(report, data, $"{rows:N0} lines: full refresh", "refresh", "--full");
        var tables = await Child.MustAsync(Child.RunAsync("sqlite3", Path.Combine(data, "kpiboard.db"), TablesSql));
        foreach (var line in tables.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            report.Add($"{rows:N0} lines: {parts[0]}", Megabytes(long.Parse(parts[1], CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Runs a command, and looks at its log of changes meanwhile: it is disk that has to be there as well.</summary>
    private static async Task StepAsync(Report report, string data, string what, params string[] arguments)
    {
        var running = Child.MustAsync(Child.ProductAsync(data, arguments));
        long log = 0;
        while (await Task.WhenAny(running, Task.Delay(20)) != running)
        {
            log = Math.Max(log, Length(data, "kpiboard.db-wal"));
        }
        var measured = await running;
        report.Add($"{what}, whole process", measured.Elapsed);
        report.Add($"{what}, peak memory", $"{measured.PeakMegabytes} MB");
        report.Add($"{what}, largest write-ahead log", Megabytes(log));
        report.Add($"{what}, database afterwards", Megabytes(Length(data, "kpiboard.db")));
    }

    private static long Length(string data, string name)
    {
        var file = new FileInfo(Path.Combine(data, name));
        return file.Exists ? file.Length : 0;
    }

    private static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:N1} MB");
}
