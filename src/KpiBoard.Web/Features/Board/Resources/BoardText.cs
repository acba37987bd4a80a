namespace KpiBoard.Web.Features.Board.Resources;

/// <summary>The words of the board.</summary>
public sealed class BoardText;
