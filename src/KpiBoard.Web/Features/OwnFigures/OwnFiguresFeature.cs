using FluentValidation;

namespace KpiBoard.Web.Features.OwnFigures;

/// <summary>Figures that the company brings itself: what they are. Their values come in files of measures.</summary>
public static class OwnFiguresFeature
{
    /// <summary>What the commands and the web app share.</summary>
    public static IServiceCollection AddOwnFigures(this IServiceCollection services) =>
        services.AddSingleton<OwnFigureStore>().AddSingleton<OwnFigureQueries>();

    public static IServiceCollection AddOwnFigurePages(this IServiceCollection services) =>
        services.AddScoped<IValidator<OwnFigureForm>, OwnFigureFormValidator>();
}
