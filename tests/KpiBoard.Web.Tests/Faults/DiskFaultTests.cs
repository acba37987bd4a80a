using System.Net;
using System.Text;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
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

    [Fact]
    public async Task Refresh_OnAFullDisk_ChangesNothingAndSucceedsWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync(megabytes: 60);
        using var files = new Files();
        Assert.Equal(0, (await disk.CommandAsync("migrate")).Code);
        Assert.Equal(0, (await disk.CommandAsync("import", "revenue", files.Write("first.csv", Rows(0, 20_000)))).Code);

        disk.FillUp(leaveKilobytes: 48);
        var full = await disk.CommandAsync("refresh");
        var meanwhile = await disk.CommandAsync("kpi", "show", "revenue.existing", "--json");
        disk.MakeSpace();
        var again = await disk.CommandAsync("refresh");
        var after = await disk.CommandAsync("kpi", "show", "revenue.existing", "--json");

        Assert.NotEqual(0, full.Code);
        Assert.Contains(
            "full",
            full.Out + full.Error.Replace("no space", "full", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Equal("[]", meanwhile.Out.Trim());
        Assert.Equal(0, again.Code);
        Assert.NotEqual("[]", after.Out.Trim());
        Assert.Equal(0, (await disk.CommandAsync("audit", "verify")).Code);
    }

    [Fact]
    public async Task Backup_OntoAFullDisk_LeavesNoHalfBackupAndSucceedsWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync(megabytes: 60);
        using var files = new Files();
        Assert.Equal(0, (await disk.CommandAsync("migrate")).Code);
        Assert.Equal(0, (await disk.CommandAsync("import", "revenue", files.Write("first.csv", Rows(0, 20_000)))).Code);
        var copy = Path.Combine(disk.Folder, "copy.db");

        disk.FillUp(leaveKilobytes: 500);
        var full = await disk.CommandAsync("backup", copy);
        var left = Directory.GetFiles(disk.Folder, "copy*");
        disk.MakeSpace();
        var again = await disk.CommandAsync("backup", copy);

        Assert.NotEqual(0, full.Code);
        Assert.NotEmpty(full.Error);
        Assert.Empty(left);
        Assert.Equal((0, true), (again.Code, File.Exists(copy)));
        Assert.Equal([20_000], await ImportsAsync(disk));
    }

    [Fact]
    public async Task Upload_OntoAFullDisk_IsRefusedInWordsAndTakenWhenThereIsSpace()
    {
        await using var disk = await SmallDisk.CreateAsync(megabytes: 60);
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Configuration["Data:Folder"] = disk.Folder
        );
        var script = await app.ApiClientAsync(ApiScope.Imports);

        disk.FillUp(leaveKilobytes: 300);
        using var refused = await SendAsync(script);
        var words = await refused.Content.ReadAsStringAsync();
        var left = Directory.EnumerateFiles(disk.Folder, "*.part", SearchOption.AllDirectories).ToList();
        disk.MakeSpace();
        using var taken = await SendAsync(script);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("no space left", words, StringComparison.Ordinal);
        Assert.Empty(left);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient script)
    {
        using var body = new StringContent(Rows(0, 40_000), Encoding.UTF8, "text/csv");
        return await script.PostAsync(new Uri("/api/v1/imports/revenue", UriKind.Relative), body);
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
