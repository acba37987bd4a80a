using System.Security.Claims;
using KpiBoard.Web.Features.Setup.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Setup;

/// <summary>The header leads to the guide while a step is left that the person may do, and nobody has put it away.</summary>
internal sealed class SetupGuide(SetupQueries queries, DemoMode demo, IStringLocalizer<SetupText> text) : IGuide
{
    public async Task<GuideLead?> LeadAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (demo.IsOn || !person.May(AccessPolicy.SetUp))
        {
            return null;
        }
        var state = await queries.ReadAsync(ct);
        var left = SetupSteps.All.Where(step => !state.IsDone(step) && person.May(step.Policy())).ToList();
        return state.IsPutAway || left.Count == 0
            ? null
            : new GuideLead("/setup", text["Lead"], text["Lead.Next", text[$"Step.{left[0]}"]]);
    }
}
