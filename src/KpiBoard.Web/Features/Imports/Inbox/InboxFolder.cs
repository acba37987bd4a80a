using System.Security.Cryptography;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Why a file in the inbox is not taken yet.</summary>
public enum InboxWait
{
    None,
    Settling,
    Temporary,
    Link,
    NeedsDone,
    NoProfile,
}

/// <summary>A file as it lies in the folder of its profile.</summary>
public sealed record InboxEntry(string Profile, string Path, long Size, DateTime WrittenAt, InboxWait Wait)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The file that says what this one holds.</summary>
    public string? DonePath { get; init; }
}

/// <summary>
/// The watched folder: <c>PROFILE/file.csv</c>, beside it <c>PROFILE/processed</c> and <c>PROFILE/refused</c>, and hidden
/// in between what has been taken and is not finished. Everything moves within one file system, so each move is whole.
/// </summary>
public sealed class InboxFolder(InboxOptions options, DatabaseOptions database, TimeProvider clock)
{
    public const string Processed = "processed";
    public const string Refused = "refused";

    private const string Taken = ".taken";
    private const string IdentityFile = ".inbox";
    private const string DoneExtension = ".done";
    private const long LargestDone = 4096;

    private static readonly string[] Unfinished = [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload"];

    private readonly Dictionary<string, (long Size, DateTime WrittenAt, DateTimeOffset Since)> seen = [];

    /// <summary>The demo company has an inbox of its own: no file of the company's may end in it.</summary>
    public string Root { get; } = RootOf(options, database);

    public static string RootOf(InboxOptions options, DatabaseOptions database) =>
        Path.GetFullPath(
            database.IsDemo
                ? Path.Combine(database.DataFolder, "inbox-demo")
                : options.Folder ?? Path.Combine(database.DataFolder, "inbox")
        );

    /// <summary>Makes the folder and one for each profile, and tells which folder it is, whatever it is called today.</summary>
    public string Prepare(IEnumerable<string> profiles)
    {
        Directory.CreateDirectory(Root);
        foreach (var profile in profiles.Where(IsFolderName))
        {
            Directory.CreateDirectory(Path.Combine(Root, profile));
        }
        var path = Path.Combine(Root, IdentityFile);
        if (!File.Exists(path))
        {
            File.WriteAllText(path + ".tmp", RandomNumberGenerator.GetHexString(32, lowercase: true));
            File.Move(path + ".tmp", path, overwrite: true);
        }
        return File.ReadAllText(path).Trim();
    }

    /// <summary>Everything that lies in the inbox, in the order of the names, with what each waits for.</summary>
    public IReadOnlyList<InboxEntry> Look(IReadOnlySet<string> profiles)
    {
        var entries = new List<InboxEntry>();
        if (!Directory.Exists(Root))
        {
            return entries;
        }
        foreach (
            var folder in new DirectoryInfo(Root)
                .EnumerateDirectories()
                .OrderBy(folder => folder.Name, StringComparer.Ordinal)
        )
        {
            if (folder.Name.StartsWith('.') || IsLink(folder))
            {
                continue;
            }
            var files = folder.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
            entries.AddRange(
                files.Where(file => !IsDone(file.Name)).Select(file => Entry(folder.Name, file, names, profiles))
            );
        }
        lock (seen)
        {
            foreach (var gone in seen.Keys.Except(entries.Select(entry => entry.Path)).ToList())
            {
                seen.Remove(gone);
            }
        }
        return entries;
    }

    /// <summary>The text of a <c>.done</c> file.</summary>
    /// <exception cref="ImportRefusedException">It is too long, or a link.</exception>
    public static string ReadDone(string path) =>
        new FileInfo(path) is { Length: <= LargestDone } done && !IsLink(done)
            ? File.ReadAllText(path)
            : throw new ImportRefusedException("control.unreadable");

    public string TakenPath(string profile, long id, string name) => Path.Combine(Root, profile, Taken, $"{id}-{name}");

    /// <summary>Moves a file out of its sender's reach. False when it is gone already.</summary>
    public bool Take(InboxEntry entry, long id)
    {
        var target = TakenPath(entry.Profile, id, entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            File.Move(entry.Path, target);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        if (entry.DonePath is not null && File.Exists(entry.DonePath))
        {
            File.Move(entry.DonePath, target + DoneExtension, overwrite: true);
        }
        return true;
    }

    /// <summary>Puts a taken file where it ends, with its report beside it. Done again, it changes nothing.</summary>
    public void Finish(InboxFile file, string folder, string target, string report, string json)
    {
        var to = Path.Combine(Directory.CreateDirectory(Path.Combine(Root, file.Profile, folder)).FullName, target);
        WriteWhole(to + ".txt", report);
        WriteWhole(to + ".json", json);
        var from = TakenPath(file.Profile, file.Id, file.FileName);
        if (File.Exists(from + DoneExtension))
        {
            File.Move(from + DoneExtension, to + DoneExtension, overwrite: true);
        }
        if (new FileInfo(from).LinkTarget is not null || File.Exists(from))
        {
            File.Move(from, to, overwrite: true);
        }
    }

    public static bool IsLink(FileSystemInfo file) =>
        file.LinkTarget is not null || file.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private InboxEntry Entry(string profile, FileInfo file, HashSet<string> names, IReadOnlySet<string> profiles)
    {
        var done = new[]
        {
            file.Name + DoneExtension,
            Path.GetFileNameWithoutExtension(file.Name) + DoneExtension,
        }.FirstOrDefault(names.Contains);
        var entry = new InboxEntry(
            profile,
            file.FullName,
            IsLink(file) ? 0 : file.Length,
            file.LastWriteTimeUtc,
            InboxWait.None
        )
        {
            DonePath = done is null ? null : Path.Combine(file.DirectoryName!, done),
        };
        return entry with { Wait = WaitOf(entry, file, profiles) };
    }

    private InboxWait WaitOf(InboxEntry entry, FileInfo file, IReadOnlySet<string> profiles)
    {
        if (IsLink(file))
        {
            return InboxWait.Link;
        }
        if (!profiles.Contains(entry.Profile))
        {
            return InboxWait.NoProfile;
        }
        if (IsTemporary(file.Name))
        {
            return InboxWait.Temporary;
        }
        if (entry.DonePath is not null)
        {
            return InboxWait.None;
        }
        return options.RequireDone ? InboxWait.NeedsDone
            : HasSettled(entry) ? InboxWait.None
            : InboxWait.Settling;
    }

    /// <summary>Whether size and time were the same at an earlier look, long enough ago.</summary>
    private bool HasSettled(InboxEntry entry)
    {
        var now = clock.GetUtcNow();
        lock (seen)
        {
            if (
                seen.TryGetValue(entry.Path, out var before)
                && (before.Size, before.WrittenAt) == (entry.Size, entry.WrittenAt)
            )
            {
                return now - before.Since >= TimeSpan.FromSeconds(options.SettleSeconds);
            }
            seen[entry.Path] = (entry.Size, entry.WrittenAt, now);
            return options.SettleSeconds <= 0;
        }
    }

    private static bool IsDone(string name) => name.EndsWith(DoneExtension, StringComparison.OrdinalIgnoreCase);

    private static bool IsTemporary(string name) =>
        name[0] is '.' or '~' || Unfinished.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static bool IsFolderName(string name) =>
        name.Trim() == name
        && name[0] != '.'
        && name.IndexOfAny([.. Path.GetInvalidFileNameChars(), '/', '\\', ':']) < 0;

    private static void WriteWhole(string path, string text)
    {
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
