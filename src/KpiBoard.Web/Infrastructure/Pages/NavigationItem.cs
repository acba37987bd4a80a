using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>
/// An entry of the top bar, shown to whom <paramref name="Policy"/> admits. A feature adds its own:
/// <c>services.AddNavigation&lt;BoardText&gt;(10, "board", "/", AccessPolicy.ReadBoard, "Navigation")</c>.
/// </summary>
public sealed record NavigationItem(
    int Order,
    string Icon,
    string Path,
    string Policy,
    Func<IStringLocalizerFactory, string> Title
)
{
    /// <summary>Other pages that the entry leads to, under addresses of their own.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>True on the item's page, on those beside it and on the pages beneath them.</summary>
    public bool IsCurrent(PathString path) =>
        Path == "/"
            ? path == "/"
            : Beside.Prepend(Path).Any(start => path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase));
}

public static class NavigationServices
{
    public static IServiceCollection AddNavigation<TText>(
        this IServiceCollection services,
        int order,
        string icon,
        string path,
        string policy,
        string titleKey,
        IReadOnlyList<string>? beside = null
    ) =>
        services.AddSingleton(
            new NavigationItem(order, icon, path, policy, factory => factory.Create(typeof(TText))[titleKey])
            {
                Beside = beside ?? [],
            }
        );
}
