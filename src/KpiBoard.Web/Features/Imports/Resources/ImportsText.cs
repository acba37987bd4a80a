namespace KpiBoard.Web.Features.Imports.Resources;

/// <summary>Marks the words of the import pages.</summary>
public sealed class ImportsText;
