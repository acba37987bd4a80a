using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Priorities.TrackRecord;

/// <summary>
/// How often an owner was right: <c>@await Component.InvokeAsync("OwnerCalibration", new { owner = 7 })</c>. The owner sees
/// it of everything; executives of what has ended; nobody else does.
/// </summary>
public sealed class OwnerCalibrationViewComponent(OwnerCalls calls) : ViewComponent
{
    private const string Template = "/Features/Priorities/Views/_OwnerCalibration.cshtml";

    public async Task<IViewComponentResult> InvokeAsync(long owner)
    {
        var isOwn = UserClaimsPrincipal.May(AccessPolicy.EditInitiatives) && UserClaimsPrincipal.Id() == owner;
        if (!isOwn && !UserClaimsPrincipal.May(AccessPolicy.ManageInitiatives))
        {
            return Content("");
        }
        var record = await calls.ReadAsync(owner, endedOnly: !isOwn, HttpContext.RequestAborted);
        return record.Said == 0 || (!isOwn && record.Forecasts.Count == 0)
            ? Content("")
            : View(Template, new OwnerCalibration(record, isOwn));
    }
}

/// <summary>What is said of an owner's calls.</summary>
/// <param name="IsOwn">The reader's own.</param>
public sealed record OwnerCalibration(OwnerRecord Record, bool IsOwn);
