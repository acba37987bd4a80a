using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>Which pages stand beside each other under one heading.</summary>
public static class TabGroup
{
    /// <summary>For administrators only.</summary>
    public const string Administration = nameof(Administration);
    public const string Strategy = nameof(Strategy);
    public const string Priorities = nameof(Priorities);

    /// <summary>The pages of one initiative; in their addresses stands <c>{id}</c>.</summary>
    public const string Initiative = nameof(Initiative);
}

/// <summary>
/// A page beside others under one heading, shown to whom its policy admits. A feature adds its own:
/// <c>services.AddTab&lt;EvidenceText&gt;(TabGroup.Strategy, 30, "/strategy/evidence", AccessPolicy.ReadBoard, "Tab")</c>.
/// </summary>
public sealed record Tab(string Group, NavigationItem Item);

/// <summary>A row of tabs, as <c>_Tabs</c> shows it.</summary>
/// <param name="Label">What they are together, for those who listen.</param>
/// <param name="Id">Whose pages they are, where the addresses have a place for it.</param>
public sealed record Tabs(string Group, string Label, long? Id = null);

public static class TabServices
{
    public static IServiceCollection AddTab<TText>(
        this IServiceCollection services,
        string group,
        int order,
        string path,
        string policy,
        string titleKey
    ) =>
        services.AddSingleton(
            new Tab(group, new(order, "", path, policy, factory => factory.Create(typeof(TText))[titleKey]))
        );

    public static IServiceCollection AddAdministrationTab<TText>(
        this IServiceCollection services,
        int order,
        string path,
        string titleKey
    ) => services.AddTab<TText>(TabGroup.Administration, order, path, AccessPolicy.Administer, titleKey);
}
