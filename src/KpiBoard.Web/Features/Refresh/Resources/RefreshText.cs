namespace KpiBoard.Web.Features.Refresh.Resources;

public sealed class RefreshText;
