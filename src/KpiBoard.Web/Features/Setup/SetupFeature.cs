using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Setup;

/// <summary>The guide from an empty database to a board, and the page that says what the figures mean.</summary>
public static class SetupFeature
{
    public static void AddSetup(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<SetupQueries>().AddSingleton<SetupStore>().AddScoped<IGuide, SetupGuide>();
}
