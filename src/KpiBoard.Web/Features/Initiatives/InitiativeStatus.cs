namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Where an initiative is in its life, as tables, endpoints and addresses name it.</summary>
public static class InitiativeStatus
{
    public const string Idea = "idea";

    /// <summary>Somebody finds out why the gap exists.</summary>
    public const string Diagnosing = "diagnosing";
    public const string Approved = "approved";
    public const string Running = "running";
    public const string Paused = "paused";

    /// <summary>Handed over to those who go on with it.</summary>
    public const string Closing = "closing";
    public const string Closed = "closed";
    public const string Stopped = "stopped";

    public static readonly IReadOnlyList<string> All =
    [
        Idea,
        Diagnosing,
        Approved,
        Running,
        Paused,
        Closing,
        Closed,
        Stopped,
    ];

    /// <summary>The way that most go; what is paused has left it for a while, what is stopped for good.</summary>
    public static readonly IReadOnlyList<string> Way = [Idea, Diagnosing, Approved, Running, Closing, Closed];

    /// <summary>People are at work on it, so that something is to be heard of it.</summary>
    public static readonly IReadOnlyList<string> AtWork = [Running, Closing];

    public static bool IsAtWork(string status) => AtWork.Contains(status);

    public static bool IsOver(string status) => status is Closed or Stopped;

    /// <summary>It has been approved, so that what it was approved on no longer changes unseen.</summary>
    public static bool IsApproved(string status) => status is Approved or Running or Paused or Closing;
}

/// <summary>How an initiative goes about it, as tables and endpoints name it.</summary>
public static class ApproachKey
{
    public const string Touchpoint = "touchpoint";
    public const string JourneyTheme = "journey-theme";
    public const string Execution = "execution";

    public static readonly IReadOnlyList<string> All = [Touchpoint, JourneyTheme, Execution];
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
