using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class SinceQueriesTests
{
    [DatabaseTheory]
    public async Task Since_ALook_FindsWhatWasChangedAndRecordedAfterItAndWhatStoodBefore(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var (clock, database) = (lab.Company.Clock, lab.Company.Database);
        var events = new EventStore(database, clock);
        var queries = new BoardQueries(database);
        var old = await lab.Store.AddAsync(lab.Content(status: InitiativeStatus.Idea), "eva", default);
        await lab.Store.AddAsync(lab.Content("Untouched"), "eva", default);
        await events.AddAsync(new EventContent("Before", "", new(2026, 1, 1), null), "eva", default);
        var look = (await queries.VersionAsync(default)).Newest;
        clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await lab.Store.ChangeAsync(old, 1, lab.Content(), "eva", default));
        var south = new EventContent("Strike", "", new(2026, 1, 2), null)
        {
            Dimension = KpiDimensions.BusinessUnit,
            Member = "South",
        };
        await events.AddAsync(south, "eva", default);
        var removed = await events.AddAsync(new EventContent("Mistake", "", new(2026, 1, 3), null), "eva", default);
        await events.RemoveAsync(removed, "eva", default);

        var company = await queries.SinceAsync(new BoardChoice(Grain.Month), look, default);
        var north = await queries.SinceAsync(
            new BoardChoice(Grain.Month).Of(KpiDimensions.BusinessUnit, "North"),
            look,
            default
        );

        var shift = Assert.Single(company.Shifts);
        Assert.Equal((old, "running", "idea"), (shift.Id, shift.Status, shift.StatusBefore));
        Assert.Equal("Strike", Assert.Single(company.Events).Title);
        Assert.Empty(company.SeenBy(new VisibleUnits(["North"])).Events);
        Assert.Empty(north.Shifts);
        Assert.Empty(north.Events);
        var newest = (await queries.VersionAsync(default)).Newest;
        Assert.Equal(newest, await new LookStore(database).AtAsync(clock.GetUtcNow(), default));
        Assert.NotEqual(look.HappenedAt, newest.HappenedAt);
    }
}
