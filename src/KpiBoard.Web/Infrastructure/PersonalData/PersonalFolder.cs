namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>A folder with files in which customers are named; the slice that keeps it says so.</summary>
/// <param name="Kind">Uploads, or the inbox.</param>
/// <param name="Path">Everything under it.</param>
public sealed record PersonalFolder(string Kind, string Path)
{
    public const string Uploads = "uploads";
    public const string Inbox = "inbox";
}

/// <summary>Does again what a restored backup has undone.</summary>
public interface IErasureReplay
{
    /// <summary>Erases again who was erased after the backup was made, and finishes what was interrupted.</summary>
    /// <returns>How many erasures that were.</returns>
    Task<int> RunAsync(CancellationToken ct);
}
