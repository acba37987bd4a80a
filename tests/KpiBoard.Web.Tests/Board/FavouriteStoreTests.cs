using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class FavouriteStoreTests
{
    private static readonly FavouriteRow Churn = new() { Kpi = KpiCodes.LogoChurn };
    private static readonly FavouriteRow Retention = new() { Kpi = KpiCodes.NetRevenueRetention };
    private static readonly FavouriteRow OfUnit = Retention with { Dimension = "business_unit", Member = "Øst" };

    [DatabaseTheory]
    public async Task Favourites_AreKeptInThePersonsOwnOrder(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var (ann, bo) = (await PersonAsync(database, "ann"), await PersonAsync(database, "bo"));
        var store = new FavouriteStore(database.Database);
        foreach (var figure in (FavouriteRow[])[Churn, Retention, OfUnit, Churn])
        {
            Assert.True(await store.MarkAsync(ann, figure, null, CancellationToken.None));
        }
        await store.MarkAsync(bo, Retention, null, CancellationToken.None);

        await store.MoveAsync(ann, OfUnit, -1, CancellationToken.None);
        await store.MoveAsync(ann, OfUnit, -9, CancellationToken.None);

        Assert.Equal([OfUnit, Churn, Retention], await store.ListAsync(ann, CancellationToken.None));
        Assert.Equal([Retention], await store.ListAsync(bo, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Unmark_ThenMarkAtItsPlace_BringsItBackWhereItWas(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var ann = await PersonAsync(database, "ann");
        var store = new FavouriteStore(database.Database);
        foreach (var figure in (FavouriteRow[])[Churn, Retention, OfUnit])
        {
            await store.MarkAsync(ann, figure, null, CancellationToken.None);
        }

        var place = await store.UnmarkAsync(ann, Retention, CancellationToken.None);
        await store.MarkAsync(ann, Retention, place, CancellationToken.None);

        Assert.Equal([Churn, Retention, OfUnit], await store.ListAsync(ann, CancellationToken.None));
        Assert.Null(await store.UnmarkAsync(ann, Retention with { Member = "x" }, CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Look_ThatAnotherPageStoredMeanwhile_IsNotOverwritten(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var ann = await PersonAsync(database, "ann");
        var (store, queries) = (new LookStore(database.Database), new MineQueries(database.Database));
        var first = LastLookRow.First(ann, new LookPoint(0, null), FigureSeed.Now);
        Assert.True(await store.StoreAsync(first, CancellationToken.None));
        Assert.False(await store.StoreAsync(first, CancellationToken.None));

        var seen = first.Seen(new LookPoint(3, FigureSeed.Now, FigureSeed.Now.AddDays(-1)), FigureSeed.Now.AddHours(1));
        Assert.True(await store.StoreAsync(seen, CancellationToken.None));
        Assert.False(await store.StoreAsync(seen, CancellationToken.None));

        Assert.Equal(seen, (await queries.ReadAsync(ann, false, CancellationToken.None)).Look);
    }

    [DatabaseTheory]
    public async Task At_AnInstant_IsTheLastRunThatHadFinishedThen(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var seed = new FigureSeed(database.Database);
        await seed.AddRunAsync(1, "done", FigureSeed.Now.AddDays(-30));
        await seed.AddRunAsync(2, "done", FigureSeed.Now.AddDays(-8));
        await seed.AddRunAsync(3, "failed", FigureSeed.Now.AddDays(-7.5));
        await seed.AddRunAsync(4, "done", FigureSeed.Now);
        var store = new LookStore(database.Database);

        Assert.Equal(2, (await store.AtAsync(FigureSeed.Now.AddDays(-7), CancellationToken.None)).Run);
        Assert.Equal(1, (await store.AtAsync(FigureSeed.Now.AddDays(-99), CancellationToken.None)).Run);
    }

    private static async Task<long> PersonAsync(TestDatabase database, string name) =>
        (
            await new UserStore(database.Database, TimeProvider.System).AddAsync(
                new UserDetails($"{name}@test.example", name, [Role.Executive], []),
                CancellationToken.None
            )
        )!.Value;
}
