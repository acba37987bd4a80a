using System.Security.Cryptography;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Where content that comes as a stream is kept until it is imported: under the data folder, nobody else's to read.</summary>
public sealed class SpoolFolder(DatabaseOptions options)
{
    private const string Extension = ".part";

    /// <summary>Begins the name of a file whose content is kept in the database: it may go at any time.</summary>
    private const string Copy = "copy-";

    public string Path { get; } = System.IO.Path.Combine(options.DataFolder, "uploads");

    /// <summary>Writes the stream to a new file; a stream longer than <paramref name="limit"/> is refused.</summary>
    /// <exception cref="ImportRefusedException">It is too long.</exception>
    public async Task<SpooledFile> SaveAsync(Stream content, long limit, CancellationToken ct)
    {
        var file = new SpooledFile(NewPath());
        try
        {
            await using var target = new FileStream(file.Path, FileMode.CreateNew, FileAccess.Write);
            var buffer = new byte[128 * 1024];
            for (long length = 0; await content.ReadAsync(buffer, ct) is > 0 and var read; )
            {
                length += read;
                if (length > limit)
                {
                    throw new ImportRefusedException("file.tooLarge", $"{limit >> 20} MB");
                }
                await target.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file of this name, or the copy that this node has of it.</summary>
    public string? Find(string name)
    {
        var own = PathOf(name);
        return File.Exists(own) ? own
            : File.Exists(CopyOf(name)) ? CopyOf(name)
            : null;
    }

    public void Remove(string name)
    {
        File.Delete(PathOf(name));
        File.Delete(CopyOf(name));
    }

    /// <summary>Makes a file one that may go, because its content is kept elsewhere.</summary>
    public void MakeCopy(string name) => File.Move(PathOf(name), CopyOf(name), overwrite: true);

    /// <summary>Writes a copy, and gives it its name when it is whole.</summary>
    /// <param name="write">Writes the content and says whether it is all of it.</param>
    /// <returns>Where it lies; null when it is not whole.</returns>
    public async Task<string?> CopyAsync(string name, Func<Stream, Task<bool>> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new SpooledFile(NewPath());
        await using (var target = new FileStream(file.Path, FileMode.CreateNew, FileAccess.Write))
        {
            if (!await write(target))
            {
                return null;
            }
        }
        File.Move(file.Path, CopyOf(name), overwrite: true);
        return CopyOf(name);
    }

    /// <summary>Removes files that nobody is waiting for: those of processes that were killed, and copies at once.</summary>
    public void RemoveExcept(IReadOnlySet<string> names, DateTime writtenBefore)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (!Directory.Exists(Path))
        {
            return;
        }
        foreach (var path in Directory.EnumerateFiles(Path, "*" + Extension))
        {
            var name = System.IO.Path.GetFileName(path);
            var isCopy = name.StartsWith(Copy, StringComparison.Ordinal);
            if (
                !names.Contains(isCopy ? name[Copy.Length..] : name)
                && (isCopy || File.GetLastWriteTimeUtc(path) < writtenBefore)
            )
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>A file that is gone when it is closed.</summary>
    public Stream CreateTemporary() =>
        new FileStream(
            NewPath(),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 64 * 1024,
            FileOptions.DeleteOnClose
        );

    private string PathOf(string name) => System.IO.Path.Combine(Path, System.IO.Path.GetFileName(name));

    private string CopyOf(string name) => System.IO.Path.Combine(Path, Copy + System.IO.Path.GetFileName(name));

    private string NewPath() =>
        System.IO.Path.Combine(
            PrivateFiles.CreateFolder(Path).FullName,
            RandomNumberGenerator.GetHexString(24, lowercase: true) + Extension
        );
}

/// <summary>A file of the folder; gone when disposed.</summary>
public sealed record SpooledFile(string Path) : IDisposable
{
    public string Name => System.IO.Path.GetFileName(Path);

    public void Dispose() => File.Delete(Path);
}
