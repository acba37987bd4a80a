using KpiBoard.Data;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Benchmarks;

/// <summary>A folder for files and databases, gone at the end.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kpiboard-benchmark-");
    private int last;

    public string File(string name) => Path.Combine(folder.FullName, name);

    /// <summary>A data folder with an empty database at the program's version.</summary>
    public async Task<string> MigratedAsync()
    {
        var data = Next();
        await Child.MustAsync(Child.ProductAsync(data, "migrate"));
        return data;
    }

    /// <summary>A data folder whose database holds the files, imported and not yet refreshed.</summary>
    public async Task<string> ImportedAsync(params (string Kind, string File)[] files)
    {
        var data = await MigratedAsync();
        foreach (var (kind, file) in files)
        {
            await Child.MustAsync(Child.ProductAsync(data, "import", kind, file));
        }
        return data;
    }

    public string Copy(string data)
    {
        SqliteConnection.ClearAllPools();
        var copy = Next();
        foreach (var file in Directory.GetFiles(data, "kpiboard.db*"))
        {
            System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }
        return copy;
    }

    public static KpiDatabase Open(string data) => new(new SqliteDialect(Path.Combine(data, "kpiboard.db")));

    public void Drop(string data)
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    public void Dispose() => Drop(folder.FullName);

    private string Next() => Directory.CreateDirectory(File($"data-{++last}")).FullName;
}
