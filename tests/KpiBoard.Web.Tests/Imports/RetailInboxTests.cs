using System.Globalization;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Refresh;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>167 days of a real shop, through the inbox, against the monthly bridge that was worked out apart from us.</summary>
public sealed class RetailInboxTests
{
    private const string BridgeSql = """
        SELECT [Period], [Start], [New], [Reactivated], [Expansion], [Contraction], [Churned], [End], [Unidentified],
               [CustomersStart], [CustomersNew], [CustomersChurned], [CustomersEnd]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [Grain] = 'month' AND [Dimension] = '' AND [ToRun] = @inForce
        """;

    [Fact]
    public async Task Inbox_WithADayAfterTheOther_GivesTheExactBridge()
    {
        var days = Require("retail-by-day");
        var expected = await File.ReadAllLinesAsync(Require("expected/retail-by-day-monthly-bridge.csv"));
        var profile = await File.ReadAllTextAsync(Require("profiles/retail-by-day.json"));
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Inbox:IsOn"] = "false";
                builder.Configuration["Inbox:SettleSeconds"] = "0";
            }
        );
        await app.Services.GetRequiredService<ProfileStore>().SaveAsync("retail", profile, "test", default);
        var inbox = Path.Combine(database.Configuration["Data:Folder"]!, "inbox", "retail");
        Directory.CreateDirectory(inbox);
        foreach (var day in Directory.GetFiles(days, "*.csv"))
        {
            // As a sender should: written under another name, then renamed into place.
            var target = Path.Combine(inbox, Path.GetFileName(day));
            File.Copy(day, target + ".tmp");
            File.Move(target + ".tmp", target);
        }

        await app.Services.GetRequiredService<InboxRunner>().RunAsync(default);
        var ledger = app.Services.GetRequiredService<RunLedger>();
        var run = await ledger.QueueAsync(RunTrigger.Imports, isFull: false, "test", default);
        while ((await ledger.FindAsync(run, default))!.Status is RunStatus.Queued or RunStatus.Running)
        {
            await Task.Delay(100);
        }

        Assert.Equal(167, Directory.GetFiles(Path.Combine(inbox, "processed"), "*.csv").Length);
        Assert.Empty(Directory.GetFiles(inbox));
        var bridge = (
            await database.Database.QueryAsync<BridgeRow>(BridgeSql, new { inForce = long.MaxValue }, default)
        ).ToDictionary(row => row.Period);
        var header = expected[0].Split(',').ToList();
        foreach (var line in expected[1..].Select(line => line.Split(',')))
        {
            string Cell(string column) => line[header.IndexOf(column)];
            long Units(string column) => (long)(decimal.Parse(Cell(column), CultureInfo.InvariantCulture) * 10_000);
            var row = bridge[Cell("period")];
            Assert.Equal(
                (Units("start"), Units("new"), Units("reactivated"), Units("expansion")),
                (row.Start, row.New, row.Reactivated, row.Expansion)
            );
            Assert.Equal(
                (Units("contraction"), Units("churned"), Units("end"), Units("unidentified")),
                (row.Contraction, row.Churned, row.End, row.Unidentified)
            );
            Assert.Equal(
                (Cell("n_start"), Cell("n_new"), Cell("n_churned"), Cell("n_end")),
                ($"{row.CustomersStart}", $"{row.CustomersNew}", $"{row.CustomersChurned}", $"{row.CustomersEnd}")
            );
        }
    }

    /// <summary>Real input that lies beside the repository; without it the test is visibly skipped.</summary>
    private static string Require(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Source.Repository, "..", "shared", "data", path));
        Assert.SkipUnless(Path.Exists(full), $"../shared/data/{path} is not there");
        return full;
    }

    private sealed class BridgeRow
    {
        public string Period { get; init; } = "";
        public long Start { get; init; }
        public long New { get; init; }
        public long Reactivated { get; init; }
        public long Expansion { get; init; }
        public long Contraction { get; init; }
        public long Churned { get; init; }
        public long End { get; init; }
        public long Unidentified { get; init; }
        public long CustomersStart { get; init; }
        public long CustomersNew { get; init; }
        public long CustomersChurned { get; init; }
        public long CustomersEnd { get; init; }
    }
}
