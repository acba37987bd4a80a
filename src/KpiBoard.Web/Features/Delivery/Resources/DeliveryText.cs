namespace KpiBoard.Web.Features.Delivery.Resources;

/// <summary>The words of plans, costs, and help.</summary>
public sealed class DeliveryText;
