using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives.Life;

public sealed class LifeStoreTests
{
    [DatabaseTheory]
    public async Task MoveAsync_AStep_KeepsItWithTheStatusAndAVersion(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();

        var outcome = await MoveAsync(lab, id, InitiativeStatus.Paused, " Two are ill\r\nuntil May ", version: 1);

        Assert.Equal(StepOutcome.Taken, outcome);
        var whole = (await lab.Queries.WholeAsync(id, CancellationToken.None))!;
        Assert.Equal((InitiativeStatus.Paused, 2), (whole.Row.Status, whole.Row.Version));
        Assert.Empty(ContentField.Between(lab.Content(status: InitiativeStatus.Paused), whole.Content));
        Assert.Equal(["moved", "created"], whole.Versions.Select(version => version.Action));
        var step = Assert.Single(whole.Steps);
        Assert.Equal(
            ("running", "paused", "Two are ill\nuntil May", "eva"),
            (step.FromStatus, step.ToStatus, step.Why, step.By)
        );
    }

    [DatabaseTheory]
    public async Task MoveAsync_WhatMayNotBe_ChangesNothingAndSaysWhy(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var idea = await lab.AddAsync("Idea", InitiativeStatus.Idea);

        Assert.Equal(StepRefusal.WhyMissing, (await MoveAsync(lab, id, InitiativeStatus.Paused, " ")).Refusal);
        Assert.Equal(StepRefusal.NoSuchStep, (await MoveAsync(lab, id, InitiativeStatus.Idea, "x")).Refusal);
        Assert.Equal(StepRefusal.NoSuchStep, (await MoveAsync(lab, idea, InitiativeStatus.Running, "x")).Refusal);
        Assert.Equal(StepRefusal.Unknown, (await MoveAsync(lab, 99, InitiativeStatus.Paused, "x")).Refusal);
        Assert.Equal(
            StepRefusal.ChangedMeanwhile,
            (await MoveAsync(lab, id, InitiativeStatus.Paused, "x", version: 2)).Refusal
        );
        var refused = await MoveAsync(lab, idea, InitiativeStatus.Approved, "x");
        Assert.Equal(StepRefusal.GateClosed, refused.Refusal);
        Assert.Equal([GateGap.Diagnosis, GateGap.Evidence], refused.Gate!.Gaps);
        var list = await lab.Queries.ListAsync(CancellationToken.None);
        Assert.All(list.Rows, row => Assert.Equal(1, row.Version));
        Assert.Empty(await lab.Queries.StepsAsync(CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task MoveAsync_Approval_OpensWithADiagnosisAndEvidenceThatStands(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var content = lab.Content(status: InitiativeStatus.Diagnosing) with { Diagnosis = "Nobody owns the case." };
        var id = await lab.Store.AddAsync(content, "eva", CancellationToken.None);
        var today = DateOnly.FromDateTime(lab.Company.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal([GateGap.Evidence], (await ApproveAsync(lab, id)).Gate!.Gaps);
        await AddEvidenceAsync(lab, 1, id, "interview", "qualitative", today, isAgainst: false);
        await AddEvidenceAsync(lab, 2, id, "experiment", "tested", today, isAgainst: true);
        Assert.Equal([GateGap.Evidence], (await ApproveAsync(lab, id)).Gate!.Gaps);
        await lab
            .Company.Get<KpiDatabase>()
            .ExecuteAsync(
                "UPDATE [Evidence] SET [RemovedAt] = @at WHERE [Id] = 2",
                new { at = lab.Company.Clock.GetUtcNow() },
                CancellationToken.None
            );
        Assert.Null((await ApproveAsync(lab, id)).Refusal);
    }

    [DatabaseTheory]
    public async Task MoveAsync_OfABet_AsksForAReasonAndStaysUnderTheCap(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        await AddWithBudgetAsync(lab, "The rest", InitiativeStatus.Running, 900_000, isBet: false);
        // What only wants to be a bet does not stand in another one's way.
        await AddWithBudgetAsync(lab, "Another idea", InitiativeStatus.Idea, 0, isBet: true);
        var first = await AddWithBudgetAsync(lab, "First", InitiativeStatus.Idea, 100_000, isBet: true);

        Assert.Equal(StepRefusal.WhyMissing, (await MoveAsync(lab, first, InitiativeStatus.Approved, "")).Refusal);
        Assert.Null((await ApproveAsync(lab, first)).Refusal);
        var second = await AddWithBudgetAsync(lab, "Second", InitiativeStatus.Idea, 10_000, isBet: true);
        var refused = await ApproveAsync(lab, second);
        Assert.Equal([GateGap.Cap], refused.Gate!.Gaps);
        Assert.Equal(110.0 / 1010, refused.Gate.BetShare!.Value, 10);

        // What is done is not staked any more: of the first bet a tenth is left.
        var answer = new CheckInAnswer(90, ClaimedStatus.OnTrack, 5, "", false);
        await lab.CheckIns.AddAsync(first, answer, lab.Owner, "eva", CancellationToken.None);
        Assert.Null((await ApproveAsync(lab, second)).Refusal);
    }

    [DatabaseTheory]
    public async Task MoveAsync_OfABetInAnotherCurrency_IsConvertedOrRefused(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        await AddWithBudgetAsync(lab, "The rest", InitiativeStatus.Running, 9_000_000, isBet: false);
        var id = await AddWithBudgetAsync(lab, "Bet", InitiativeStatus.Idea, 100_000, isBet: true, currency: "EUR");

        Assert.Equal([GateGap.Currency], (await ApproveAsync(lab, id)).Gate!.Gaps);
        await lab
            .Company.Get<KpiDatabase>()
            .ExecuteAsync(
                "INSERT INTO [MonthRate] ([Currency], [Month], [Rate]) VALUES ('EUR', 202601, 74600000000)",
                null,
                CancellationToken.None
            );
        Assert.Null((await ApproveAsync(lab, id)).Refusal);
        var mix = await lab.Company.Get<LifeStore>().MixAsync(CancellationToken.None);
        Assert.Equal(746_000.0 / 9_746_000, mix.BetShare!.Value, 10);
    }

    [DatabaseTheory]
    public async Task MoveAsync_CostsThatWereBooked_AreNotStakedAnyMore(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        await AddWithBudgetAsync(lab, "The rest", InitiativeStatus.Running, 900_000, isBet: false);
        var id = await AddWithBudgetAsync(lab, "Bet", InitiativeStatus.Idea, 150_000, isBet: true);

        Assert.Equal([GateGap.Cap], (await ApproveAsync(lab, id)).Gate!.Gaps);
        await lab
            .Company.Get<KpiDatabase>()
            .ExecuteAsync(
                """
                INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt],
                       [AddedBy])
                VALUES (1, @id, 20260301, 500000000, 'DKK', 'Trial', @at, 'eva')
                """,
                new { id, at = lab.Company.Clock.GetUtcNow() },
                CancellationToken.None
            );
        Assert.Null((await ApproveAsync(lab, id)).Refusal);
    }

    [DatabaseTheory]
    public async Task UndoAsync_OfAStep_IsAStepBack(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        await MoveAsync(lab, id, InitiativeStatus.Stopped, "No use");

        Assert.True(await lab.Store.UndoAsync(id, 2, "bo", CancellationToken.None));

        var steps = (await lab.Queries.WholeAsync(id, CancellationToken.None))!.Steps;
        Assert.Equal(
            [("stopped", "running", "bo"), ("running", "stopped", "eva")],
            steps.Select(step => (step.FromStatus, step.ToStatus, step.By))
        );
    }

    [DatabaseTheory]
    public async Task ContentAsync_OfAVersionFromBeforeBets_IsReadAsNone(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        await lab
            .Company.Get<KpiDatabase>()
            .ExecuteAsync(
                "UPDATE [InitiativeVersion] SET [Content] = @content WHERE [InitiativeId] = @id",
                new
                {
                    id,
                    content = """{"themeId":1,"title":"Old","status":"running","startsOn":"2026-03-03","ownerId":1}""",
                },
                CancellationToken.None
            );

        var old = (await lab.Store.ContentAsync(id, 1, CancellationToken.None))!;

        Assert.Equal(
            ("Old", false, null, "", "", null),
            (old.Title, old.IsBet, old.ProofDate, old.KillCriterion, old.Diagnosis, old.Approach)
        );
        Assert.Empty(old.Links);
        Assert.Null((await MoveAsync(lab, id, InitiativeStatus.Closing, "")).Refusal);
    }

    [Theory]
    [InlineData("running", "running", false, false, 0, 0, false)]
    [InlineData("idea", "idea", false, true, 0, 0, false)]
    [InlineData("running", "running", true, false, 0, 0, true)]
    [InlineData("running", "running", true, true, 10, 11, true)]
    [InlineData("running", "running", true, true, 10, 9, false)]
    [InlineData("running", "running", false, false, 10, 11, false)]
    [InlineData("diagnosing", "approved", false, false, 0, 0, true)]
    [InlineData("stopped", "running", true, true, 0, 0, false)]
    public void Judges_AChange_AsksTheGateWhereItWouldGoAroundIt(
        string now,
        string to,
        bool wasBet,
        bool isBet,
        long budgetNow,
        long budgetTo,
        bool asks
    ) =>
        Assert.Equal(
            asks,
            BetRules.Judges(
                new()
                {
                    Status = now,
                    IsBet = wasBet,
                    BudgetUnits = budgetNow,
                },
                new()
                {
                    Status = to,
                    IsBet = isBet,
                    BudgetUnits = budgetTo,
                }
            )
        );

    [Fact]
    public void Progress_EveryStatus_HasOneCurrentPlaceAndWhatLiesBehind()
    {
        string Of(string status, string? from = null) =>
            string.Concat(
                LifeProgress
                    .Of(status, from is null ? [] : [new StepRow { FromStatus = from, ToStatus = status }])
                    .Select(place => $"{place.Status}{(place.IsCurrent ? "! " : place.IsDone ? "+ " : " ")}")
            );

        Assert.Equal("idea! diagnosing approved running closing closed ", Of("idea"));
        Assert.Equal("idea+ diagnosing+ approved+ paused! closing closed ", Of("paused"));
        Assert.Equal("idea+ diagnosing+ approved+ running+ closing+ closed! ", Of("closed"));
        Assert.Equal("idea+ diagnosing+ approved+ running+ stopped! ", Of("stopped", "paused"));
        Assert.Equal("idea+ stopped! ", Of("stopped"));
    }

    private static Task<StepOutcome> MoveAsync(
        InitiativeLab lab,
        long id,
        string to,
        string why,
        int? version = null
    ) => lab.Company.Get<LifeStore>().MoveAsync(id, version, to, why, "eva", CancellationToken.None);

    private static Task<StepOutcome> ApproveAsync(InitiativeLab lab, long id) =>
        MoveAsync(lab, id, InitiativeStatus.Approved, "Worth it");

    private static async Task<long> AddWithBudgetAsync(
        InitiativeLab lab,
        string title,
        string status,
        decimal budget,
        bool isBet,
        string currency = "DKK"
    )
    {
        await lab.Company.Get<CompanySettingsStore>().SetAsync("currency", "DKK", "eva", CancellationToken.None);
        return await lab.Store.AddAsync(
            lab.Content(title, status) with
            {
                BudgetUnits = Core.Money.FromDecimal(budget).Units,
                BudgetCurrency = currency,
                IsBet = isBet,
                ProofDate = isBet ? new DateOnly(2999, 1, 1) : null,
                KillCriterion = isBet ? "Nobody uses it" : "",
            },
            "eva",
            CancellationToken.None
        );
    }

    private static Task AddEvidenceAsync(
        InitiativeLab lab,
        long evidence,
        long id,
        string kind,
        string grade,
        DateOnly day,
        bool isAgainst
    ) =>
        lab
            .Company.Get<KpiDatabase>()
            .ExecuteAsync(
                """
                INSERT INTO [Evidence] ([Id], [InitiativeId], [Kind], [Grade], [FoundOn], [Says], [Origin], [IsAgainst],
                       [AssessedBy], [AssessedAt], [Version])
                VALUES (@evidence, @id, @kind, @grade, @day, 'x', '', @isAgainst, 'eva', @at, 1)
                """,
                new
                {
                    evidence,
                    id,
                    kind,
                    grade,
                    day,
                    isAgainst,
                    at = lab.Company.Clock.GetUtcNow(),
                },
                CancellationToken.None
            );
}
