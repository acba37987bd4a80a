using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class PriorityReaderTests
{
    private const string ChurnKey = "churn.logo:month/segment:Small business";
    private const string NpsKey = "nps.relationship:r12";

    [DatabaseTheory]
    public async Task Read_OpenInitiatives_BecomeWhatTheEngineAsks(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();

        var situation = await company.Get<PriorityReader>().ReadAsync(CancellationToken.None);

        // The grain of the target where there is one, else the twelve months.
        var churn = situation.Input.Goals.Single(goal => goal.Key == ChurnKey);
        Assert.Equal((false, 0.017, 0.016), (churn.IsHigherBetter, churn.Estimate, churn.Target));
        Assert.Equal(0.006 / 1.959964, churn.StandardError!.Value, 1e-6);
        // A point of one month comes twelve times in the year that its value is said for.
        Assert.Equal(12 * 33_333_333.33, churn.UnitValue, 1e-3);
        var nps = situation.Input.Goals.Single(goal => goal.Key == NpsKey);
        Assert.Equal((true, 31, null, 200_000), (nps.IsHigherBetter, nps.Estimate, nps.Target, nps.UnitValue));
        var one = situation.Input.Initiatives[0];
        Assert.Equal(("INI-1", (double?)0.9), (one.Key, one.Confidence));
        Assert.Equal(new EffectLink(ChurnKey, -0.02, -0.012, -0.005, 4), Assert.Single(one.Links));
        Assert.Equal((60 * 8000) + 200_000, one.Cost);
        Assert.InRange(one.EvidenceChance, 0.68, 0.7);
        Assert.Contains(situation.Unknowns, unknown => unknown is { Kind: UnknownKind.NoTarget, Goal: NpsKey });
        Assert.DoesNotContain(situation.Unknowns, unknown => unknown.Kind == UnknownKind.NoUnitValue);
    }

    [DatabaseTheory]
    public async Task Read_WhatNobodyHasSaid_IsSaidToBeUnknownAndCountsAsNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await company.SetAsync("personDayRate", "0");
        await company.Database.ExecuteAsync("DELETE FROM [UnitValue]", null, CancellationToken.None);

        var situation = await company.Get<PriorityReader>().ReadAsync(CancellationToken.None);

        Assert.All(situation.Input.Goals, goal => Assert.Equal(0, goal.UnitValue));
        Assert.All(situation.Input.Initiatives, one => Assert.Equal(200_000, one.Cost));
        Assert.Equal(
            [UnknownKind.NoDayRate, UnknownKind.NoCapacity],
            situation.Unknowns.Where(unknown => unknown.Goal is null).Select(unknown => unknown.Kind)
        );
        Assert.Equal(2, situation.Unknowns.Count(unknown => unknown.Kind == UnknownKind.NoUnitValue));
    }

    [DatabaseTheory]
    public async Task Read_ABudgetInAnotherCurrency_CountsAtTheLastRate(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await company.Database.ExecuteAsync(
            "UPDATE [Initiative] SET [BudgetCurrency] = 'EUR' WHERE [Id] = 1",
            null,
            CancellationToken.None
        );

        var unrated = await company.Get<PriorityReader>().ReadAsync(CancellationToken.None);
        Assert.Equal(60 * 8000, unrated.Input.Initiatives[0].Cost);
        Assert.Contains(unrated.Unknowns, unknown => unknown is { Kind: UnknownKind.OtherCurrency, Initiative: 1 });

        await company.Database.ExecuteAsync(
            """
            INSERT INTO [MonthRate] ([Currency], [Month], [Rate])
            VALUES ('EUR', 202609, 74500000000), ('EUR', 202610, 74600000000), ('EUR', 209912, 99900000000)
            """,
            null,
            CancellationToken.None
        );
        var rated = await company.Get<PriorityReader>().ReadAsync(CancellationToken.None);
        Assert.Equal((60 * 8000) + (200_000 * 7.46), rated.Input.Initiatives[0].Cost, 1e-6);
        Assert.DoesNotContain(rated.Unknowns, unknown => unknown.Kind == UnknownKind.OtherCurrency);
    }

    [DatabaseTheory]
    public async Task Plan_WhenDaysAreShort_LetsTheFirstInAndNotTheSecond(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        // Sixty days over six months each.
        await lab.CapacityAsync("Denmark", 202601, 15);

        var situation = await company.Get<PriorityReader>().ReadAsync(CancellationToken.None);
        var fits = situation.Plan(["INI-2", "INI-1"]).Fits;

        Assert.Equal(
            [("INI-2", CapacityVerdict.GoesOn), ("INI-1", CapacityVerdict.MakesRoom)],
            fits.Select(fit => (fit.Initiative, fit.Verdict))
        );
        Assert.Equal(5, fits[1].Lacks[0].Days, 1e-9);
    }
}
