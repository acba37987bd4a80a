using System.Globalization;
using KpiBoard.Data.Leases;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class LeaseStoreTests
{
    private const string Name = "refresh";

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));

    [DatabaseTheory]
    public async Task TryTakeAsync_EightAtOnce_OneGetsIt(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);

        var leases = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.TryTakeAsync(Name, CancellationToken.None)))
        );

        var lease = Assert.Single(leases, lease => lease is not null);
        await lease!.DisposeAsync();
    }

    [DatabaseTheory]
    public async Task TryTakeAsync_GivenBack_GetsAHigherToken(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        var first = await TakeAsync(store);
        await first.DisposeAsync();

        await using var second = await TakeAsync(store);

        Assert.True(second.Token > first.Token);
    }

    [DatabaseTheory]
    public async Task TryTakeAsync_HeldByAProcessThatIsGone_TakenAtOnce(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        // No process has this number; and this process's own number, but of an earlier process with that number.
        var gone = $"{Environment.MachineName}|{int.MaxValue}|1";
        var renumbered = string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}|{Environment.ProcessId}|1"
        );
        foreach (var holder in new[] { gone, renumbered })
        {
            await HoldAsync(test.Database, holder);

            await using var lease = await store.TryTakeAsync(Name, CancellationToken.None);

            Assert.NotNull(lease);
        }
    }

    [DatabaseTheory]
    public async Task TryTakeAsync_HeldOnAnotherMachine_TakenOnlyAfterItsLimit(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        await HoldAsync(test.Database, "elsewhere|1|1");

        Assert.Null(await store.TryTakeAsync(Name, CancellationToken.None));
        clock.Advance(LeaseStore.Duration + TimeSpan.FromMilliseconds(1));

        await using var lease = await store.TryTakeAsync(Name, CancellationToken.None);
        Assert.NotNull(lease);
    }

    [DatabaseTheory]
    public async Task Heartbeat_HolderWorksLongerThanTheLimit_KeepsTheLease(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        await using var lease = await TakeAsync(store);

        for (var beat = 0; beat < 8; beat++)
        {
            clock.Advance(LeaseStore.Duration / 4);
            await UntilRenewedAsync(test.Database);
        }

        Assert.Null(await store.TryTakeAsync(Name, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task CheckAsync_LeaseStillHeld_Renews(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        await using var lease = await TakeAsync(store);

        await test.Database.WriteAsync(transaction => store.CheckAsync(transaction, lease), CancellationToken.None);

        Assert.Equal(clock.GetUtcNow() + LeaseStore.Duration, await ExpiresAtAsync(test.Database));
    }

    [DatabaseTheory]
    public async Task CheckAsync_TakenOverSince_ThrowsAndNothingIsWritten(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        await using var asleep = await TakeAsync(store);
        await HoldAsync(test.Database, $"{Environment.MachineName}|{int.MaxValue}|1");
        await using var next = await TakeAsync(store);

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            test.Database.WriteAsync(
                async transaction =>
                {
                    await transaction.NextIdsAsync("run");
                    await store.CheckAsync(transaction, asleep);
                },
                CancellationToken.None
            )
        );

        Assert.Equal(1, await test.Database.WriteAsync(t => t.NextIdsAsync("run"), CancellationToken.None));
        await test.Database.WriteAsync(transaction => store.CheckAsync(transaction, next), CancellationToken.None);
    }

    [DatabaseTheory]
    public async Task DisposeAsync_TakenOverSince_LeavesTheNewHolderAlone(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, clock);
        var asleep = await TakeAsync(store);
        await HoldAsync(test.Database, $"{Environment.MachineName}|{int.MaxValue}|1");
        await using var next = await TakeAsync(store);

        await asleep.DisposeAsync();

        Assert.Null(await store.TryTakeAsync(Name, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task TakeAsync_SomebodyElseHasIt_TellsOnceAndGetsItAfterwards(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var store = new LeaseStore(test.Database, TimeProvider.System);
        var first = await TakeAsync(store);
        var told = new List<string>();

        var second = store.TakeAsync(Name, () => told.Add("waiting"), CancellationToken.None);
        await Task.Delay(500);
        Assert.False(second.IsCompleted);
        await first.DisposeAsync();

        await using var lease = await second;
        Assert.Single(told);
    }

    private static async Task<Lease> TakeAsync(LeaseStore store) =>
        await store.TryTakeAsync(Name, CancellationToken.None)
        ?? throw new InvalidOperationException("The lease was not free.");

    private Task<int> HoldAsync(KpiDatabase database, string holder) =>
        database.ExecuteAsync(
            "UPDATE [Lease] SET [Holder] = @holder, [ExpiresAt] = @expiresAt WHERE [Name] = @name",
            new
            {
                holder,
                expiresAt = clock.GetUtcNow() + LeaseStore.Duration,
                name = Name,
            },
            CancellationToken.None
        );

    private static Task<DateTimeOffset> ExpiresAtAsync(KpiDatabase database) =>
        database.SingleOrDefaultAsync<DateTimeOffset>(
            "SELECT [ExpiresAt] FROM [Lease] WHERE [Name] = @name",
            new { name = Name },
            CancellationToken.None
        );

    private async Task UntilRenewedAsync(KpiDatabase database)
    {
        var expected = clock.GetUtcNow() + LeaseStore.Duration;
        for (var wait = 0; wait < 500 && await ExpiresAtAsync(database) != expected; wait++)
        {
            await Task.Delay(10);
        }
        Assert.Equal(expected, await ExpiresAtAsync(database));
    }
}
