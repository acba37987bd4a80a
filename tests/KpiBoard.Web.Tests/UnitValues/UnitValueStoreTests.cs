using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.UnitValues;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Strategy;
using Xunit;

namespace KpiBoard.Web.Tests.UnitValues;

public sealed class UnitValueStoreTests
{
    private static readonly UnitValueKey Nps = new(KpiCodes.NpsRelationship, "", "");

    [DatabaseTheory]
    public async Task Set_Again_EndsTheVersionBefore(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = await store.SetAsync(Nps, Content(600_000), null, "ann", CancellationToken.None);

        var second = await store.SetAsync(Nps, Content(620_000), first.Id, "bo", CancellationToken.None);

        Assert.True(second.IsDone);
        var value = (await BookAsync(database)).Of(Nps.Kpi, "", "");
        Assert.Equal((UnitWorthOrigin.Set, 620_000m), (value.Origin, value.Amount));
        Assert.Equal(
            (second.Id, "Survey 2026", new DateOnly(2026, 3, 1)),
            (value.Set!.Id, value.Set.Source, value.Set.AsOf)
        );
    }

    [DatabaseTheory]
    public async Task Set_OverWhatSomebodyElseHasSet_ChangesNothingAndNamesTheirs(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var first = await store.SetAsync(Nps, Content(600_000), null, "ann", CancellationToken.None);
        var theirs = await store.SetAsync(Nps, Content(620_000), first.Id, "bo", CancellationToken.None);

        var mine = await store.SetAsync(Nps, Content(700_000), first.Id, "ann", CancellationToken.None);
        var blind = await store.SetAsync(Nps, Content(700_000), null, "ann", CancellationToken.None);

        Assert.Equal(new UnitValueWrite(false, theirs.Id), mine);
        Assert.Equal(mine, blind);
        Assert.Equal(620_000m, (await BookAsync(database)).Of(Nps.Kpi, "", "").Amount);
    }

    [DatabaseTheory]
    public async Task Restore_AfterARemoval_BringsItBackOnce(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var store = Store(database);
        var id = (await store.SetAsync(Nps, Content(600_000), null, "ann", CancellationToken.None)).Id!.Value;

        Assert.True(await store.RemoveAsync(id, "bo", CancellationToken.None));
        Assert.False(await store.RemoveAsync(id, "bo", CancellationToken.None));
        Assert.Equal(UnitWorthOrigin.None, (await BookAsync(database)).Of(Nps.Kpi, "", "").Origin);
        var back = await store.RestoreAsync(id, "bo", CancellationToken.None);
        var again = await store.RestoreAsync(id, "bo", CancellationToken.None);

        Assert.Equal((true, 600_000m), (back.IsDone, (await BookAsync(database)).Of(Nps.Kpi, "", "").Amount));
        Assert.Equal(new UnitValueWrite(false, back.Id), again);
    }

    [DatabaseTheory]
    public async Task Book_OfAnotherCurrency_DoesNotCountIt(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await Store(database).SetAsync(Nps, Content(600_000), null, "ann", CancellationToken.None);

        var value = (await BookAsync(database, "EUR")).Of(Nps.Kpi, "", "");

        Assert.Equal((UnitWorthOrigin.None, null), (value.Origin, value.Amount));
        Assert.Equal("DKK", value.Set!.Currency);
    }

    private static UnitValueContent Content(decimal amount) =>
        new(Money.FromDecimal(amount), "DKK", KpiCodes.RevenueChurn, null, "Survey 2026", new DateOnly(2026, 3, 1));

    private static UnitValueStore Store(TestDatabase database) =>
        new(database.Database, new ManualClock(FigureSeed.Now));

    private static Task<UnitValueBook> BookAsync(TestDatabase database, string currency = "DKK") =>
        UnitValueQueries.ReadAsync(database.Database, KpiBook.BuiltIn, currency, CancellationToken.None);
}
