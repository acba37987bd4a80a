using System.Runtime.CompilerServices;

namespace KpiBoard.Web.Tests;

/// <summary>The source of the web project, for tests that read it.</summary>
internal static class Source
{
    public static string Repository { get; } = FindRepository();

    private static string Web => Path.Combine(Repository, "src", "KpiBoard.Web");

    public static IEnumerable<string> Files(string pattern) =>
        Directory
            .EnumerateFiles(Web, pattern, SearchOption.AllDirectories)
            .Where(file =>
                Path.GetRelativePath(Web, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj" or "data")
            );

    /// <summary>From where this file was compiled, else from where the test runs: a deterministic build hides the first.</summary>
    private static string FindRepository([CallerFilePath] string thisFile = "")
    {
        foreach (var start in new[] { Path.GetDirectoryName(thisFile)!, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "KpiBoard.sln")))
                {
                    return folder.FullName;
                }
            }
        }
        throw new DirectoryNotFoundException("The repository is not above the tests.");
    }
}
