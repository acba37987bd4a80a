namespace KpiBoard.Web.Features.OwnFigures.Resources;

public sealed class OwnFiguresText;
