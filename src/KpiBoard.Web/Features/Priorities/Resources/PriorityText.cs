namespace KpiBoard.Web.Features.Priorities.Resources;

/// <summary>The texts of the priorities.</summary>
public sealed class PriorityText;
