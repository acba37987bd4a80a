namespace KpiBoard.Web.Infrastructure.Figures.Resources;

/// <summary>The words about figures that the board and the pages of the figures share.</summary>
public sealed class FigureText;
