namespace KpiBoard.Web.Features.UnitValues.Resources;

public sealed class UnitValuesText;
