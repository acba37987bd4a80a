namespace KpiBoard.Web.Features.Initiatives.Resources;

/// <summary>The words of themes, initiatives and check-ins.</summary>
public sealed class InitiativeText;
