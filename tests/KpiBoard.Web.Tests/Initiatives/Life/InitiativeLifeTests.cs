using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Life;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives.Life;

public sealed class InitiativeLifeTests
{
    /// <summary>The steps as the company knows them: from, to, and whether owners may, reasons are asked.</summary>
    private static readonly (string Step, bool Owner, bool Why)[] Allowed =
    [
        ("idea>diagnosing", true, false),
        ("idea>approved", false, false),
        ("idea>stopped", false, true),
        ("diagnosing>idea", true, false),
        ("diagnosing>approved", false, false),
        ("diagnosing>stopped", false, true),
        ("approved>diagnosing", false, false),
        ("approved>running", true, false),
        ("approved>stopped", false, true),
        ("running>paused", true, true),
        ("running>closing", true, false),
        ("running>stopped", false, true),
        ("paused>running", true, false),
        ("paused>stopped", false, true),
        ("closing>running", true, false),
        ("closing>closed", false, true),
        ("closing>stopped", false, true),
        ("closed>running", false, true),
        ("stopped>diagnosing", false, true),
    ];

    [Fact]
    public void Find_EveryPairOfStatuses_AllowsTheseStepsAndNoOthers()
    {
        foreach (var (from, to) in Pairs())
        {
            var step = InitiativeLife.Find(from, to);
            var known = Allowed.Where(one => one.Step == $"{from}>{to}").ToList();

            Assert.True(known.Count == (step is null ? 0 : 1), $"{from} to {to}");
            if (step is not null)
            {
                Assert.Equal((known[0].Owner, known[0].Why), (step.Admits(isExecutive: false), step.NeedsWhy));
                Assert.True(step.Admits(isExecutive: true));
            }
        }
    }

    [Fact]
    public void From_AnyStatus_OffersWhatThePersonMayDo()
    {
        foreach (var status in InitiativeStatus.All)
        {
            foreach (var isExecutive in (bool[])[true, false])
            {
                Assert.Equal(
                    Allowed
                        .Where(one => one.Step.StartsWith(status + ">", StringComparison.Ordinal))
                        .Where(one => isExecutive || one.Owner)
                        .Select(one => one.Step.Split('>')[1])
                        .Order(),
                    InitiativeLife.From(status, isExecutive).Select(step => step.To).Order()
                );
            }
        }
    }

    [Fact]
    public void MayUndo_AnyStep_IsForWhoMayTakeIt()
    {
        foreach (var (before, now) in Pairs())
        {
            var isOwners = Allowed.Any(one => one.Step == $"{before}>{now}" && one.Owner);

            Assert.Equal(before == now || isOwners, InitiativeLife.MayUndo(now, before, isExecutive: false));
            Assert.True(InitiativeLife.MayUndo(now, before, isExecutive: true));
        }
    }

    [Fact]
    public void Steps_FromIdea_LeadToEveryStatus()
    {
        var reached = new HashSet<string> { InitiativeStatus.Idea };
        while (
            InitiativeLife.Steps.FirstOrDefault(step => reached.Contains(step.From) && reached.Add(step.To)) is not null
        ) { }

        Assert.Equal(InitiativeStatus.All.Order(), reached.Order());
    }

    private static IEnumerable<(string From, string To)> Pairs() =>
        from one in InitiativeStatus.All
        from other in InitiativeStatus.All
        select (one, other);
}
