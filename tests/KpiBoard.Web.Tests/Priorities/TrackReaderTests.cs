using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Priorities.TrackRecord;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class TrackReaderTests
{
    [DatabaseTheory]
    public async Task Read_AcceptedAndRejected_AreHeldAgainstWhatCame(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new TrackLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.MoveUp, 1);
        await lab.DecideAsync(DecisionKind.Reject, ProposalKind.MoveUp, 2);
        await lab.DecideAsync(DecisionKind.Postpone, ProposalKind.MoveUp, 2);
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.MoveUp, 2, isUndone: true);
        // What comes before the due month does not count, nor what comes after the first complete period of it.
        await lab.ChurnAsync(TrackLab.Due - 1, 0.05);
        await lab.ChurnAsync(TrackLab.Due, 0.002);
        await lab.ChurnAsync(TrackLab.Due + 1, 0.05);
        await lab.NpsAsync(TrackLab.Due, 31.5);

        var book = await company.Get<TrackReader>().ReadAsync(CancellationToken.None);

        Assert.Equal(
            [(2L, TrackOutcome.DidNotCome), (1L, TrackOutcome.Came)],
            book.Decisions.Select(one => (one.Row.Id, one.Outcome))
        );
        var churn = Assert.Single(book.Decisions[1].Effects);
        Assert.Equal((TrackLab.Due, TrackLab.Due), (churn.Due, churn.MeasuredIn!.Value.Last));
        Assert.Equal(-0.015, churn.Record.Change!.Value.Value, 1e-9);
        Assert.Equal(
            Math.Sqrt((0.006 * 0.006) + (0.003 * 0.003)) - 0.015,
            churn.Record.Change.Value.Upper!.Value,
            1e-6
        );
        // 1.5 percentage points at 4 million each.
        Assert.Equal(6_000_000, book.Decisions[1].Worth!.Value, 1);
        Assert.Equal((2, 2, 1), (book.Judged, book.Engine.Count, book.Count(TrackOutcome.Came)));
        Assert.Equal(
            [(true, false, 1, 0), (true, true, 0, 1)],
            book.Fared.Select(of => (of.AsksForMore, of.IsRejected, of.Came, of.Failed))
        );
        // Both owners had said before how sure they were.
        Assert.Equal(2, book.Owners.Count);
    }

    [DatabaseTheory]
    public async Task Read_WhatIsNotDueOrAbsent_SaysSo(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new TrackLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.Start, 1);
        await lab.DecideAsync(DecisionKind.Reject, ProposalKind.Start, 2);
        var reader = company.Get<TrackReader>();

        var early = await reader.ReadAsync(CancellationToken.None);
        await lab.ChurnAsync(new(2026, 11), 0.01);
        var soFar = (await reader.FindAsync(1, CancellationToken.None))!;
        await lab.ChurnAsync(TrackLab.Due, null, null);
        var absent = (await reader.FindAsync(1, CancellationToken.None))!;

        Assert.All(early.Decisions, one => Assert.Equal(TrackOutcome.TooEarly, one.Outcome));
        Assert.All(early.Decisions, one => Assert.Null(Assert.Single(one.Effects).Record.Change));
        Assert.Equal((TrackLab.Due, 0), (early.NextDue!.Value, early.Judged));
        Assert.Equal([true, false], early.Decisions.OrderBy(one => one.Row.Id).Select(one => one.WentOn));
        Assert.Equal(TrackOutcome.TooEarly, soFar.Outcome);
        Assert.Equal(-0.007, soFar.Effects[0].Record.Change!.Value.Value, 1e-9);
        Assert.Equal(TrackOutcome.NotMeasured, absent.Outcome);
        Assert.Null(absent.Effects[0].Record.Change);
    }

    [DatabaseTheory]
    public async Task Read_AFigureThatIsLongOverdue_IsGivenUp(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new TrackLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await lab.DecideAsync(DecisionKind.Accept, ProposalKind.Start, 1);
        await lab.ChurnAsync(TrackLab.Due - 1, 0.001);
        var reader = company.Get<TrackReader>();

        company.Clock.Advance(new DateTimeOffset(2027, 6, 20, 8, 0, 0, TimeSpan.Zero) - TestCompany.Start);
        var waiting = (await reader.FindAsync(1, CancellationToken.None))!;
        company.Clock.Advance(TimeSpan.FromDays(30));
        var given = (await reader.FindAsync(1, CancellationToken.None))!;

        Assert.Equal(TrackOutcome.TooEarly, waiting.Outcome);
        Assert.Equal((TrackOutcome.NotMeasured, null), (given.Outcome, given.Effects[0].Record.Change));
    }

    [DatabaseTheory]
    public async Task Calls_OfAnOwner_AreScoredOnceTheyAreDue(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new TrackLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        // Where churn stood before the initiative started in September.
        await lab.ChurnAsync(new(2026, 8), 0.02);
        await SayAsync(company, 1, 8, new(2026, 9, 10));
        await SayAsync(company, 1, 3, new(2026, 10, 10));
        await SayAsync(company, 2, 9, new(2026, 10, 10));
        // Who says it when it is due knows it already.
        await SayAsync(company, 1, 0, new(2027, 3, 31));
        var calls = company.Get<OwnerCalls>();

        var before = await calls.ReadAsync(1, endedOnly: false, CancellationToken.None);
        await lab.ChurnAsync(TrackLab.Due, 0.002);
        var after = await calls.ReadAsync(1, endedOnly: false, CancellationToken.None);
        var others = await calls.ReadAsync(1, endedOnly: true, CancellationToken.None);

        Assert.Equal((4, 0), (before.Said, before.Forecasts.Count));
        Assert.Equal([new Forecast(0.8, true), new Forecast(0.3, true)], after.Forecasts);
        Assert.Equal((1, 2), after.Calls);
        Assert.Equal(0.8, after.Usual!.From);
        Assert.Equal(0, others.Said);
    }

    private static Task SayAsync(TestCompany company, long initiative, int confidence, DateOnly day) =>
        company
            .Get<CheckInStore>()
            .AddAsync(
                initiative,
                new(10, ClaimedStatus.OnTrack, confidence, "", false),
                1,
                "freja@test.example",
                new(day, new(12, 0), TimeSpan.Zero),
                CancellationToken.None
            );
}
