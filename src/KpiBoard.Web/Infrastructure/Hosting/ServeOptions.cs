namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>What the serve command was told.</summary>
public sealed record ServeOptions(string? Urls = null, bool Demo = false);
