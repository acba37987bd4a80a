using System.Text.RegularExpressions;

namespace KpiBoard.Benchmarks;

/// <summary>Kills an import and a refresh at ten fractions of their time: what is left is none of it or all of it.</summary>
internal static partial class KillTest
{
    private const string SumSql =
        "SELECT COUNT(*) AS [Rows], COALESCE(SUM([Amount]), 0) AS [Amount] FROM [CurrentRevenueLine]";

    public static async Task RunAsync(Report report, int rows)
    {
        using var work = new Workspace();
        var (register, revenue) = (work.File("customers.csv"), work.File("revenue.csv"));
        RevenueFile.WriteRegister(register);
        RevenueFile.Write(revenue, rows);
        var before = await work.ImportedAsync(("customers", register));
        var imported = await KillAsync(
            report,
            work,
            before,
            "import",
            ["import", "revenue", revenue],
            async data => $"{await LedgerAsync(data)} {await SumAsync(data)}"
        );
        await KillAsync(report, work, imported, "refresh", ["refresh"], BridgeAsync);
    }

    /// <summary>Returns the data folder of the undisturbed run.</summary>
    private static async Task<string> KillAsync(
        Report report,
        Workspace work,
        string before,
        string what,
        string[] command,
        Func<string, Task<string>> stateAsync
    )
    {
        var none = await stateAsync(before);
        var undisturbed = work.Copy(before);
        var took = (await Child.MustAsync(Child.ProductAsync(undisturbed, command))).Elapsed;
        var all = await stateAsync(undisturbed);
        var (nones, alls, broken) = (0, 0, 0);
        for (var i = 0; i < 10; i++)
        {
            var data = work.Copy(before);
            await KillAfterAsync(data, command, took * (0.05 + 0.1 * i));
            var state = await stateAsync(data);
            (nones, alls) = (nones + (state == none ? 1 : 0), alls + (state == all ? 1 : 0));
            await Child.MustAsync(Child.ProductAsync(data, command));
            var finished = await stateAsync(data);
            broken += (state == none || state == all) && finished == all ? 0 : 1;
            work.Drop(data);
        }
        report.Add(
            $"{what} killed at ten fractions of {took.TotalSeconds:0.0} s: nothing of it left, all of it there, other",
            $"{nones}, {alls}, {broken}"
        );
        return broken == 0 ? undisturbed : throw new InvalidOperationException($"{what} left something in between.");
    }

    private static async Task KillAfterAsync(string data, string[] command, TimeSpan time)
    {
        using var process = Child.StartProduct(data, command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Task.Delay(time);
        // SIGKILL: the process gets no chance to tidy up.
        process.Kill();
        await process.WaitForExitAsync();
        await Task.WhenAll(output, error);
    }

    private static async Task<string> LedgerAsync(string data) => await PrintAsync(data, "imports", "--json");

    private static async Task<string> SumAsync(string data)
    {
        var sum = await Workspace.Open(data).SingleOrDefaultAsync<(long, long)>(SumSql, null, CancellationToken.None);
        return sum.ToString();
    }

    private static Task<string> BridgeAsync(string data) =>
        PrintAsync(data, "kpi", "bridge", "--grain", "month", "--json");

    /// <summary>The output without its times and ids, which no two runs share.</summary>
    private static async Task<string> PrintAsync(string data, params string[] command) =>
        Own().Replace((await Child.MustAsync(Child.ProductAsync(data, command))).Output, "");

    [GeneratedRegex("\"(id\":\\d+|(computedAt|at)\":\"[^\"]*\")", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Own();
}
