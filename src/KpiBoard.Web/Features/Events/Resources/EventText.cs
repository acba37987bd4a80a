namespace KpiBoard.Web.Features.Events.Resources;

public sealed class EventText;
