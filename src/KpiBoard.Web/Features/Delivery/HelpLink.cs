using System.Security.Claims;
using KpiBoard.Web.Features.Delivery.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Leads a sponsor to whoever waits for help; as long as somebody does.</summary>
internal sealed class HelpLink(HelpCounts counts, IStringLocalizer<DeliveryText> text) : IPersonalLink
{
    public async Task<PersonalLink?> LinkAsync(ClaimsPrincipal person, CancellationToken ct) =>
        person.IsSignedIn()
        && person.May(AccessPolicy.EditInitiatives)
        && await counts.OfAsync(person, ct) is > 0 and var count
            ? new("help", "/strategy/help", text["Help.Waiting"], count, text.Count("Help.Waiting", count))
            : null;
}
