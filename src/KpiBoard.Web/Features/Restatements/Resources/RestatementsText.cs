namespace KpiBoard.Web.Features.Restatements.Resources;

public sealed class RestatementsText;
