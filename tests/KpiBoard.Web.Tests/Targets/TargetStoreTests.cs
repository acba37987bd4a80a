using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Targets;

public sealed class TargetStoreTests
{
    private static readonly Month Due = new(2027, 2);
    private static readonly TargetKey Key = new(KpiCodes.NetRevenueRetention, "", "", new(Grain.Month, Due));

    [DatabaseTheory]
    public async Task Set_WithAPath_StartsAtTheLastCompleteValue(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await new FigureSeed(database.Database).AddCompanyAsync();
        var store = Store(database);

        var written = await store.SetAsync(Key, "2027-02", new(1.0, 0.9, HasPath: true), "ann", CancellationToken.None);

        var known = await FindAsync(database, written.Id!.Value);
        Assert.Equal((1, 202610, "ann", 202702), (known.Version, known.StartMonth, known.SetBy, known.LastMonth));
        var book = await TargetQueries.ReadAsync(database.Database, CancellationToken.None);
        var halfWay = book.Of(Key.Kpi, Grain.Month, "", "", Due - 2)!;
        Assert.True(halfWay.IsOnPath);
        Assert.Equal((known.StartValue!.Value + 1.0) / 2, halfWay.Value, 12);
        Assert.Null(book.Of(Key.Kpi, Grain.Month, "segment", "Enterprise", Due));
    }

    [DatabaseTheory]
    public async Task SetAgain_WhereThereIsOne_SaysWhich(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = await SetAsync(store, 1.0);

        var second = await SetAsync(store, 1.1);

        Assert.True(first.IsDone);
        Assert.Equal(new TargetWrite(false, first.Id), second);
    }

    [DatabaseTheory]
    public async Task Change_KeepsTheVersionBefore(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = (await SetAsync(store, 1.0)).Id!.Value;

        var second = await store.ChangeAsync(first, new(1.05, 1.0, false), "bo", CancellationToken.None);

        var versions = await new TargetPageQueries(database.Database).VersionsAsync(
            second.Id!.Value,
            CancellationToken.None
        );
        Assert.Equal([(2, 1.05, true), (1, 1.0, false)], versions.Select(v => (v.Version, v.Value, v.IsInForce)));
        Assert.Equal("bo", versions[1].EndedBy);
        Assert.Equal(1.05, (await EffectiveAsync(database))!.Value);
    }

    [DatabaseTheory]
    public async Task Change_OfWhatSomebodyElseChanged_ChangesNothingAndNamesTheirs(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = (await SetAsync(store, 1.0)).Id!.Value;
        var theirs = await store.ChangeAsync(first, new(1.05, null, false), "bo", CancellationToken.None);

        var mine = await store.ChangeAsync(first, new(1.2, null, false), "ann", CancellationToken.None);

        Assert.Equal(new TargetWrite(false, theirs.Id), mine);
        Assert.Equal(1.05, (await EffectiveAsync(database))!.Value);
    }

    [DatabaseTheory]
    public async Task Restore_AfterARemoval_BringsItBack(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = (await SetAsync(store, 1.0)).Id!.Value;

        Assert.True(await store.RemoveAsync(first, "ann", CancellationToken.None));
        Assert.Null(await EffectiveAsync(database));
        Assert.False(await store.RemoveAsync(first, "ann", CancellationToken.None));
        var restored = await store.RestoreAsync(first, "ann", CancellationToken.None);

        Assert.True(restored.IsDone);
        Assert.Equal(1.0, (await EffectiveAsync(database))!.Value);
        Assert.Equal(
            new TargetWrite(false, restored.Id),
            await store.RestoreAsync(first, "ann", CancellationToken.None)
        );
    }

    private static TargetStore Store(TestDatabase database) => new(database.Database, new ManualClock(FigureSeed.Now));

    private static Task<TargetWrite> SetAsync(TargetStore store, double value) =>
        store.SetAsync(Key, "2027-02", new(value, null, HasPath: false), "ann", CancellationToken.None);

    private static async Task<TargetVersion> FindAsync(TestDatabase database, long id) =>
        (await new TargetPageQueries(database.Database).FindAsync(id, CancellationToken.None))!;

    private static async Task<FigureTarget?> EffectiveAsync(TestDatabase database) =>
        (await TargetQueries.ReadAsync(database.Database, CancellationToken.None)).Of(
            Key.Kpi,
            Grain.Month,
            "",
            "",
            Due
        );
}
