namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>A step of the way to the current page, for <c>&lt;partial name="_Crumbs"/&gt;</c>; the last one has no address.</summary>
public sealed record Crumb(string Text, string? Address = null);
