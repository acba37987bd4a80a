using FluentValidation;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Search;

namespace KpiBoard.Web.Features.Events;

/// <summary>What happened that explains a figure: prices, strikes, competitors, outages, campaigns.</summary>
public static class EventsFeature
{
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventQueries>().AddSingleton<EventStore>();

    public static IServiceCollection AddEventPages(this IServiceCollection services) =>
        services
            .AddScoped<EventWords>()
            .AddScoped<IValidator<EventForm>, EventFormValidator>()
            .AddScoped<IAnnotationSource, EventAnnotations>()
            .AddScoped<ISearchSource, EventSearch>();
}
