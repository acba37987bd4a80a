namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Where an initiative stands, as tables, endpoints and addresses name it.</summary>
public static class InitiativeStatus
{
    public const string Idea = "idea";
    public const string Running = "running";
    public const string Paused = "paused";
    public const string Closed = "closed";
    public const string Stopped = "stopped";

    public static readonly IReadOnlyList<string> All = [Idea, Running, Paused, Closed, Stopped];
}

/// <summary>What the owner claims at a check-in.</summary>
public static class ClaimedStatus
{
    public const string OnTrack = "on-track";
    public const string AtRisk = "at-risk";
    public const string OffTrack = "off-track";

    public static readonly IReadOnlyList<string> All = [OnTrack, AtRisk, OffTrack];

    /// <summary>The claim's shape and tone: disc, diamond, octagon.</summary>
    public static (string Kind, string Icon) Look(string status) =>
        status switch
        {
            OnTrack => ("better", "ontrack"),
            AtRisk => ("watch", "risk"),
            _ => ("worse", "off"),
        };
}

/// <summary>What a received initiative is recorded for.</summary>
public static class ExposureKind
{
    public const string Customer = "customer";
    public const string Segment = "segment";
    public const string Unit = "unit";

    public static readonly IReadOnlyList<string> All = [Segment, Unit, Customer];
}

/// <summary>What made a version of an initiative.</summary>
public static class VersionAction
{
    public const string Created = "created";
    public const string Changed = "changed";
    public const string Moved = "moved";
    public const string Undone = "undone";

    /// <summary>A check-in was taken back; the content of the initiative is the same as before.</summary>
    public const string CheckInUndone = "check-in-undone";
}
