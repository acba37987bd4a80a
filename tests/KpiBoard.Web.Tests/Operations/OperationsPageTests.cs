using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Operations;

public sealed class OperationsPageTests
{
    private static readonly Uri Page = new("/administration/operations", UriKind.Relative);

    [DatabaseTheory]
    public async Task Page_OfAnEmptyInstallation_SaysWhatComesNext(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = WebUtility.HtmlDecode(await client.GetStringAsync(Page));

        Assert.Contains("Import the first file", html, StringComparison.Ordinal);
        Assert.Contains("No file has come through a watched folder", html, StringComparison.Ordinal);
        Assert.Contains(Environment.MachineName, html, StringComparison.Ordinal);
        Assert.Equal(
            engine == TestDatabase.Sqlite,
            html.Contains("There is no backup of the last two days", StringComparison.Ordinal)
        );
    }

    [DatabaseTheory]
    public async Task Page_OfAnInstallationInTrouble_SaysWhatAndWhatToDo(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        var now = TimeProvider.System.GetUtcNow();
        await ExecuteAsync(
            """
            INSERT INTO [JobRun] ([Id], [Job], [StartedAt], [FinishedAt], [AskedBy], [Error])
            VALUES (9000, 'backup', @at, @at, 'command line', NULL), (9001, 'mail', @at, @at, NULL, 'no route')
            """,
            new { at = now.AddDays(-3) }
        );
        await ExecuteAsync(
            """
            INSERT INTO [RefreshRun] ([Id], [Status], [Trigger], [IsFull], [RequestedAt], [RequestedBy], [StartedAt],
                                      [FinishedAt], [Progress], [PeriodsTouched], [ValuesChanged], [BatchesTaken])
            VALUES (9000, 'failed', 'nightly', 0, @at, 'test', @at, @at, 0, 0, 0, 0)
            """,
            new { at = now.AddDays(-3) }
        );
        await ExecuteAsync(
            """
            INSERT INTO [Node] ([Name], [Version], [InboxFolder], [StartedAt], [LastSeenAt])
            VALUES ('gone-node|7|1', '0.1', 'a', @at, @at), ('old-node|8|1', '0.1', 'another folder', @at, @now)
            """,
            new { at = now.AddHours(-3), now }
        );
        await ExecuteAsync(
            "UPDATE [Lease] SET [Holder] = 'other-node|77|1', [ExpiresAt] = @at WHERE [Name] = 'import'",
            new { at = now.AddHours(1) }
        );

        var html = WebUtility.HtmlDecode(await client.GetStringAsync(Page));

        Assert.Contains("The last refresh did not finish", html, StringComparison.Ordinal);
        Assert.Contains("A job failed the last time it ran", html, StringComparison.Ordinal);
        Assert.Contains("other-node, process 77", html, StringComparison.Ordinal);
        Assert.Contains("gone-node, process 7", html, StringComparison.Ordinal);
        Assert.Contains("A node does not answer any more", html, StringComparison.Ordinal);
        Assert.Contains("different versions of the program", html, StringComparison.Ordinal);
        Assert.DoesNotContain("All is well", html, StringComparison.Ordinal);

        Task ExecuteAsync(string sql, object parameters) =>
            database.Database.ExecuteAsync(sql, parameters, CancellationToken.None);
    }
}
