namespace KpiBoard.Web.Features.Imports.Resources;

/// <summary>The words of the page on which sources are promised.</summary>
public sealed class SourcesText;
