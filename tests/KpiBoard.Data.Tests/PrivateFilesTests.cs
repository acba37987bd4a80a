using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class PrivateFilesTests
{
    [Fact]
    public void OpenTemporary_IsTheOwnersAndGoneWhenClosed()
    {
        string path;
        using (var file = PrivateFiles.OpenTemporary())
        {
            path = file.Name;
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            }
        }
        Assert.False(File.Exists(path));
    }
}
