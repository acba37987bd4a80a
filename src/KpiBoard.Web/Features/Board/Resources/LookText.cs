namespace KpiBoard.Web.Features.Board.Resources;

/// <summary>The words of what is a person's own on the board: what changed since the last look, favourites, the view.</summary>
public sealed class LookText;
