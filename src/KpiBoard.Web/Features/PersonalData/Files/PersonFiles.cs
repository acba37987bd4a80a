using System.Xml;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Files;

/// <summary>
/// The files that the product keeps: what was uploaded and waits, and the watched folder with what was processed and what
/// was refused, their reports included. Each node sees its own. What waits to be imported is found and left: it comes in
/// under the pseudonym, and its amounts must tie out; once it is imported it goes, or is processed.
/// </summary>
public sealed class PersonFiles(IEnumerable<PersonalFolder> folders)
{
    private static readonly string[] Ends = ["processed", "refused"];

    /// <summary>The files in which the person is named.</summary>
    public IReadOnlyList<FoundFile> Find(PersonTerms terms, CancellationToken ct)
    {
        var found = new List<FoundFile>();
        foreach (var (folder, path) in All())
        {
            ct.ThrowIfCancellationRequested();
            var file = new StoredFile(path);
            var records = Guarded(() => file.Records().LongCount(record => terms.AreInRecord(record)));
            var name = Path.GetFileName(path);
            if (records > 0 || terms.AreIn(name))
            {
                found.Add(
                    new FoundFile(folder.Kind, path, Path.GetRelativePath(folder.Path, path), records)
                    {
                        IsWaiting = IsWaiting(folder, path),
                    }
                );
            }
        }
        return found;
    }

    /// <summary>The header of the file and the records in which the person is named.</summary>
    public static IEnumerable<string> Lines(FoundFile file, PersonTerms terms)
    {
        var stored = new StoredFile(file.Path);
        return stored.Records().Where((record, at) => (at == 0 && !stored.IsReport) || terms.AreInRecord(record));
    }

    /// <summary>Takes the person out of every file. Done again, it changes nothing.</summary>
    /// <returns>How many files were changed, and how many records they lost.</returns>
    public (int Files, long Records) Erase(PersonTerms terms, CancellationToken ct) =>
        Change(terms.AreInRecord, terms.Redact, terms.AreIn, ct);

    /// <summary>Takes out the records of whoever was erased before the file came.</summary>
    public (int Files, long Records) Erase(ErasedSet erased, CancellationToken ct) =>
        erased.IsEmpty
            ? (0, 0)
            : Change(
                record => PersonTerms.Cells(record).Any(cell => erased.Find(cell.Trim()) is not null),
                null,
                _ => false,
                ct
            );

    private (int Files, long Records) Change(
        Func<string, bool> isTheirs,
        Func<string, string>? redact,
        Func<string, bool> isInName,
        CancellationToken ct
    )
    {
        var (files, lost) = (0, 0L);
        foreach (var (_, path) in All().Where(each => !IsWaiting(each.Folder, each.Path)).ToList())
        {
            ct.ThrowIfCancellationRequested();
            var file = new StoredFile(path);
            if (file.IsReport && redact is null)
            {
                continue;
            }
            var records = Guarded(() => file.Records().LongCount(isTheirs));
            if (records > 0)
            {
                Remove(file, isTheirs, redact);
            }
            if (redact is not null && isInName(Path.GetFileName(path)) && File.Exists(path))
            {
                var renamed = redact(Path.GetFileName(path)).Replace('*', '_');
                File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, renamed), overwrite: true);
                records = Math.Max(records, 1);
            }
            files += records > 0 ? 1 : 0;
            lost += file.IsReport ? 0 : records;
        }
        return (files, lost);
    }

    private static void Remove(StoredFile file, Func<string, bool> isTheirs, Func<string, string>? redact)
    {
        if (file.IsWorkbook)
        {
            // A workbook is no list of lines: it goes whole, and its report stays.
            File.Delete(file.Path);
        }
        else if (file.IsReport)
        {
            file.Rewrite(redact!);
        }
        else
        {
            file.Rewrite(record => isTheirs(record) ? null : record);
        }
    }

    private static bool IsWaiting(PersonalFolder folder, string path) =>
        folder.Kind == PersonalFolder.Uploads || !Ends.Contains(Path.GetFileName(Path.GetDirectoryName(path)));

    /// <summary>A damaged file is one that nothing can be read from: it names nobody who could be found.</summary>
    private static long Guarded(Func<long> count)
    {
        try
        {
            return count();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or XmlException or FileNotFoundException)
        {
            return 0;
        }
    }

    private IEnumerable<(PersonalFolder Folder, string Path)> All() =>
        from folder in folders
        where Directory.Exists(folder.Path)
        from path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
        where Path.GetFileName(path) != ".inbox" && !StoredFile.IsTemporary(path)
        where new FileInfo(path).LinkTarget is null
        select (folder, path);
}

/// <summary>A file in which the person is named.</summary>
/// <param name="Kind">Of its folder, see <see cref="PersonalFolder"/>.</param>
/// <param name="Name">Within the folder.</param>
public sealed record FoundFile(string Kind, string Path, string Name, long Records)
{
    /// <summary>It has not been imported yet.</summary>
    public bool IsWaiting { get; init; }
}
