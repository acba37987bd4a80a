namespace KpiBoard.Web.Features.Audit.Resources;

/// <summary>The words of the audit's page.</summary>
public sealed class AuditText;
