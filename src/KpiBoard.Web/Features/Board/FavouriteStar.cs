using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// The star on the page of a figure:
/// <c>@await Component.InvokeAsync("FavouriteStar", new { kpi, dimension, member })</c>.
/// </summary>
public sealed class FavouriteStarViewComponent(FavouriteStore store) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string kpi, string dimension, string member)
    {
        var figure = FavouriteKey.Of(kpi, dimension, member);
        var marked = await store.ListAsync(UserClaimsPrincipal.Id(), HttpContext.RequestAborted);
        return View(
            "/Features/Board/Views/FavouriteStar.cshtml",
            (figure, FavouriteKey.Parse(figure) is not null, marked.Select(FavouriteKey.Of).Contains(figure))
        );
    }
}
