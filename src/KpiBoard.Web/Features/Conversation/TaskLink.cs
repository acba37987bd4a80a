using System.Security.Claims;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Leads everybody to their tasks and mentions, and says how many wait.</summary>
internal sealed class TaskLink(OpenCounts counts, IStringLocalizer<ConversationText> text) : IPersonalLink
{
    public async Task<PersonalLink?> LinkAsync(ClaimsPrincipal person, CancellationToken ct)
    {
        if (!person.IsSignedIn() || !person.May(AccessPolicy.ReadBoard))
        {
            return null;
        }
        var count = await counts.OfAsync(person, ct);
        return new("check", "/tasks", text["Tasks"], count, text.Count("Tasks.Waiting", count));
    }
}
