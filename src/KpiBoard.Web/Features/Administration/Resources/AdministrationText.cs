namespace KpiBoard.Web.Features.Administration.Resources;

public sealed class AdministrationText;
