namespace KpiBoard.Web.Features.Refresh;

/// <summary>How a run stands, as the ledger has it.</summary>
public static class RunStatus
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";

    /// <summary>Its process ended in the middle; nothing of it was stored.</summary>
    public const string Abandoned = "abandoned";
}

/// <summary>What made a run.</summary>
public static class RunTrigger
{
    public const string Nightly = "nightly";
    public const string Imports = "imports";
    public const string Page = "page";
    public const string Api = "api";
    public const string Command = "command";

    /// <summary>In place of a full run whose process ended in the middle.</summary>
    public const string Recovery = "recovery";
}

/// <summary>Where a run is.</summary>
public static class RunStage
{
    /// <summary>Another run is at work; not in the ledger, only told to who waits.</summary>
    public const string Waiting = "waiting for another refresh to end";
    public const string Reading = "reading";
    public const string Computing = "computing";
    public const string Writing = "writing";
    public const string Done = "done";
}
