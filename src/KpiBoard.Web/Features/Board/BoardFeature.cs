using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Board;

/// <summary>The strategy board: what changed, whether it is real, and how fresh it is.</summary>
public static class BoardFeature
{
    public static IServiceCollection AddBoard(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<BoardCache>();
        services.AddSingleton<BoardQueries>();
        services.AddSingleton<StrategyQueries>();
        services.AddSingleton<MineQueries>();
        services.AddSingleton<LookStore>();
        services.AddSingleton<FavouriteStore>();
        services.AddScoped<BoardReader>();
        services.AddScoped<INavigationCount, OpenDecisions>();
        services.AddNavigation<BoardText>(10, "board", "/", AccessPolicy.ReadBoard, "Navigation");
        return services;
    }
}
