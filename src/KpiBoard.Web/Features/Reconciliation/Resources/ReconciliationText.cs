namespace KpiBoard.Web.Features.Reconciliation.Resources;

public sealed class ReconciliationText;
