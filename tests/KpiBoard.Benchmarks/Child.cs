using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace KpiBoard.Benchmarks;

/// <summary>What a finished process took.</summary>
internal sealed record Measured(TimeSpan Elapsed, long PeakMegabytes, int ExitCode, string Output);

/// <summary>Runs other processes and measures them from start to end.</summary>
internal static class Child
{
    private static string product = "";

    /// <summary>Publishes the product as it is delivered, compiled ahead; what runs from then on is that.</summary>
    public static async Task PublishProductAsync(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "KpiBoard.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmarks run inside the source tree.");
        }
        var project = Path.Combine(root.FullName, "src", "KpiBoard.Web");
        var runtime = RuntimeInformation.RuntimeIdentifier;
        await MustAsync(
            RunAsync("dotnet", "publish", project, "-c", "Release", "-r", runtime, "--no-self-contained", "-o", folder)
        );
        product = Path.Combine(folder, "KpiBoard.Web.dll");
    }

    public static Task<Measured> ProductAsync(string folder, params IEnumerable<string> arguments) =>
        MeasureAsync(StartProduct(folder, arguments));

    public static Process StartProduct(string folder, params IEnumerable<string> arguments) =>
        StartProduct(folder, [], arguments);

    public static Process StartProduct(
        string folder,
        IEnumerable<(string Key, string Value)> settings,
        params IEnumerable<string> arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", [product, .. arguments]);
        start.Environment["Data__Folder"] = folder;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }
        return Start(start);
    }

    public static Task<Measured> RunAsync(string program, params IEnumerable<string> arguments) =>
        MeasureAsync(Start(new ProcessStartInfo(program, arguments)));

    /// <summary>Runs it and fails loudly when it does.</summary>
    public static async Task<Measured> MustAsync(Task<Measured> run)
    {
        var measured = await run;
        return measured.ExitCode == 0
            ? measured
            : throw new InvalidOperationException($"Exit {measured.ExitCode}: {measured.Output}");
    }

    public static async Task<Measured> MeasureAsync(Process process)
    {
        using (process)
        {
            var clock = Stopwatch.StartNew();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            var exited = process.WaitForExitAsync();
            long peak = 0;
            // The kernel keeps the highest value, so that looking now and then is enough.
            while (await Task.WhenAny(exited, Task.Delay(20)) != exited)
            {
                peak = Math.Max(peak, PeakKilobytes(process.Id));
            }
            var elapsed = clock.Elapsed;
            var text = await output + (process.ExitCode == 0 ? "" : await error);
            return new Measured(elapsed, peak / 1024, process.ExitCode, text);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start)!;
    }

    private static long PeakKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
