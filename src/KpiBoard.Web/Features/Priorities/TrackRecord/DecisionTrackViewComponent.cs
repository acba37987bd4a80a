using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>What came of one decision: <c>@await Component.InvokeAsync("DecisionTrack", new { id = 7 })</c>.</summary>
public sealed class DecisionTrackViewComponent(TrackReader reader, TrackLanguage language) : ViewComponent
{
    private const string Template = "/Features/Priorities/Views/_DecisionTrack.cshtml";

    public async Task<IViewComponentResult> InvokeAsync(long id) =>
        UserClaimsPrincipal.May(AccessPolicy.ReadBoard)
        && await reader.FindAsync(id, HttpContext.RequestAborted) is { } track
            ? View(
                Template,
                new DecisionTrackPart(track, await language.WordsAsync(UserClaimsPrincipal, HttpContext.RequestAborted))
            )
            : Content("");
}

/// <summary>A decision and the words for what came of it.</summary>
public sealed record DecisionTrackPart(DecisionTrack Track, TrackWords Words);
