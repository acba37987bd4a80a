using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Conversation;

public sealed class NewsMailTests
{
    [Fact]
    public async Task Send_OfAMention_TellsOnceWhoAndWhereAndNotWhatWasSaid()
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
        var eva = new Reader(1, "person1@test.example", null, MayModerate: true);
        var subject = new Subject(Subject.Point) { Kpi = KpiCodes.LogoChurn, Period = "2026-10" };
        var words = new Words("@Person 2, Hansen & Co is leaving.", "en", [2]);
        await app.Services.GetRequiredService<CommentStore>().AddAsync(subject, null, words, eva, default);
        var mail = app.Services.GetRequiredService<NewsMail>();

        await mail.SendAsync(default);
        var text = await received;
        // A second letter would find nobody to take it, and be noted as a try.
        await mail.SendAsync(default);

        Assert.Contains("RCPT TO:<person2@test.example>", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Person 1 mentioned you", text, StringComparison.Ordinal);
        Assert.Contains("Customer churn, Oct 2026", text, StringComparison.Ordinal);
        Assert.Contains("https://board.test.example/comments/1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Hansen", text, StringComparison.Ordinal);
        var tries = await database.Database.ScalarAsync<long>("SELECT [MailTries] FROM [Mention]", null, default);
        Assert.Equal(1, tries);
    }

    [DatabaseTheory]
    public async Task Due_OfWhatWasSeenDoneOrSentAlready_IsNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var users = company.Get<UserStore>();
        var eva = (
            await users.AddAsync(new UserDetails("eva@test.example", "Eva", [Role.Executive], []), default)
        )!.Value;
        var nils = (
            await users.AddAsync(new UserDetails("nils@test.example", "Nils", [Role.Owner], []), default)
        )!.Value;
        var reader = new Reader(eva, "eva@test.example", null, MayModerate: true);
        var store = new NewsStore(company.Database, company.Clock);
        var churn = new Subject(Subject.Figure) { Kpi = KpiCodes.LogoChurn };
        var words = new Words("@Nils, look.", "en", [nils]);
        var id = (await company.Get<CommentStore>().AddAsync(churn, null, words, reader, default))!.Value;
        var request = new Request("Look", nils, null);
        var task = (await company.Get<TaskStore>().AddAsync(id, request, eva, default))!.Value;

        var mention = Assert.Single(await store.MentionsAsync(default));
        var asked = Assert.Single(await store.TasksAsync(default));
        Assert.True(await store.ClaimAsync(mention, isTask: false, default));
        Assert.False(await store.ClaimAsync(mention, isTask: false, default));
        Assert.Empty(await store.MentionsAsync(default));
        await store.ReleaseAsync(mention, isTask: false, default);
        Assert.Single(await store.MentionsAsync(default));

        await company.Get<CommentStore>().SeeAsync(nils, [id], default);
        await company.Get<TaskStore>().DoneAsync(task, 1, nils, default);
        Assert.Equal(("nils@test.example", "Eva"), (asked.Email, asked.By));
        Assert.Empty(await store.MentionsAsync(default));
        Assert.Empty(await store.TasksAsync(default));
    }
}
