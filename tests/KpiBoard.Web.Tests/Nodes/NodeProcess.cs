using System.Diagnostics;
using KpiBoard.Testing;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>A node in a process of its own, which can be killed as a machine that fails would end it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly string? ownFolder;
    private Task rest = Task.CompletedTask;

    private NodeProcess(Process process, string? ownFolder)
    {
        this.process = process;
        this.ownFolder = ownFolder;
    }

    public int Id => process.Id;

    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a node that answers; on a server it has a folder of its own, as another machine would.</summary>
    public static async Task<NodeProcess> StartAsync(TestDatabase database, string engine)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            $"\"{typeof(Product).Assembly.Location}\" serve --urls http://127.0.0.1:0"
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (key, value) in database.Configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
        var folder = engine == TestDatabase.Sqlite ? null : Directory.CreateTempSubdirectory("kpiboard-node-").FullName;
        if (folder is not null)
        {
            start.Environment["Data__Folder"] = folder;
        }
        var node = new NodeProcess(Process.Start(start)!, folder);
        try
        {
            await node.WaitAsync();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }
        await rest;
        process.Dispose();
        if (ownFolder is not null)
        {
            Directory.Delete(ownFolder, recursive: true);
        }
    }

    private async Task WaitAsync()
    {
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                Address = new Uri(line[(at + Listening.Length)..].Trim());
                // What it says from here on is nobody's to read, and must not fill the pipe.
                rest = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return;
            }
        }
        throw new InvalidOperationException($"The node ended: {string.Join('\n', said)}");
    }
}
