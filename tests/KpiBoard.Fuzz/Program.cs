using System.Diagnostics;
using System.Globalization;
using KpiBoard.Fuzz;

// dotnet run -c Release --project tests/KpiBoard.Fuzz -- [SECONDS] [SEED]
// Imports files of every kind that nobody would send, for so many seconds (60), and says what came of them.
// A finding is kept as a file, and fails the run. The same seed makes the same files in the same order.
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount;
var random = new Random(seed);
var seeds = await SeedFiles.ReadAsync();
var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
var findings = 0;
var tried = 0;
var watch = Stopwatch.StartNew();
while (watch.Elapsed.TotalSeconds < seconds)
{
    await using var trial = await Trial.CreateAsync();
    // A new database now and then, so that what is imported stays little.
    for (var i = 0; i < Trial.InputsPerDatabase && watch.Elapsed.TotalSeconds < seconds; i++)
    {
        var input = FuzzInput.Next(random, seeds);
        tried++;
        var (outcome, finding) = await trial.RunAsync(input);
        var key = $"{input.Kind} {outcome}";
        outcomes[key] = outcomes.GetValueOrDefault(key) + 1;
        if (finding is not null)
        {
            findings++;
            var file = Path.Combine(Path.GetTempPath(), $"kpiboard-fuzz-{seed}-{tried}-{input.FileName}");
            await File.WriteAllBytesAsync(file, input.Content);
            await Console.Error.WriteLineAsync($"FINDING {input}: {finding}\nThe file is {file}");
        }
    }
}
foreach (var (outcome, count) in outcomes)
{
    Console.WriteLine($"{count, 8} {outcome}");
}
Console.WriteLine(
    $"fuzz: {tried} inputs tried in {seconds} s with the seed {seed}, from {seeds.Count} files: {findings} findings"
);
return findings == 0 && tried > 0 ? 0 : 1;
