using System.Text.Json;
using Dapper;
using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using Xunit;

namespace KpiBoard.Web.Tests.Demo;

public sealed class DemoCommandTests
{
    [DatabaseTheory]
    public async Task Demo_EmptyDatabase_GetsTheCompanyWithItsFiguresOnceAndForAll(string engine)
    {
        await using var database = await TestDatabase.CreateEmptyAsync(engine);

        var demo = await CommandRun.StartAsync(database, "demo");
        var again = await CommandRun.StartAsync(database, "demo");

        Assert.Equal((ExitCode.Done, ExitCode.Refused), (demo.ExitCode, again.ExitCode));
        Assert.Contains("not empty", again.Error, StringComparison.Ordinal);
        await AssertLedgerReadsAsDeliveredAsync(database);
        await AssertFiguresShowTheTruthAsync(database);
        await AssertStrategyHasAYearBehindItAsync(database);
        await AssertPeopleSpeakOfItAsync(database);
    }

    [Fact]
    public async Task Demo_DatabaseInUse_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await CommandRun.StartAsync(database, "setting", "set", "currency", "NOK");

        var demo = await CommandRun.StartAsync(database, "demo");

        Assert.Equal(ExitCode.Refused, demo.ExitCode);
        Assert.Contains("in use and is not a demo", demo.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServeDemo_FileThatIsNotADemo_IsRefusedUntouched()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await CommandRun.StartAsync(database, "setting", "set", "currency", "NOK");
        var file = Path.Combine(database.Configuration["Data:Folder"]!, DatabaseOptions.DemoFile);
        await using (var connection = await database.Database.Dialect.OpenAsync(CancellationToken.None))
        {
            await connection.ExecuteAsync("VACUUM INTO @file", new { file });
        }
        var before = await File.ReadAllBytesAsync(file);

        var refused = await Assert.ThrowsAsync<CommandException>(() => AppFactory.StartAsync(database, demo: true));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    /// <summary>No two deliveries at once: each came on the night after its last day.</summary>
    private static async Task AssertLedgerReadsAsDeliveredAsync(TestDatabase database)
    {
        var imports = await JsonAsync(database, "imports", "--json");
        Assert.All(imports, import => Assert.Equal("imported", import.GetProperty("status").GetString()));
        var revenue = imports
            .Where(import => import.GetProperty("source").GetString() == "erp-denmark")
            .Select(import => import.GetProperty("at").GetDateTimeOffset().Date)
            .ToList();
        Assert.Equal(revenue.Count, revenue.Distinct().Count());
        Assert.Equal(revenue.OrderDescending(), revenue);
    }

    private static async Task AssertFiguresShowTheTruthAsync(TestDatabase database)
    {
        var churn = Complete(await JsonAsync(database, "kpi", "show", "churn.logo", "--json"));
        Assert.Equal(DemoCalendar.CompleteMonths - 1, churn.Count);
        Assert.Equal(churn.Max(Value), Value(churn[^1]));

        var journeys = Complete(
            await JsonAsync(database, "kpi", "show", "nps.journey", "--grain", "quarter", "--json")
        );
        Assert.True(Value(journeys[^1]) > Value(journeys[^5]) + 5);

        var bridge = Complete(await JsonAsync(database, "kpi", "bridge", "--json"));
        Assert.All(
            bridge.Skip(1),
            month => Assert.InRange(month.GetProperty("customersStart").GetInt32(), 1_800, 2_200)
        );
    }

    private static async Task AssertStrategyHasAYearBehindItAsync(TestDatabase database)
    {
        var queries = new InitiativeQueries(database.Database);
        var list = await queries.ListAsync(CancellationToken.None);
        Assert.Equal((3, 14), (list.Themes.Count, list.Rows.Count));
        Assert.Equal(InitiativeStatus.All.Order(), list.Rows.Select(row => row.Status).Distinct().Order());
        Assert.All(list.Rows, row => Assert.NotEmpty(list.Links[row.Id]));
        Assert.Contains(list.Rows, row => row.RemindedAt is not null);

        var visits = list.Rows.Single(row => row.Title == "First-time-right visits");
        var whole = (await queries.WholeAsync(visits.Id, CancellationToken.None))!;
        Assert.InRange(whole.CheckIns.Count, 24, 27);
        Assert.Equal(whole.CheckIns.Select(said => said.At), whole.CheckIns.Select(said => said.At).OrderDescending());
        Assert.Equal(["moved", "moved", "moved", "created"], whole.Versions.Select(version => version.Action));
        Assert.Equal(["running", "approved", "diagnosing"], whole.Steps.Select(step => step.ToStatus));
        var portal = list.Rows.Single(row => row.Title == "Self-service portal 2.0");
        Assert.True(portal.IsOverdueBet(DateOnly.FromDateTime(whole.CheckIns[0].At.UtcDateTime)));
        Assert.InRange(whole.Exposures.Sum(received => received.Customers), 1_000, 1_700);
    }

    private static async Task AssertPeopleSpeakOfItAsync(TestDatabase database)
    {
        var queries = new ConversationQueries(database.Database);
        var visits = (await new InitiativeQueries(database.Database).ListAsync(CancellationToken.None)).Rows.Single(
            row => row.Title == "First-time-right visits"
        );
        var subject = new Subject(Subject.Initiative) { InitiativeId = visits.Id };
        var said = await queries.OfAsync(subject, CancellationToken.None);
        Assert.Equal(["en", "nb"], said.Select(comment => comment.Language));
        Assert.True(said[0].IsResolved);
        var task = Assert.Single(await queries.TasksAsync([said[0].Id], CancellationToken.None));
        Assert.Equal(("Freja Holm", "Eva Thorsen", true), (task.Owner, task.AskedBy, task.IsDone));
        Assert.Single(await queries.PointsAsync(KpiCodes.LogoChurn, "", "", CancellationToken.None));
    }

    private static List<JsonElement> Complete(IEnumerable<JsonElement> points) =>
        [.. points.Where(point => point.GetProperty("complete").GetBoolean() && HasValue(point))];

    private static bool HasValue(JsonElement point) =>
        !point.TryGetProperty("value", out var value) || value.ValueKind == JsonValueKind.Number;

    private static double Value(JsonElement point) => point.GetProperty("value").GetDouble();

    private static async Task<IReadOnlyList<JsonElement>> JsonAsync(TestDatabase database, params string[] command)
    {
        var run = await CommandRun.StartAsync(database, command);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        return [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
    }
}
