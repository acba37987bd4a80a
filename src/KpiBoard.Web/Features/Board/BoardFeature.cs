using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Board;

/// <summary>The strategy board: what changed, whether it is real, and how fresh it is.</summary>
public static class BoardFeature
{
    public static IServiceCollection AddBoard(this IServiceCollection services)
    {
        services.AddSingleton<BoardQueries>();
        services.AddNavigation<BoardText>(10, "board", "/", AccessPolicy.ReadBoard, "Navigation");
        return services;
    }
}
