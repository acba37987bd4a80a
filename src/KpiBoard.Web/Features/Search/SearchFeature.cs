using KpiBoard.Web.Features.Search.Sources;
using KpiBoard.Web.Infrastructure.Search;

namespace KpiBoard.Web.Features.Search;

/// <summary>Finds whatever one may see: Ctrl K, the button in the header, or /search.</summary>
public static class SearchFeature
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services
            .AddSingleton<CustomerQueries>()
            .AddScoped<ISearchSource, PageSource>()
            .AddScoped<ISearchSource, FigureSource>()
            .AddScoped<ISearchSource, MemberSource>()
            .AddScoped<ISearchSource, StrategySource>()
            .AddScoped<ISearchSource, PeopleSource>()
            .AddScoped<ISearchSource, ImportSource>()
            .AddScoped<ISearchSource, CustomerSource>()
            .AddScoped<SearchAll>();
}
