using KpiBoard.Core;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Delivery;

public sealed class PlanStoreTests
{
    private const string By = "freja@test.example";
    private static readonly DateOnly Due = new(2026, 12, 1);
    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task Milestone_ChangedByTwo_IsChangedOnceAndCanBeTakenBack(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<PlanStore>();
        var first = await store.SetMilestoneAsync(id, null, new("Begun", Due, null), By, None);

        var second = await store.SetMilestoneAsync(id, first, new("Begun in Oslo", Due, Due), By, None);
        Assert.Null(await store.SetMilestoneAsync(id, first, new("Begun in Bergen", Due, null), By, None));
        Assert.Equal(["Begun in Oslo"], await TitlesAsync());

        Assert.True(await store.SwapAsync(PlanKind.Milestone, id, second, first, None));
        Assert.Equal(["Begun"], await TitlesAsync());
        Assert.False(await store.SwapAsync(PlanKind.Milestone, id, second, first, None));
        Assert.False(await store.SwapAsync(PlanKind.Milestone, id + 1, first, null, None));
        Assert.Equal(["Begun"], await TitlesAsync());

        async Task<IEnumerable<string>> TitlesAsync() =>
            (await lab.Company.Get<PlanQueries>().PlanAsync(id, None))!.Milestones.Select(row => row.Title);
    }

    [DatabaseTheory]
    public async Task Swap_WhoseSecondRowIsNotAsItWas_ChangesNeither(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<PlanStore>();
        var cost = await store.AddCostAsync(id, new(Due, new Money(12_500_001), "DKK", "Vans"), By, None);
        await store.AddCostAsync(id, new(Due, new Money(-1), "DKK", "Credited"), By, None);
        await store.AddCostAsync(id, new(Due, new Money(5), "NOK", "Elsewhere"), By, None);

        Assert.False(await store.SwapAsync(PlanKind.Cost, id, cost, cost + 100, None));

        var plan = (await lab.Company.Get<PlanQueries>().PlanAsync(id, None))!;
        Assert.Equal((3, 12_500_000L, 1), (plan.Costs.Count, plan.Spent!.Value.Units, plan.OtherCurrencies));
        Assert.Equal(2_500_000_000L - 12_500_000L, plan.BudgetLeft!.Value.Units);
    }

    [DatabaseTheory]
    public async Task Dependency_ThatClosesACircle_IsNotStoredNorBroughtBack(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var store = lab.Company.Get<DependencyStore>();
        var (a, b, c) = (await lab.AddAsync("A"), await lab.AddAsync("B"), await lab.AddAsync("C"));
        Assert.Empty(await store.AddAsync(a, b, "because", By, None));
        Assert.Empty(await store.AddAsync(b, c, "so", By, None));

        Assert.Equal([c, a, b, c], await store.AddAsync(c, a, "no", By, None));
        Assert.Equal([a, a], await store.AddAsync(a, a, "no", By, None));
        Assert.True(await store.RemoveAsync(a, b, None));
        Assert.False(await store.RemoveAsync(a, b, None));
        Assert.Empty(await store.AddAsync(c, a, "now it can", By, None));
        Assert.NotEmpty(await store.AddAsync(a, b, null, By, None));
        Assert.True(await store.RemoveAsync(c, a, None));
        Assert.Empty(await store.AddAsync(a, b, null, By, None));

        var plan = (await lab.Company.Get<PlanQueries>().PlanAsync(a, None))!;
        Assert.Equal("because", Assert.Single(plan.Needs).Why);
    }

    [DatabaseTheory]
    public async Task Work_PlannedByTwo_KeepsTheFirstAndThePast(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<WorkStore>();
        var nothing = WorkStore.Mark([]);
        WorkRow Row(int month, double days) =>
            new()
            {
                BusinessUnit = "Norway",
                Month = month,
                Days = days,
            };

        Assert.True(await store.PlanWorkAsync(id, 202610, nothing, [Row(202610, 3), Row(202611, 4.5)], None));
        Assert.False(await store.PlanWorkAsync(id, 202611, nothing, [Row(202611, 9)], None));
        var mark = WorkStore.Mark([Row(202610, 3), Row(202611, 4.5)]);
        Assert.True(await store.PlanWorkAsync(id, 202611, mark, [Row(202612, 7)], None));

        var plan = (await lab.Company.Get<PlanQueries>().PlanAsync(id, None))!;
        Assert.Equal([(202610, 3), (202612, 7)], plan.Work.Select(row => (row.Month, row.Days)));
        Assert.Equal(7, plan.Shares(new DateOnly(2026, 11, 22)).Sum(share => share.Days));
    }

    [DatabaseTheory]
    public async Task DelayedBy_ALateInitiative_SaysWhatMovesAndByHowMuch(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var late = await lab.Store.AddAsync(lab.Content("Late") with { EndsOn = new(2026, 11, 12) }, "eva", None);
        var next = await lab.Store.AddAsync(lab.Content("Next") with { StartsOn = new(2026, 11, 16) }, "eva", None);
        await lab.Company.Get<DependencyStore>().AddAsync(next, late, "first", By, None);
        var today = new DateOnly(2026, 11, 22);

        var plan = (await lab.Company.Get<PlanQueries>().PlanAsync(next, None))!;

        Assert.Equal((10, 7), (plan.Span(late).DaysLate(today), plan.MovedBy(plan.Span(late), today)));
        Assert.Equal(0, plan.Span(next).DaysLate(today));
        Assert.Equal(("Next", 1), plan.DelayedBy(late, 4).Select(delay => (delay.Row.Title, delay.Days)).Single());
    }
}
