using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Refresh.Scheduling;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class WaitingWorkTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, 0, null, false)] // nothing waits
    [InlineData(10, 1, 0, null, false)] // more may follow
    [InlineData(10, 4, 0, null, true)] // quiet long enough
    [InlineData(10, 4, 1, null, false)] // one is still loading
    [InlineData(70, 1, 1, null, true)] // the first has waited long enough
    [InlineData(70, 10, 0, 5, false)] // a run failed on just these
    [InlineData(70, 5, 0, 10, true)] // something came after the failure
    public void IsDue_ImportsWaiting_GathersThem(int? first, int? last, int loading, int? failed, bool due)
    {
        var work = new WaitingWork(new KpiDatabase(new SqliteDialect("unused.db")), new StoppedClock());

        Assert.Equal(
            due,
            work.IsDue(
                new WaitingState
                {
                    FirstAt = Before(first),
                    LastAt = Before(last),
                    Loading = loading,
                    FailedAt = Before(failed),
                }
            )
        );
    }

    [DatabaseTheory]
    public async Task ReadAsync_NewDatabase_NothingWaits(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var state = await new WaitingWork(test.Database, new StoppedClock()).ReadAsync(CancellationToken.None);

        Assert.Equal((0, 0, null, null), (state.Runs, state.Loading, state.FirstAt, state.FailedAt));
    }

    private static DateTimeOffset? Before(int? seconds) => Now - (seconds is { } s ? TimeSpan.FromSeconds(s) : null);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
