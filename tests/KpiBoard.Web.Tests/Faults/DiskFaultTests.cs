using System.Text.Json;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>What a disk can do to the embedded database: an honest message, nothing lost, and all well when it is well.</summary>
public sealed class DiskFaultTests
{
    private const string Header = "line_id,booked_on,amount,customer_id,currency\n";

    [Fact]
    public async Task Import_OnADiskThatFillsUp_StoresNothingAndSucceedsWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync(megabytes: 7);
        using var files = new Files();
        var first = files.Write("first.csv", Rows(0, 100));
        var large = files.Write("large.csv", Rows(100, 150_000));
        Assert.Equal(0, (await disk.CommandAsync("migrate")).Code);
        Assert.Equal(0, (await disk.CommandAsync("import", "revenue", first)).Code);

        var full = await disk.CommandAsync("import", "revenue", large);
        var meanwhile = await ImportsAsync(disk);
        await disk.ResizeAsync(megabytes: 200);
        var again = await disk.CommandAsync("import", "revenue", large);
        var refreshed = await disk.CommandAsync("refresh");

        Assert.Equal(3, full.Code);
        Assert.Contains("no space left", full.Error, StringComparison.Ordinal);
        Assert.Equal([100], meanwhile);
        Assert.Equal((0, 0), (again.Code, refreshed.Code));
        Assert.Equal([150_000, 100], await ImportsAsync(disk));
    }

    [Fact]
    public async Task Import_OnADiskThatBecameReadOnly_StoresNothingAndSucceedsWhenItIsWritable()
    {
        await using var disk = await SmallDisk.CreateAsync(megabytes: 60);
        using var files = new Files();
        Assert.Equal(0, (await disk.CommandAsync("migrate")).Code);
        Assert.Equal(0, (await disk.CommandAsync("import", "revenue", files.Write("first.csv", Rows(0, 10)))).Code);
        var second = files.Write("second.csv", Rows(10, 20));

        await disk.ReadOnlyAsync();
        var refused = await disk.CommandAsync("import", "revenue", second);
        await disk.WritableAsync();
        var taken = await disk.CommandAsync("import", "revenue", second);

        Assert.Equal(3, refused.Code);
        Assert.Contains("cannot be opened or written", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, taken.Code);
        Assert.Equal([20, 10], await ImportsAsync(disk));
    }

    private static string Rows(int from, int count) =>
        Header + string.Concat(Enumerable.Range(from, count).Select(i => $"L{i},2026-01-05,{i}.25,C{i % 97},DKK\n"));

    /// <summary>How many new rows each import in the ledger has, newest first.</summary>
    private static async Task<IReadOnlyList<int>> ImportsAsync(SmallDisk disk)
    {
        using var json = JsonDocument.Parse((await disk.CommandAsync("imports", "--json")).Out);
        return
        [
            .. json
                .RootElement.EnumerateArray()
                .Select(import => import.GetProperty("rows").GetProperty("new").GetInt32()),
        ];
    }

    /// <summary>Files on another disk than the one that fails.</summary>
    private sealed class Files : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kpiboard-files-");

        public string Write(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            File.WriteAllText(path, text);
            return path;
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
