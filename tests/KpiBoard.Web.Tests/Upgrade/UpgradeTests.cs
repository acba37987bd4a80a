using System.IO.Compression;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.CommandLine;
using Xunit;

namespace KpiBoard.Web.Tests.Upgrade;

/// <summary>A database that an earlier program left, kept as it was, is brought to this version with all that is in it.</summary>
public sealed class UpgradeTests
{
    private static readonly string Kept = Path.Combine(
        Source.Repository,
        "tests",
        "KpiBoard.Web.Tests",
        "Upgrade",
        "version-0011.db.gz"
    );

    [Fact]
    public async Task Database_OfAnEarlierVersion_IsMigratedAndRefreshed()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Sqlite);
        await UnpackAsync(Path.Combine(database.Configuration["Data:Folder"]!, "kpiboard.db"));

        var tooEarly = await CommandRun.StartAsync(database, "refresh");
        var migrate = await CommandRun.StartAsync(database, "migrate");
        var refresh = await CommandRun.StartAsync(database, "refresh");
        var bridge = await CommandRun.StartAsync(
            database,
            ["kpi", "bridge", "--grain", "month", "--from", "2026-02", "--to", "2026-02", "--json"]
        );
        var users = await CommandRun.StartAsync(database, "user", "list");

        Assert.Equal(ExitCode.SystemFailed, tooEarly.ExitCode);
        Assert.Equal((ExitCode.Done, ""), (migrate.ExitCode, migrate.Error));
        Assert.StartsWith("Applied 0012_", migrate.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, refresh.ExitCode);
        using var document = JsonDocument.Parse(bridge.Output);
        var february = document.RootElement[0];
        Assert.Equal(
            (150m, 70m, 20m, -50m, 190m),
            (Amount("start"), Amount("new"), Amount("expansion"), Amount("churned"), Amount("end"))
        );
        Assert.Contains("ada@test.example", users.Output, StringComparison.Ordinal);

        decimal Amount(string name) => february.GetProperty(name).GetDecimal();
    }

    private static async Task UnpackAsync(string target)
    {
        await using var packed = File.OpenRead(Kept);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var file = File.Create(target);
        await unpacked.CopyToAsync(file);
    }
}
