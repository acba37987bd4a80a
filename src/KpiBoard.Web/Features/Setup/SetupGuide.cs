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
    public async Task<(string Path, string Text)?> LeadAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (demo.IsOn || !person.May(AccessPolicy.SetUp))
        {
            return null;
        }
        var state = await queries.ReadAsync(ct);
        return !state.IsPutAway && SetupSteps.All.Any(step => !state.IsDone(step) && person.May(step.Policy()))
            ? ("/setup", text["Lead"])
            : null;
    }
}
