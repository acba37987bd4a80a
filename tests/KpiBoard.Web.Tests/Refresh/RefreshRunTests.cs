using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Refresh;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class RefreshRunTests
{
    private const string Header = "line_id,booked_on,customer_id,amount,currency";

    private const string RunningSql = """
        UPDATE [RefreshRun]
           SET [Status] = 'running', [LeaseToken] = 1
         WHERE [Id] = @id
        """;

    [DatabaseTheory]
    public async Task RefreshAsync_NothingNew_SaysSo(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-10-05,A,10,DKK"]);

        var first = await company.RefreshAsync();
        var second = await company.RefreshAsync();

        Assert.Equal((RunStatus.Done, 1, false), (first.Status, first.BatchesTaken, first.ReadSummary()!.NothingToDo));
        Assert.Equal(
            (RunStatus.Done, 0, 0, true),
            (second.Status, second.BatchesTaken, second.ValuesChanged, second.ReadSummary()!.NothingToDo)
        );
    }

    [DatabaseTheory]
    public async Task RefreshAsync_UndoneBeforeAnyRunSawIt_ChangesNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-10-05,A,10,DKK"]);
        await company.RefreshAsync();
        var wrong = await company.ImportAsync("revenue", [Header, "2,2026-10-06,A,99,DKK"]);
        await company.UndoAsync(wrong.Id!.Value);

        var run = await company.RefreshAsync();

        Assert.Equal((1, 0), (run.BatchesTaken, run.ValuesChanged));
    }

    [DatabaseTheory]
    public async Task QueueAsync_OneWaits_IsTheAnswerUnlessMoreIsAskedFor(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var ledger = company.Get<RunLedger>();

        var first = await ledger.QueueAsync(RunTrigger.Api, isFull: false, "a", CancellationToken.None);
        var second = await ledger.QueueAsync(RunTrigger.Page, isFull: false, "b", CancellationToken.None);
        var full = await ledger.QueueAsync(RunTrigger.Page, isFull: true, "b", CancellationToken.None);

        Assert.Equal(first, second);
        Assert.NotEqual(first, full);
    }

    [DatabaseTheory]
    public async Task RunAsync_AskedForManyTimesAtOnce_RunsOneAfterTheOther(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-10-05,A,10,DKK"]);
        var (ledger, runner) = (company.Get<RunLedger>(), company.Get<RefreshRunner>());
        long[] ids =
        [
            await ledger.QueueAsync(RunTrigger.Api, isFull: false, "a", CancellationToken.None),
            await ledger.QueueAsync(RunTrigger.Api, isFull: true, "b", CancellationToken.None),
        ];

        // Both executors want both runs; the lease lets one of them through at a time.
        var asked = Task.WhenAll(
            ids.Reverse().Select(id => Task.Run(() => runner.RunAsync(id, (_, _) => { }, CancellationToken.None)))
        );
        while (!asked.IsCompleted)
        {
            company.Clock.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(5);
        }
        await asked;

        var runs = await ledger.ListAsync(null, 10, CancellationToken.None);
        Assert.All(runs, run => Assert.Equal(RunStatus.Done, run.Status));
        Assert.Equal([(ids[1], 0), (ids[0], 1)], runs.Select(run => (run.Id, run.BatchesTaken)));
        Assert.True(runs[0].StartedAt >= runs[1].FinishedAt);
    }

    [DatabaseTheory]
    public async Task RunAsync_AfterAProcessWasKilled_AbandonsItsRunAndDoesItsWork(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-10-05,A,10,DKK"]);
        var ledger = company.Get<RunLedger>();
        var killed = await ledger.QueueAsync(RunTrigger.Command, isFull: true, "a", CancellationToken.None);
        await company.Database.ExecuteAsync(RunningSql, new { id = killed }, CancellationToken.None);

        Assert.True(await company.Get<RefreshRunner>().TryRunQueuedAsync(CancellationToken.None));

        var runs = await ledger.ListAsync(null, 10, CancellationToken.None);
        Assert.Equal(
            [(RunStatus.Done, RunTrigger.Recovery, true, 1), (RunStatus.Abandoned, RunTrigger.Command, true, 0)],
            runs.Select(run => (run.Status, run.Trigger, run.IsFull, run.BatchesTaken))
        );
    }

    [DatabaseTheory]
    public async Task TryRunQueuedAsync_AnotherIsAtWork_LeavesItAlone(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await using var lease = await company.Get<LeaseStore>().TryTakeAsync("refresh", CancellationToken.None);

        Assert.False(await company.Get<RefreshRunner>().TryRunQueuedAsync(CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task RefreshAsync_Fails_KeepsWhatWasAndSaysWhy(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-09-05,A,10,DKK", "2,2026-10-05,A,12,DKK"]);
        await company.RefreshAsync();
        var before = await FigureDump.ReadAsync(company.Database, withFigures: true);
        // Either file alone fits; the sum of both does not.
        await company.ImportAsync("revenue", [Header, "3,2026-10-06,A,900000000000000,DKK"]);
        var tooMuch = await company.ImportAsync("revenue", [Header, "4,2026-10-07,A,900000000000000,DKK"]);

        var failed = await company.RefreshAsync();
        var after = await FigureDump.ReadAsync(company.Database, withFigures: true);
        await company.UndoAsync(tooMuch.Id!.Value);
        var mended = await company.RefreshAsync();

        Assert.Equal(RunStatus.Failed, failed.Status);
        Assert.NotEmpty(failed.Error!);
        Assert.Equal(before, after);
        Assert.Equal(RunStatus.Done, mended.Status);
        Assert.NotEqual(before, await FigureDump.ReadAsync(company.Database, withFigures: true));
    }
}
