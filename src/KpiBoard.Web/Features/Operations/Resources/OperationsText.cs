namespace KpiBoard.Web.Features.Operations.Resources;

/// <summary>The words of the page of operations.</summary>
public sealed class OperationsText;
