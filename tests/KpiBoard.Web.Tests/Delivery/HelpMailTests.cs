using KpiBoard.Testing;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Delivery;

public sealed class HelpMailTests
{
    [Fact]
    public async Task Send_OfARequest_TellsTheSponsorOnceAndNotWhatWasAsked()
    {
        using var server = new LoopbackMail();
        var received = server.ReceiveAsync();
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                server.Receive(builder.Configuration);
                builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now));
            }
        );
        var settings = app.Services.GetRequiredService<CompanySettingsStore>();
        Assert.Null(await settings.SetAsync("address", "https://board.test.example", "test", default));
        await app.AddUserAsync([Role.Executive]);
        await app.AddUserAsync([Role.Owner]);
        var theme = await app.Services.GetRequiredService<ThemeStore>().AddAsync("Theme", "", "a", default);
        var content = InitiativeLab.ContentOf(theme, 2, "Save Hansen & Co", InitiativeStatus.Running);
        await app.Services.GetRequiredService<InitiativeStore>().AddAsync(content with { SponsorId = 1 }, "a", default);
        await app
            .Services.GetRequiredService<HelpDesk>()
            .AskAsync(1, "Hansen is leaving", 2, "person2@test.example", default);
        var mail = app.Services.GetRequiredService<HelpMail>();

        await mail.SendAsync(default);
        var text = await received;
        // A second letter would find nobody to take it, and be noted as a try.
        await mail.SendAsync(default);

        Assert.Contains("RCPT TO:<person1@test.example>", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Person 2 asks for your help", text, StringComparison.Ordinal);
        Assert.Contains("https://board.test.example/strategy/initiatives/1/plan#help", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hansen", text, StringComparison.Ordinal);
        var tries = await database.Database.ScalarAsync<long>("SELECT [MailTries] FROM [HelpRequest]", null, default);
        Assert.Equal(1, tries);
    }

    [DatabaseTheory]
    public async Task Due_OfWhatWasSentAnsweredOrAskedByTheSponsor_IsNothing(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var desk = lab.Company.Get<HelpDesk>();
        var store = new HelpMailStore(lab.Company.Database, lab.Company.Clock);
        await desk.AskAsync(id, "By the sponsor", lab.Owner, "a", default);
        await desk.AskAsync(id, "By a token", null, "token planner", default);
        await desk.AskAsync(id, "Answered", null, "token planner", default);
        await desk.AnswerAsync(id, 3, 1, "Yes", lab.Owner, "a", default);

        var due = Assert.Single(await store.DueAsync(default));
        Assert.Equal((2, "freja@test.example", "token planner"), (due.Id, due.Email, due.By));
        Assert.True(await store.ClaimAsync(2, default));
        Assert.False(await store.ClaimAsync(2, default));
        Assert.Empty(await store.DueAsync(default));
        await store.ReleaseAsync(2, default);
        Assert.Single(await store.DueAsync(default));
    }
}
