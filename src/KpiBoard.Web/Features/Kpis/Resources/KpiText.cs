namespace KpiBoard.Web.Features.Kpis.Resources;

/// <summary>The words of the pages of the figures.</summary>
public sealed class KpiText;
