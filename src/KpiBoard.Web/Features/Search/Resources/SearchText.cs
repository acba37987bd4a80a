namespace KpiBoard.Web.Features.Search.Resources;

public sealed class SearchText;
