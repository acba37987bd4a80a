using KpiBoard.Data;

namespace KpiBoard.Web.Features.Operations;

/// <summary>What was read.</summary>
/// <param name="Engine">As configured: sqlite or sqlserver.</param>
/// <param name="Disk">Of the data folder; null where the system does not tell.</param>
/// <param name="Leases">Of imports and refreshes, those that are held.</param>
/// <param name="Refreshes">The newest that ended, and the newest that was done, newest first.</param>
/// <param name="Sources">Those that have delivered, longest ago first.</param>
/// <param name="Jobs">The newest run of each.</param>
public sealed record OperationsFacts(
    string Engine,
    EngineFacts EngineFacts,
    SchemaRow Schema,
    Disk? Disk,
    IReadOnlyList<NodeRow> Nodes,
    IReadOnlyList<LeaseRow> Leases,
    IReadOnlyList<RefreshRow> Refreshes,
    WaitingRow Waiting,
    IReadOnlyList<SourceRow> Sources,
    IReadOnlyList<JobRow> Jobs
);

public sealed class SchemaRow
{
    public int Version { get; init; }
    public string Name { get; init; } = "";
    public DateTimeOffset AppliedAt { get; init; }
}

public sealed class NodeRow
{
    /// <summary>How often a node says that it is there.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    /// <summary>Machine, process and its start, divided by bars.</summary>
    public string Name { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Which folder it watches; null when none.</summary>
    public string? InboxFolder { get; init; }

    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset LastSeenAt { get; init; }

    public string Machine => Name.Split('|')[0];

    public string Process => Name.Split('|') is [_, var process, ..] ? process : "";

    public bool IsSilent(DateTimeOffset now) => now - LastSeenAt > 4 * Beat;
}

public sealed class LeaseRow
{
    public string Name { get; init; } = "";

    /// <summary>Machine, process and its start, divided by bars.</summary>
    public string Holder { get; init; } = "";

    public DateTimeOffset ExpiresAt { get; init; }

    public string Machine => Holder.Split('|')[0];

    public string Process => Holder.Split('|') is [_, var process, ..] ? process : "";
}

public sealed class RefreshRow
{
    public long Id { get; init; }
    public string Status { get; init; } = "";
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public bool IsDone => Status == "done";

    public TimeSpan Took => FinishedAt - StartedAt ?? TimeSpan.Zero;
}

public sealed class WaitingRow
{
    public long Uploads { get; init; }
    public DateTimeOffset? OldestUploadAt { get; init; }

    /// <summary>Imports, and imports undone, that the figures have not taken in.</summary>
    public long Batches { get; init; }

    public long InboxUnfinished { get; init; }
    public long InboxRefused { get; init; }
    public DateTimeOffset? InboxLastAt { get; init; }
}

public sealed class SourceRow
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public int? CadenceDays { get; init; }
    public DateTimeOffset LastAt { get; init; }
}

public sealed class JobRow
{
    public string Job { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset FinishedAt { get; init; }
    public string? Error { get; init; }
}

/// <summary>The disk under a folder.</summary>
public sealed record Disk(long Free, long Total)
{
    public static Disk? Of(string folder)
    {
        try
        {
            var drive = new DriveInfo(folder);
            return new Disk(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
