using System.Reflection;

namespace KpiBoard.Web.Features.Operations;

/// <summary>What the page shows, and what it warns of.</summary>
public sealed record OperationsPage(OperationsFacts Facts, DateTimeOffset Now)
{
    /// <summary>Under this name the log of jobs keeps backups.</summary>
    private const string BackupJob = "backup";

    private const double LeastFreeShare = 0.1;

    /// <summary>A refresh writes its figures beside the old ones, and a backup needs the room of the database.</summary>
    private const long LeastFreeBytes = 2_000_000_000;

    private static readonly TimeSpan RefreshIsOld = TimeSpan.FromHours(36);
    private static readonly TimeSpan UploadIsLate = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan BackupIsOld = TimeSpan.FromDays(2);

    public static string ProgramVersion { get; } =
        Assembly
            .GetExecutingAssembly()
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "";

    public bool IsEmbedded => Facts.Engine == "sqlite";

    public RefreshRow? LastRefresh => Facts.Refreshes.FirstOrDefault();

    public RefreshRow? LastDone => Facts.Refreshes.FirstOrDefault(run => run.IsDone);

    public SourceRow? OldestSource => Facts.Sources.FirstOrDefault();

    private IEnumerable<NodeRow> Answering => Facts.Nodes.Where(node => !node.IsSilent(Now));

    public JobRow? Backup => Facts.Jobs.FirstOrDefault(job => job.Job == BackupJob);

    /// <summary>What is not well, the most pressing first; each has a sentence under <c>Warning.KIND</c>.</summary>
    public IEnumerable<OperationsWarning> Warnings()
    {
        if (Facts.Disk is { } disk && (disk.Free < disk.Total * LeastFreeShare || disk.Free < LeastFreeBytes))
        {
            yield return new("Disk", null);
        }
        if (Facts.Nodes.Any(node => node.IsSilent(Now)))
        {
            yield return new("Node", null);
        }
        if (Answering.Select(node => node.Version).Distinct().Count() > 1)
        {
            yield return new("Versions", null);
        }
        if (Answering.Select(node => node.InboxFolder).OfType<string>().Distinct().Count() > 1)
        {
            yield return new("InboxFolders", null);
        }
        if (LastRefresh is { IsDone: false })
        {
            yield return new("RefreshFailed", "/refreshes");
        }
        else if (Facts.Sources.Count > 0 && (LastDone?.FinishedAt is not { } at || Now - at > RefreshIsOld))
        {
            yield return new("RefreshOld", "/refreshes");
        }
        if (Facts.Jobs.Any(job => job.Error is not null))
        {
            yield return new("Job", "/administration/jobs");
        }
        if (Now - Facts.Waiting.OldestUploadAt > UploadIsLate)
        {
            yield return new("Upload", "/imports");
        }
        if (Facts.Waiting.InboxRefused > 0)
        {
            yield return new("Inbox", "/imports/inbox");
        }
        if (Facts.Sources.Any(IsOverdue))
        {
            yield return new("Source", "/administration/sources");
        }
        if (IsEmbedded && (Backup is null || Now - Backup.FinishedAt > BackupIsOld))
        {
            yield return new("Backup", null);
        }
    }

    /// <summary>A source that has promised a rhythm is overdue a day after it should have delivered.</summary>
    public bool IsOverdue(SourceRow source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.CadenceDays is { } days && Now - source.LastAt > TimeSpan.FromDays(days + 1);
    }
}

/// <summary>What somebody has to look after.</summary>
/// <param name="Kind">The sentence that says what is wrong and what to do.</param>
/// <param name="Path">Where to do it; null when it is not done on a page.</param>
public sealed record OperationsWarning(string Kind, string? Path);
