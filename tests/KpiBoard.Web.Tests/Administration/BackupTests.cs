using System.Diagnostics;
using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Tests.Imports;
using Microsoft.Data.Sqlite;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class BackupTests : IDisposable
{
    private const string Header = "line_id,booked_on,amount,customer_id,currency\n";

    private readonly string folder = Directory.CreateTempSubdirectory("kpiboard-backup-").FullName;

    private string Copy => Path.Combine(folder, "copy.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Backup_TakenDuringAnImport_RestoresWithoutIt()
    {
        const int rows = 60_000;
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,2,B,DKK\n");
        var text =
            Header + string.Concat(Enumerable.Range(10, rows).Select(i => $"L{i},2026-02-05,{i},C{i % 97},DKK\n"));
        // The file is read no further until there is a backup.
        using var isCopied = new ManualResetEventSlim();
        var importing = Task.Run(() => lab.ImportAsync("revenue", text, progress: WaitAfterTheFirstRows));
        while (await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]") <= 2)
        {
            await Task.Delay(5);
        }

        var backup = await CommandRun.StartAsync(lab.Test, "backup", Copy);
        var wasStillImporting = !importing.IsCompleted;
        isCopied.Set();
        await importing;
        Close(lab.Test);
        var restore = await CommandRun.StartAsync(lab.Test, "restore", Copy);

        Assert.True(wasStillImporting);
        Assert.Equal((ExitCode.Done, ExitCode.Done, ""), (backup.ExitCode, restore.ExitCode, restore.Error));
        Assert.Equal(["1 A 20260105 10000", "2 B 20260105 20000"], await lab.LinesAsync());
        // The file that the backup met half way is taken as new, and what was loaded of it is removed.
        Assert.Equal(rows, (await lab.ImportAsync("revenue", text)).Rows.New);
        Assert.Equal(rows + 2, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.True((await lab.Get<AuditChain>().VerifyAsync(CancellationToken.None)).Break is null);
        Assert.DoesNotContain(Directory.EnumerateFiles(folder), file => file != Copy);

        void WaitAfterTheFirstRows(ImportProgress progress)
        {
            if (progress.Stage == ImportStage.Reading)
            {
                isCopied.Wait(TimeSpan.FromMinutes(2));
            }
        }
    }

    private const string LastEntrySql = """
        SELECT CONCAT([By], ' ', [Action], ' ', [Subject], ' ', [After])
          FROM [AuditEntry]
         WHERE [Id] = (SELECT [Last] FROM [AuditHead])
        """;

    [Fact]
    public async Task Restore_OverALaterState_KeepsItBeside()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");
        await CommandRun.StartAsync(lab.Test, "backup", Copy);
        await lab.RevenueAsync("2,2026-01-06,2,B,DKK\n");
        Close(lab.Test);

        var restore = await CommandRun.StartAsync(lab.Test, "restore", Copy);
        var kept = Assert.Single(Directory.EnumerateFiles(DataFolder(lab.Test), "kpiboard.db.before-restore-*"));

        Assert.Contains(kept, restore.Output, StringComparison.Ordinal);
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
        Assert.Equal(
            $"command line restored Database {{\"Backup\":\"{Path.GetFileName(Copy)}\"}}",
            await lab.Database.ScalarAsync<string>(LastEntrySql, null, CancellationToken.None)
        );
        Assert.Null((await lab.Get<AuditChain>().VerifyAsync(CancellationToken.None)).Break);
        Close(lab.Test);
        await CommandRun.StartAsync(lab.Test, "restore", kept);
        Assert.Equal(["1 A 20260105 10000", "2 B 20260106 20000"], await lab.LinesAsync());
    }

    [Fact]
    public async Task Restore_OfADamagedFile_IsRefusedAndNothingIsLost()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync(string.Concat(Enumerable.Range(1, 2000).Select(i => $"{i},2026-01-05,{i},A,DKK\n")));
        await CommandRun.StartAsync(lab.Test, "backup", Copy);
        var content = await File.ReadAllBytesAsync(Copy);
        var torn = Path.Combine(folder, "torn.db");
        await File.WriteAllBytesAsync(torn, content[..(content.Length / 2)]);
        var overwritten = Path.Combine(folder, "overwritten.db");
        Array.Fill(content, (byte)0xA5, 8192 * 3, content.Length / 2);
        await File.WriteAllBytesAsync(overwritten, content);
        var text = Path.Combine(folder, "text.db");
        await File.WriteAllTextAsync(text, "customer_id,name\n");
        Close(lab.Test);

        foreach (var file in (string[])[torn, overwritten, text, Path.Combine(folder, "none.db")])
        {
            Assert.Equal(ExitCode.Refused, (await CommandRun.StartAsync(lab.Test, "restore", file)).ExitCode);
        }

        Assert.Equal(2000, await lab.ScalarAsync<long>("SELECT COUNT(*) FROM [RevenueLine]"));
        Assert.Empty(Directory.EnumerateFiles(DataFolder(lab.Test), "*before-restore*"));
        Assert.Empty(Directory.EnumerateFiles(DataFolder(lab.Test), "*.part*"));
    }

    [Fact]
    public async Task Restore_OverADamagedDatabase_KeepsTheDamagedOne()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");
        await CommandRun.StartAsync(lab.Test, "backup", Copy);
        Close(lab.Test);
        var file = Path.Combine(DataFolder(lab.Test), "kpiboard.db");
        await File.WriteAllTextAsync(file, new string('x', 20_000));

        var restore = await CommandRun.StartAsync(lab.Test, "restore", Copy);

        Assert.Equal(ExitCode.Done, restore.ExitCode);
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
        Assert.Equal(20_000, new FileInfo(Directory.GetFiles(DataFolder(lab.Test), "*before-restore*")[0]).Length);
    }

    [Fact]
    public async Task Restore_WhileTheAppRuns_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await CommandRun.StartAsync(database, "backup", Copy);
        await using var app = await AppFactory.StartAsync(database);

        var restore = await CommandRun.StartAsync(database, "restore", Copy);

        Assert.Equal(ExitCode.Refused, restore.ExitCode);
        Assert.Contains("is in use", restore.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(DataFolder(database), "*before-restore*"));
    }

    [Theory]
    [InlineData(9999, ExitCode.Refused)]
    [InlineData(3, ExitCode.Done)]
    public async Task Restore_OfAnotherVersion_IsTakenWhenOlderAndRefusedWhenNewer(int version, int expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await CommandRun.StartAsync(database, "backup", Copy);
        await using (var copy = new SqliteConnection($"Data Source={Copy};Pooling=False"))
        {
            await copy.OpenAsync();
            await using var command = copy.CreateCommand();
            command.CommandText =
                version > 1000
                    ? $"INSERT INTO [SchemaVersion] VALUES ({version.ToString(CultureInfo.InvariantCulture)}, 'x', '')"
                    : $"DELETE FROM [SchemaVersion] WHERE [Version] > {version.ToString(CultureInfo.InvariantCulture)}";
            await command.ExecuteNonQueryAsync();
        }
        Close(database);

        var restore = await CommandRun.StartAsync(database, "restore", Copy);

        Assert.Equal(expected, restore.ExitCode);
        Assert.Equal(expected == ExitCode.Done, restore.Output.Contains("run `migrate`", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Backup_OverAFile_NeedsForce()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await File.WriteAllTextAsync(Copy, "something else");

        var refused = await CommandRun.StartAsync(database, "backup", Copy);
        var left = await File.ReadAllTextAsync(Copy);
        var forced = await CommandRun.StartAsync(database, "backup", Copy, "--force", "--json");

        Assert.Equal((ExitCode.Refused, "something else"), (refused.ExitCode, left));
        Assert.Equal(ExitCode.Done, forced.ExitCode);
        Assert.Contains("\"version\":", forced.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        }
    }

    [Fact]
    public async Task Backup_Killed_LeavesNoFileUnderItsName()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.ImportAsync(
            "revenue",
            Header + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"L{i},2026-02-05,{i},C{i % 97},DKK\n"))
        );

        using var process = Start($"backup \"{Copy}\"", DataFolder(lab.Test));
        while (!process.HasExited && !Directory.EnumerateFiles(folder).Any(file => new FileInfo(file).Length > 0))
        {
            await Task.Delay(1);
        }
        process.Kill();
        await process.WaitForExitAsync();
        var wasThere = File.Exists(Copy);
        var again = await CommandRun.StartAsync(lab.Test, "backup", Copy);

        Assert.False(wasThere);
        Assert.Equal(ExitCode.Done, again.ExitCode);
    }

    [Fact]
    public async Task Backup_OnceMade_StandsAmongTheJobs()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await CommandRun.StartAsync(database, "backup", Copy);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await client.GetStringAsync(new Uri("/administration/jobs", UriKind.Relative));

        Assert.Contains("Backup", html, StringComparison.Ordinal);
        Assert.Contains("command line", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("backup", "BACKUP DATABASE")]
    [InlineData("restore", "RESTORE DATABASE")]
    public async Task Command_OnSqlServer_SaysWhatToUse(string command, string instead)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Sqlite);
        var configuration = new Dictionary<string, string?>(database.Configuration)
        {
            ["Database:Engine"] = TestDatabase.SqlServer,
            ["ConnectionStrings:KpiBoard"] = "Server=nowhere.example;Database=none;Encrypt=True",
        };

        var run = await CommandRun.StartAsync(configuration, command, Copy);

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.Contains(instead, run.Error, StringComparison.Ordinal);
    }

    private static string DataFolder(TestDatabase database) => database.Configuration["Data:Folder"]!;

    /// <summary>Closes what this process keeps open of the database.</summary>
    private static void Close(TestDatabase database)
    {
        using var connection = new SqliteConnection(((SqliteDialect)database.Database.Dialect).ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static Process Start(string arguments, string dataFolder)
    {
        var start = new ProcessStartInfo("dotnet", $"\"{typeof(Product).Assembly.Location}\" {arguments}")
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["Data__Folder"] = dataFolder;
        return Process.Start(start)!;
    }
}
