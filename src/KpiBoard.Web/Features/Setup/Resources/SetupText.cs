namespace KpiBoard.Web.Features.Setup.Resources;

public sealed class SetupText;
