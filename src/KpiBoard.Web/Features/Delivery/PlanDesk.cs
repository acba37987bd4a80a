using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Puts the page of a plan together.</summary>
public sealed class PlanDesk(PlanQueries queries, PageFrame frame, TimeProvider clock)
{
    public async Task<DateOnly> TodayAsync() => (await frame.SettingsAsync()).DateOf(clock.GetUtcNow());

    /// <summary>The page; null when there is no such initiative.</summary>
    public async Task<PlanPage?> PageAsync(long id, ClaimsPrincipal person, CancellationToken ct)
    {
        if (await queries.PlanAsync(id, ct) is not { } plan)
        {
            return null;
        }
        var settings = await frame.SettingsAsync();
        var mayPlan = plan.Initiative.MayBePlannedBy(person);
        return new PlanPage(plan, settings, await TodayAsync())
        {
            MayPlan = mayPlan,
            MayHelp = plan.Initiative.MayBeHelpedBy(person),
            Watchers = mayPlan ? await queries.WatchersAsync(ct) : [],
        };
    }
}
