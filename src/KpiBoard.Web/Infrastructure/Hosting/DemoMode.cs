namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// Whether this process shows the demo company: from a database of its own, with one-click personas, and with a
/// notice on every page. Switched on by <c>serve --demo</c>.
/// </summary>
public sealed record DemoMode(bool IsOn)
{
    public const string Key = "Demo:Enabled";

    public static DemoMode From(IConfiguration configuration) => new(configuration.GetValue(Key, false));
}
