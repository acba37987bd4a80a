using System.Text;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class ReminderMailTests
{
    [Fact]
    public async Task Job_WithAMailServer_WritesOnceToTheOwnerInTheirLanguageWithTheLink()
    {
        using var server = new LoopbackMail();
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await StartAsync(database, server);
        var users = app.Services.GetRequiredService<UserStore>();
        var id = await new InitiativeSeed(app.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        var owner = (await app.Services.GetRequiredService<UserQueries>().FindAsync("freja@test.example", default))!;
        await users.SetLanguageAsync(owner.Id, "da", default);
        await app
            .Services.GetRequiredService<CompanySettingsStore>()
            .SetAsync("address", "https://board.test.example", "test", default);
        var mail = server.ReceiveAsync();

        await RunAsync(app);
        var said = await mail;
        await RunAsync(app);

        Assert.Contains("RCPT TO:<freja@test.example>", said, StringComparison.Ordinal);
        Assert.Contains("Subject: Check-in: One way in", said, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <check-in-reminder-1@kpiboard>", said, StringComparison.Ordinal);
        var body = Body(said);
        Assert.Contains("Vi har endnu ikke hørt om »One way in«.", body, StringComparison.Ordinal);
        Assert.Contains($"https://board.test.example/check-in/{id}\r\n", body, StringComparison.Ordinal);
        Assert.False(server.IsKnockedAt);
    }

    [Fact]
    public async Task Job_WhileTheServerIsAway_TriesAgain()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var server = new LoopbackMail();
        await using var app = await StartAsync(database, server);
        await new InitiativeSeed(app.Services).AddAsync("One way in", "churn.logo", "Mid-size");
        server.Dispose();

        await RunAsync(app);

        Assert.Single(await app.Services.GetRequiredService<ReminderStore>().UnmailedAsync(default));
    }

    private static Task<AppFactory> StartAsync(TestDatabase database, LoopbackMail server) =>
        AppFactory.StartAsync(database, builder => server.Receive(builder.Configuration));

    private static async Task RunAsync(AppFactory app) =>
        await ActivatorUtilities.CreateInstance<ReminderJob>(app.Services).Execute(null!, default);

    /// <summary>Letters beyond ASCII travel in base 64.</summary>
    private static string Body(string said)
    {
        var lines = said.Split(["\r\n", "\n"], StringSplitOptions.None).SkipWhile(line => line.Length > 0).Skip(1);
        return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(lines.TakeWhile(line => line != "."))));
    }
}
