namespace KpiBoard.Web.Features.Targets.Resources;

public sealed class TargetsText;
