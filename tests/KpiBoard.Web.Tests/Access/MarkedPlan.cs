using KpiBoard.Web.Features.Capacity;
using KpiBoard.Web.Features.Delivery;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

/// <summary>What belongs to the work itself of an initiative in <see cref="MarkedCompany"/>: one row of everything.</summary>
internal static class MarkedPlan
{
    private const int Month = 202_612;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 10, 2);

    public static async Task AddAsync(
        IServiceProvider services,
        long initiative,
        string unit,
        (long Id, string Email) owner
    )
    {
        var (by, plan) = (owner.Email, services.GetRequiredService<PlanStore>());
        await plan.SetMilestoneAsync(initiative, null, new("The first calls", Day.AddMonths(2), null), by, None);
        await plan.SetRiskAsync(initiative, null, new("Nobody answers", 2, 3, "Write.", owner.Id), false, by, None);
        await plan.AddCostAsync(initiative, new(Day, Core.Money.FromDecimal(100), "DKK", "Telephones"), by, None);
        await plan.AddActAsync(initiative, Day, "Called the first one.", owner.Id, by, None);
        var work = new WorkRow
        {
            BusinessUnit = unit,
            Month = Month,
            Days = 5,
        };
        Assert.True(
            await services
                .GetRequiredService<WorkStore>()
                .PlanWorkAsync(initiative, Month, WorkStore.Mark([]), [work], None)
        );
        await services.GetRequiredService<HelpDesk>().AskAsync(initiative, "People who can call.", owner.Id, by, None);
        await services.GetRequiredService<CapacityStore>().SetAsync(unit, Month, 20, by, None);
        Assert.NotNull(
            await services
                .GetRequiredService<CommitmentStore>()
                .SetAsync(initiative, unit, 0, (1, CommitmentKey.Committed, "They are ours."), by, None)
        );
    }
}
