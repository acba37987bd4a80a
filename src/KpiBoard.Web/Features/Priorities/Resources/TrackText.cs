namespace KpiBoard.Web.Features.Priorities.Resources;

/// <summary>The texts of the track record.</summary>
public sealed class TrackText;
