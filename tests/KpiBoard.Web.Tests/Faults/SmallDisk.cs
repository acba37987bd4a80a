using System.Diagnostics;
using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>A disk of a few megabytes that holds a database, and can be made larger or read-only: what operations does to one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-disk-").FullName;
    private readonly IConfigurationRoot configuration;

    private SmallDisk() =>
        configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?> { ["Database:Engine"] = "sqlite", ["Data:Folder"] = folder }
            )
            .Build();

    /// <summary>Mounts it; the test is skipped where nobody lets it.</summary>
    public static async Task<SmallDisk> CreateAsync(int megabytes)
    {
        var disk = new SmallDisk();
        var error = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "kpiboard-test", disk.folder);
        if (error is not null)
        {
            Directory.Delete(disk.folder);
            Assert.Skip($"A small disk cannot be mounted here: {error}");
        }
        return disk;
    }

    public string Folder => folder;

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Fills it with something else, until only so much is left.</summary>
    public void FillUp(int leaveKilobytes)
    {
        // A log that has been written once would be written again without taking any space.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using var ballast = new FileStream(Ballast, FileMode.Append);
        var part = new byte[16 << 10];
        while (new DriveInfo(folder).AvailableFreeSpace >= (leaveKilobytes << 10) + part.Length)
        {
            ballast.Write(part);
            ballast.Flush();
        }
    }

    public void MakeSpace() => File.Delete(Ballast);

    public Task ResizeAsync(int megabytes) => MustAsync($"remount,size={megabytes}m");

    public Task ReadOnlyAsync() => MustAsync("remount,ro");

    public Task WritableAsync() => MustAsync("remount,rw");

    /// <summary>Runs a command as it is typed, on the database of this disk.</summary>
    public async Task<(int Code, string Out, string Error)> CommandAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLineApp.RunAsync(
            arguments,
            (services, _) => Product.AddProduct(services, configuration),
            Product.Commands,
            new CommandConsole(() => Stream.Null, output, error, false)
        );
        return (code, output.ToString(), error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await RunAsync("umount", "-l", folder);
        Directory.Delete(folder);
    }

    private async Task MustAsync(string options)
    {
        // What is pooled holds the file open, and a disk with open files cannot become read-only.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Assert.Null(await RunAsync("mount", "-o", options, folder));
    }

    /// <summary>Runs a program of the system to its end.</summary>
    /// <returns>What it complained of; null when it succeeded.</returns>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "this is not Linux";
        }
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"{program} {string.Join(' ', arguments)}: {error.Trim()}";
    }
}
