namespace KpiBoard.Web.Features.Evidence.Resources;

public sealed class EvidenceText;
