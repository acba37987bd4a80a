namespace KpiBoard.Web.Features.Capacity.Resources;

/// <summary>The words of people's days and of what units commit to.</summary>
public sealed class CapacityText;
