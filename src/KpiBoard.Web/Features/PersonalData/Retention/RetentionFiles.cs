using System.Globalization;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>
/// Files of the watched folder that were processed or refused, with their reports. How old one is its name says, which the
/// product gave it when it took the file: what a sender or a copy made of its times does not count.
/// </summary>
public sealed class RetentionFiles(IEnumerable<PersonalFolder> folders)
{
    private const string Stamp = "yyyyMMdd-HHmmss";
    private static readonly string[] Ends = ["processed", "refused"];

    public IReadOnlyList<string> Find(DateTimeOffset before) =>
        [
            .. from folder in folders
            where folder.Kind == PersonalFolder.Inbox && Directory.Exists(folder.Path)
            from profile in Directory.EnumerateDirectories(folder.Path)
            from end in Ends
            let place = Path.Combine(profile, end)
            where Directory.Exists(place)
            from file in Directory.EnumerateFiles(place)
            where TakenAt(file) < before
            select file,
        ];

    public long Forget(DateTimeOffset before)
    {
        var files = Find(before);
        foreach (var file in files)
        {
            File.Delete(file);
        }
        return files.Count;
    }

    private static DateTimeOffset? TakenAt(string file)
    {
        var name = Path.GetFileName(file);
        return
            name.Length > Stamp.Length
            && DateTimeOffset.TryParseExact(
                name.AsSpan(0, Stamp.Length),
                Stamp,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
            ? at
            : null;
    }
}
