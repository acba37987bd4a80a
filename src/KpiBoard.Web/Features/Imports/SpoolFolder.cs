using System.Security.Cryptography;
using KpiBoard.Web.Infrastructure.Database;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Where content that comes as a stream is kept until it is imported: under the data folder, nobody else's to read.</summary>
public sealed class SpoolFolder(DatabaseOptions options)
{
    private const string Extension = ".part";

    public string Path { get; } = System.IO.Path.Combine(options.DataFolder, "uploads");

    /// <summary>Writes the stream to a new file; a stream longer than <paramref name="limit"/> is refused.</summary>
    /// <exception cref="ImportRefusedException">It is too long.</exception>
    public async Task<SpooledFile> SaveAsync(Stream content, long limit, CancellationToken ct)
    {
        var file = new SpooledFile(
            System.IO.Path.Combine(Create(), RandomNumberGenerator.GetHexString(24, lowercase: true) + ".part")
        );
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

    public bool Has(string name) => File.Exists(Open(name).Path);

    public SpooledFile Open(string name) => new(System.IO.Path.Combine(Path, System.IO.Path.GetFileName(name)));

    /// <summary>Removes files that nobody is waiting for: those of processes that were killed.</summary>
    public void RemoveExcept(IReadOnlySet<string> names, DateTime writtenBefore)
    {
        if (!Directory.Exists(Path))
        {
            return;
        }
        foreach (var path in Directory.EnumerateFiles(Path, "*" + Extension))
        {
            if (!names.Contains(System.IO.Path.GetFileName(path)) && File.GetLastWriteTimeUtc(path) < writtenBefore)
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

    private string NewPath() =>
        System.IO.Path.Combine(Create(), RandomNumberGenerator.GetHexString(24, lowercase: true) + Extension);

    private string Create() =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(Path).FullName
            : Directory
                .CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)
                .FullName;
}

/// <summary>A file of the folder; gone when disposed.</summary>
public sealed record SpooledFile(string Path) : IDisposable
{
    public string Name => System.IO.Path.GetFileName(Path);

    public void Dispose() => File.Delete(Path);
}
