namespace KpiBoard.Web.Features.Priorities.Resources;

/// <summary>The texts of the approaches held against each other.</summary>
public sealed class ApproachText;
