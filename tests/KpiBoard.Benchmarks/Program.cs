using System.Globalization;
using KpiBoard.Benchmarks;

// dotnet run -c Release --project tests/KpiBoard.Benchmarks -- [import|refresh|day|board|priorities|load|kill|size]... [--rows N]
var rows = 1_000_000;
var asked = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--rows" && i + 1 < args.Length)
    {
        rows = int.Parse(args[++i], CultureInfo.InvariantCulture);
    }
    else
    {
        asked.Add(args[i]);
    }
}
var report = new Report();
var all = new Dictionary<string, Func<Task>>
{
    ["import"] = async () =>
    {
        await ImportBenchmark.RunAsync(report, rows, withShell: true);
        await ImportBenchmark.RunAsync(report, rows * 10, withShell: false);
    },
    ["refresh"] = () => RefreshBenchmark.FullAsync(report, rows),
    ["day"] = () => RefreshBenchmark.OneMoreDayAsync(report, rows),
    ["board"] = () => BoardBenchmark.RunAsync(report),
    ["priorities"] = () =>
    {
        PriorityBenchmark.Run(report);
        return Task.CompletedTask;
    },
    ["load"] = () => LoadTest.RunAsync(report),
    ["kill"] = () => KillTest.RunAsync(report, rows),
    ["size"] = async () =>
    {
        await SizeBenchmark.RunAsync(report, rows);
        await SizeBenchmark.RunAsync(report, rows * 10);
    },
};
if (asked.Except(all.Keys).Any())
{
    await Console.Error.WriteLineAsync($"Name any of: {string.Join(", ", all.Keys)}; without a name, all of them.");
    return 2;
}
using var published = new Workspace();
await Child.PublishProductAsync(published.File("product"));
foreach (var (_, run) in all.Where(benchmark => asked.Count == 0 || asked.Contains(benchmark.Key)))
{
    await run();
}
return 0;
