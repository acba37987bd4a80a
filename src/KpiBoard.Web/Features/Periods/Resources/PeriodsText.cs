namespace KpiBoard.Web.Features.Periods.Resources;

public sealed class PeriodsText;
