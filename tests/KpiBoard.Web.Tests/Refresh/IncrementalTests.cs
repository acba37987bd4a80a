using FsCheck;
using FsCheck.Fluent;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Refresh;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class IncrementalTests
{
    private const int Companies = 6;
    private const int StepsEach = 30;

    /// <summary>
    /// After any files, late, restated, undone and imported again, an incremental refresh leaves what a full one finds.
    /// </summary>
    [DatabaseTheory]
    public void Refresh_AnyFilesInAnyOrder_LeavesWhatAFullOneFinds(string engine) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                Gen.Elements("activity", "inactive:60", "contract").ToArbitrary(),
                (seed, churn) => HoldsAsync(engine, seed, churn).GetAwaiter().GetResult()
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Companies).WithReplay(20261122, 3));

    private static async Task<bool> HoldsAsync(string engine, int seed, string churn)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.SetAsync("churn", churn);
        var files = new RandomCompany(company, seed);
        await files.BeginAsync();
        var (runs, carriedOn) = (0, 0);
        for (var step = 0; step < StepsEach; step++)
        {
            await files.StepAsync();
            if (step % 2 == 1)
            {
                carriedOn += (await RefreshAsync(company, isFull: false)).ReadSummary()!.Whole is null ? 1 : 0;
                runs++;
                // The full one tells itself what it had to change; now and then every row is looked at as well.
                await MatchesFullAsync(company, seed, step, everyRow: step % 10 == 9);
            }
        }
        // Else the test would say nothing.
        return carriedOn > runs / 2;
    }

    private static async Task MatchesFullAsync(TestCompany company, int seed, int step, bool everyRow)
    {
        var incremental = await FigureDump.ReadAsync(company.Database, everyRow);
        var full = await RefreshAsync(company, isFull: true);
        var expected = await FigureDump.ReadAsync(company.Database, everyRow);
        Assert.True(
            incremental.SequenceEqual(expected) && full.ValuesChanged == 0,
            $"seed {seed}, step {step}: {full.ValuesChanged} values differ, for example\n"
                + $"  {expected.Except(incremental).FirstOrDefault()}\n  {incremental.Except(expected).FirstOrDefault()}"
        );
    }

    private static async Task<RefreshRun> RefreshAsync(TestCompany company, bool isFull)
    {
        var run = await company.RefreshAsync(isFull);
        Assert.True(run.Status == RunStatus.Done, run.Error);
        return run;
    }
}
