using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Infrastructure.Annotations;
using Xunit;

namespace KpiBoard.Web.Tests.Events;

public sealed class EventStoreTests
{
    private static readonly DateOnly First = new(2026, 10, 6);
    private static readonly CancellationToken Ct = CancellationToken.None;

    [DatabaseTheory]
    public async Task Concerning_Chart_FindsWhatTouchesItsDaysItsFigureAndItsMember(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var store = company.Get<EventStore>();
        await store.AddAsync(new("everything", "", First, First), "test", Ct);
        await store.AddAsync(new("churn only", "", First, First) { Kpis = [KpiCodes.LogoChurn] }, "test", Ct);
        await store.AddAsync(Small("small only"), "test", Ct);
        await store.AddAsync(new("still on", "", new(2024, 1, 1), null), "test", Ct);
        await store.AddAsync(new("long ago", "", new(2024, 1, 1), new(2024, 2, 1)), "test", Ct);
        var removed = await store.AddAsync(new("removed", "", First, First), "test", Ct);
        await store.RemoveAsync(removed, "test", Ct);

        Assert.Equal(
            ["still on", "everything", "churn only", "small only"],
            await TitlesAsync(company, KpiCodes.LogoChurn, "", "")
        );
        Assert.Equal(
            ["still on", "everything", "small only"],
            await TitlesAsync(company, KpiCodes.NpsJourney, KpiDimensions.Segment, "Small")
        );
        Assert.Equal(
            ["still on", "everything"],
            await TitlesAsync(company, KpiCodes.NpsJourney, KpiDimensions.Segment, "Large")
        );
    }

    [DatabaseTheory]
    public async Task Change_OfAnOldVersion_ChangesNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<EventStore>(), company.Get<EventQueries>());
        var id = await store.AddAsync(Small("first") with { Kpis = ["nrr", "grr"] }, "a@test.example", Ct);

        Assert.True(await store.ChangeAsync(id, 1, Small("second") with { Kpis = ["nrr"] }, "b@test.example", Ct));
        Assert.False(await store.ChangeAsync(id, 1, Small("third"), "c@test.example", Ct));

        var row = (await queries.FindAsync(id, Ct))!;
        Assert.Equal(("second", "b@test.example", 2), (row.Title, row.ChangedBy, row.Version));
        Assert.Equal(["nrr"], row.Kpis);
        Assert.Equal("segment:Small", row.MemberKey);
    }

    [DatabaseTheory]
    public async Task EndAndRemove_AreUndone(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var (store, queries) = (company.Get<EventStore>(), company.Get<EventQueries>());
        var id = await store.AddAsync(new("outage", "", First, null), "test", Ct);

        Assert.False(await store.EndAsync(id, First.AddDays(-1), "test", Ct));
        Assert.True(await store.EndAsync(id, First.AddDays(3), "test", Ct));
        Assert.False(await store.EndAsync(id, First.AddDays(4), "test", Ct));
        Assert.Equal(First.AddDays(3), (await queries.FindAsync(id, Ct))!.ToDay);
        Assert.True(await store.ReopenAsync(id, "test", Ct));
        Assert.True((await queries.FindAsync(id, Ct))!.IsOpen);

        Assert.True(await store.RemoveAsync(id, "test", Ct));
        Assert.Empty(await queries.AllAsync(Ct));
        Assert.True(await store.RestoreAsync(id, "test", Ct));
        Assert.Equal("outage", Assert.Single(await queries.AllAsync(Ct)).Title);
    }

    private static EventContent Small(string title) =>
        new(title, "", First, First) { Dimension = KpiDimensions.Segment, Member = "Small" };

    private static async Task<IEnumerable<string>> TitlesAsync(
        TestCompany company,
        string kpi,
        string dimension,
        string member
    )
    {
        var chart = new ChartScope(kpi, dimension, member, new(2025, 1, 1), new(2026, 12, 31));
        return (await company.Get<EventQueries>().ConcerningAsync(chart, Ct)).Select(row => row.Title);
    }
}
