using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Board;

public sealed class StrategyQueriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task ReadAsync_OfACompany_KnowsWhatWaitsAndWhatWasDecidedLately(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var seed = new StrategySeed(lab.Company.Database);
        var now = lab.Company.Clock.GetUtcNow();
        var (one, ended) = (await lab.AddAsync(), await lab.AddAsync("Ended", InitiativeStatus.Stopped));
        await seed.RunAsync(1, now.AddHours(-1));
        await seed.ProposeAsync(1, one, now);
        await seed.ProposeAsync(2, one, now, "start", null, null);
        await seed.ProposeAsync(3, ended, now, "stop", 2, null);
        await seed.DecideAsync(1, 2, now.AddDays(-2));
        await seed.DecideAsync(2, null, now.AddDays(-1));
        await seed.DecideAsync(3, null, now.AddMonths(-4));
        await seed.DecideAsync(4, 3, now);
        await seed.UndoAsync(4, now);
        await seed.AskHelpAsync(1, one, now.AddDays(-9));
        await seed.AskHelpAsync(2, one, now);
        await seed.AnswerAsync(2, now);
        await seed.AskHelpAsync(3, ended, now);

        var data = await Queries(lab).ReadAsync(null, None);

        var proposal = Assert.Single(data.Proposals);
        Assert.Equal(
            (1, "move-up", one, "One way in", 5, 1),
            (proposal.Id, proposal.Kind, proposal.InitiativeId, proposal.Title, proposal.FromRank, proposal.ToRank)
        );
        Assert.Equal(
            new ProposedWorth
            {
                Certainty = 0.91,
                Benefit = 6_200_000,
                Lower = 2_900_000,
                Upper = 10_100_000,
            },
            proposal.Said
        );
        Assert.Equal([(2L, (string?)null), (1L, "start")], data.Decisions.Select(row => (row.Id, row.Proposed)));
        var help = Assert.Single(data.Help);
        Assert.Equal((1, "Two engineers", "Freja"), (help.Id, help.What, help.AskedBy));
        Assert.Equal(now.AddHours(-1), data.LastLook!.At);
        Assert.Null(data.LastLook.RefreshedAt);
        Assert.Equal([one], data.Approaches.Keys);
        Assert.Equal([one], data.Work.Initiatives.Select(work => work.Id));
        Assert.True(data.Concerns(null));
    }

    [DatabaseTheory]
    public async Task ReadAsync_OfAUnit_KnowsItsInitiatives(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var content = lab.Content("Tied") with { Units = [] };
        var link = content.Links[0] with { Dimension = KpiDimensions.BusinessUnit, Member = "Norway" };
        var tied = await lab.Store.AddAsync(content with { Links = [link] }, "eva", None);
        var taking = await lab.AddAsync();
        await lab.Store.AddAsync(lab.Content("Other") with { Units = ["Sweden"] }, "eva", None);

        var data = await Queries(lab).ReadAsync("Norway", None);

        Assert.Equal([tied, taking], data.OfUnit!.Order());
        Assert.False(data.Concerns(null));
    }

    [DatabaseTheory]
    public async Task VersionAsync_AnyChangeOfTheStrategy_IsAnotherVersion(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var (database, now) = (lab.Company.Get<KpiDatabase>(), lab.Company.Clock.GetUtcNow());
        var (seed, queries) = (new StrategySeed(database), new BoardQueries(database));
        var one = await lab.AddAsync();
        Func<Task>[] changes =
        [
            () => seed.RunAsync(1, now),
            () => seed.ProposeAsync(1, one, now),
            () => seed.DecideAsync(1, 1, now),
            () => seed.UndoAsync(1, now),
            () => seed.AskHelpAsync(1, one, now),
            () => seed.AnswerAsync(1, now),
            () => seed.SpendAsync(1, one, now),
            () => seed.FindAsync(1, one, new(2026, 1, 1), now),
            () => seed.HasDaysAsync("Norway", 202611, 10, now),
            () => seed.PlanAsync(one, "Norway", 202611, 10),
        ];
        var versions = new List<BoardVersionRow> { await queries.VersionAsync(None) };
        foreach (var change in changes)
        {
            await change();
            versions.Add(await queries.VersionAsync(None));
        }

        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Equal(now, versions[^1].Newest.HappenedAt);
        Assert.Equal(versions[^1].Newest, await new LookStore(database).AtAsync(now, None));
    }

    [DatabaseTheory]
    public async Task SinceAsync_DecidedAndProposedAfterALook_IsToldWhereItStands(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var (clock, database) = (lab.Company.Clock, lab.Company.Database);
        var (seed, queries) = (new StrategySeed(database), new BoardQueries(database));
        var one = await lab.AddAsync();
        await seed.RunAsync(1, clock.GetUtcNow());
        await seed.ProposeAsync(1, one, clock.GetUtcNow(), "stop", 2, null);
        await seed.DecideAsync(1, null, clock.GetUtcNow());
        var look = (await queries.VersionAsync(None)).Newest;
        clock.Advance(TimeSpan.FromHours(1));
        var now = clock.GetUtcNow();
        await seed.ProposeAsync(2, one, now);
        await seed.ProposeAsync(3, one, now, "start", null, 3);
        await seed.DecideAsync(2, 3, now);
        await seed.DecideAsync(3, null, now);
        await seed.DecideAsync(4, 1, now);
        await seed.UndoAsync(4, now);

        var company = await queries.SinceAsync(new BoardChoice(Grain.Month), look, None);
        var norway = await queries.SinceAsync(OfUnit("Norway"), look, None);
        var sweden = await queries.SinceAsync(OfUnit("Sweden"), look, None);

        Assert.Equal([3L, 2L], company.Decisions.Select(row => row.Id));
        Assert.Equal([2L], company.Proposals.Select(row => row.Id));
        Assert.Equal([2L], norway.Decisions.Select(row => row.Id));
        Assert.Equal([2L], norway.Proposals.Select(row => row.Id));
        Assert.Empty(sweden.Decisions);
        Assert.Empty(sweden.Proposals);
        Assert.False(SinceNews.Of(norway with { Events = [] }, SeededCompany.Calendar).IsEmpty);
    }

    private static StrategyQueries Queries(InitiativeLab lab) =>
        new(
            lab.Company.Database,
            lab.Company.Get<GuessworkReader>(),
            lab.Company.Get<CompanySettingsStore>(),
            lab.Company.Clock
        );

    private static BoardChoice OfUnit(string unit) => new BoardChoice(Grain.Month).Of(KpiDimensions.BusinessUnit, unit);
}
