namespace KpiBoard.Data;

/// <summary>
/// Files and folders that only the account of the process reads: they hold keys, links, or what customers said. On Windows
/// they have the access of the folder they are in.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Opens a file; one that is made by it is nobody else's to read.</summary>
    /// <exception cref="IOException">It cannot be opened, or exists where it must be new.</exception>
    public static FileStream Open(
        string path,
        FileMode mode,
        FileAccess access = FileAccess.Write,
        FileShare share = FileShare.Read,
        FileOptions options = FileOptions.None
    )
    {
        var how = new FileStreamOptions
        {
            Mode = mode,
            Access = access,
            Share = share,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = OwnersFile;
        }
        return new FileStream(path, how);
    }

    /// <summary>A new file among the system's temporary ones, gone when it is closed.</summary>
    public static FileStream OpenTemporary() =>
        Open(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );

    /// <summary>Makes a folder where there is none.</summary>
    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
}
