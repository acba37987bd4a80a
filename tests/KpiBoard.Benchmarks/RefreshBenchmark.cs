using System.Text.Json;

namespace KpiBoard.Benchmarks;

/// <summary>The full refresh against pandas, and the refresh after one more day with one and ten times the history.</summary>
internal static class RefreshBenchmark
{
    private const int Runs = 3;
    private const int LinesOfADay = 1_300;

    public static async Task FullAsync(Report report, int rows)
    {
        using var work = new Workspace();
        var data = await ImportedAsync(work, rows);
        var best = TimeSpan.MaxValue;
        var inside = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var copy = work.Copy(data);
            var measured = await Child.MustAsync(Child.ProductAsync(copy, "refresh", "--full", "--json"));
            best = measured.Elapsed < best ? measured.Elapsed : best;
            inside = Math.Min(inside, Seconds(measured.Output));
            work.Drop(copy);
        }
        report.Add($"full refresh of {rows:N0} rows, whole process", best);
        report.Add($"full refresh of {rows:N0} rows, inside the process", TimeSpan.FromSeconds(inside));
        report.Add($"pandas, monthly bridge of the same {rows:N0} rows, whole process", await PandasAsync(data));
    }

    public static async Task OneMoreDayAsync(Report report, int rows)
    {
        foreach (var times in new[] { 1, 10 })
        {
            using var work = new Workspace();
            var data = await ImportedAsync(work, rows * times);
            await Child.MustAsync(Child.ProductAsync(data, "refresh"));
            var inside = double.MaxValue;
            for (var run = 0; run < Runs; run++)
            {
                var copy = work.Copy(data);
                var day = work.File("day.csv");
                RevenueFile.WriteDay(day, RevenueFile.NextDay, LinesOfADay);
                await Child.MustAsync(Child.ProductAsync(copy, "import", "revenue", day));
                var measured = await Child.MustAsync(Child.ProductAsync(copy, "refresh", "--json"));
                inside = Math.Min(inside, Seconds(measured.Output));
                work.Drop(copy);
            }
            report.Add(
                $"refresh after one more day of {LinesOfADay:N0} rows, {rows * times:N0} before, inside the process",
                TimeSpan.FromSeconds(inside)
            );
            report.Add(
                $"the same in the serving process, {rows * times:N0} before",
                TimeSpan.FromSeconds(await ServedAsync(work, data))
            );
        }
    }

    /// <summary>Days that follow each other, sent to a server over its endpoints; the best refresh in seconds.</summary>
    private static async Task<double> ServedAsync(Workspace work, string data)
    {
        await using var server = await Server.StartAsync(data);
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var day = work.File("day.csv");
            RevenueFile.WriteDay(day, RevenueFile.NextDay.AddDays(run), LinesOfADay);
            await server.ImportAsync("revenue", day);
            best = Math.Min(best, Seconds(await server.RefreshAsync()));
        }
        return best;
    }

    private static Task<string> ImportedAsync(Workspace work, int rows)
    {
        var (register, revenue) = (work.File("customers.csv"), work.File("revenue.csv"));
        RevenueFile.WriteRegister(register);
        RevenueFile.Write(revenue, rows);
        return work.ImportedAsync(("customers", register), ("revenue", revenue));
    }

    private static async Task<TimeSpan> PandasAsync(string data)
    {
        var python = Environment.GetEnvironmentVariable("KPIBOARD_PYTHON") ?? "python3";
        var script = Path.Combine(AppContext.BaseDirectory, "bridge.py");
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var measured = await Child.MustAsync(Child.RunAsync(python, script, Path.Combine(data, "kpiboard.db")));
            best = measured.Elapsed < best ? measured.Elapsed : best;
        }
        return best;
    }

    private static double Seconds(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("seconds").GetDouble();
    }
}
