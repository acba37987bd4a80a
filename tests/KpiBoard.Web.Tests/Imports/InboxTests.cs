using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

/// <summary>Files that come in through the watched folder.</summary>
public sealed class InboxTests : IAsyncLifetime
{
    private const string Profile =
        """{"kind":"revenue","source":"erp","decimal":",","columns":{"booked_on":"dato","amount":"beløb","customer_id":"kunde"},"constants":{"currency":"DKK"}}""";

    private const string Content = "dato;beløb;kunde\n2026-01-05;1234,50;A\n2026-01-06;-4,50;B\n";

    private readonly SettableClock clock = new(new DateTimeOffset(2026, 11, 21, 11, 0, 0, TimeSpan.Zero));

    private TestDatabase database = null!;
    private AppFactory? app;

    private string Root => Path.Combine(database.Configuration["Data:Folder"]!, "inbox");

    private string Folder => Path.Combine(Root, "Erp");

    public async ValueTask InitializeAsync() => database = await TestDatabase.CreateAsync(TestDatabase.Default);

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Run_WithAFile_ImportsItAndPutsItAwayWithItsReport()
    {
        await StartAsync();
        await database.Database.ExecuteAsync(
            "INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy]) VALUES ('language', 'da', @at, 'test')",
            new { at = clock.Now },
            default
        );
        Put("januar.csv", Content);

        await RunAsync();
        await RunAsync();

        var import = Assert.Single(await LedgerAsync());
        Assert.Equal(("januar.csv", "inbox", "erp", 2L), (import.File, import.By, import.Source, import.Rows.New));
        var done = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "processed"), "*.csv"));
        Assert.Equal(Content, await File.ReadAllTextAsync(done));
        var report = await File.ReadAllTextAsync(done + ".txt");
        Assert.Contains("2 rækker importeret", report, StringComparison.Ordinal);
        Assert.Contains("DKK 2026-01  2 rækker  1.230,00", report, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(done + ".json"));
        Assert.Equal("processed", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("answer").GetProperty("id").GetInt64());
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Run_WithFilesThatAreNotReady_LeavesThemWhereTheyAre()
    {
        await StartAsync(("Inbox:SettleSeconds", "10"));
        await RunAsync();
        var outside = Path.Combine(database.Configuration["Data:Folder"]!, "secret.csv");
        await File.WriteAllTextAsync(outside, Content);
        File.CreateSymbolicLink(Path.Combine(Folder, "link.csv"), outside);
        Put("a.csv.tmp", Content);
        Put("b.csv.part", Content);
        Put(".hidden.csv", Content);
        Put("growing.csv", Content[..20]);
        Directory.CreateDirectory(Path.Combine(Root, "Unknown"));
        await File.WriteAllTextAsync(Path.Combine(Root, "Unknown", "x.csv"), Content);

        await RunAsync();
        clock.Now += TimeSpan.FromSeconds(11);
        Put("growing.csv", Content);
        await RunAsync();
        clock.Now += TimeSpan.FromSeconds(9);
        await RunAsync();
        var early = await LedgerAsync();
        clock.Now += TimeSpan.FromSeconds(2);
        await RunAsync();

        Assert.Empty(early);
        Assert.Equal("growing.csv", Assert.Single(await LedgerAsync()).File);
        Assert.Equal(4, Directory.GetFiles(Folder).Length);
        Assert.True(File.Exists(Path.Combine(Root, "Unknown", "x.csv")));
        Assert.True(File.Exists(outside));
    }

    [Theory]
    [InlineData("rows=2\nsum=1230,00\n", null)]
    [InlineData("""{"rows":2,"sum":1230}""", null)]
    [InlineData("", null)]
    [InlineData("rows: 3", "control.rows")]
    [InlineData("rows=2;sum=1230.01", "control.sum")]
    [InlineData("two rows", "control.unreadable")]
    public async Task Run_WithADoneFile_TakesOnlyWhatAgrees(string done, string? code)
    {
        await StartAsync(("Inbox:SettleSeconds", "3600"));
        await RunAsync();
        Put("januar.csv", Content);
        Put("januar.csv.done", done);

        await RunAsync();

        Assert.Equal(code is null ? 1 : 0, (await LedgerAsync()).Count);
        var file = Assert.Single(await Get<InboxStore>().LatestAsync(9, default));
        Assert.Equal((code is null ? "processed" : "refused", code), (file.Status, file.Result!.Problem?.Code));
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, file.Status), "*.done"));
    }

    [Theory]
    [InlineData("entered")]
    [InlineData("taken")]
    [InlineData("imported")]
    [InlineData("decided")]
    [InlineData("put away")]
    public async Task Run_AfterAProcessWasKilled_FinishesTheFileOnce(string last)
    {
        await StartAsync();
        await RunAsync();
        Put("januar.csv", Content);
        var (folder, store) = (Get<InboxFolder>(), Get<InboxStore>());
        var identity = folder.Prepare([]);
        var entry = Assert.Single(folder.Look(new HashSet<string> { "Erp" }));
        var id = await store.AddAsync(entry, identity, null, default);
        if (last != "entered")
        {
            Assert.True(folder.Take(entry, id));
        }
        if (last is not ("entered" or "taken"))
        {
            var request = await new ImportParameters { Profile = "Erp" }.ToRequestAsync(
                "revenue",
                InboxRunner.By,
                Get<ProfileStore>().GetAsync,
                default
            );
            var answer = await Get<ImportRunner>()
                .RunAsync(
                    request with
                    {
                        Path = folder.TakenPath("Erp", id, "januar.csv"),
                        FileName = "januar.csv",
                    },
                    _ => { },
                    default
                );
            if (last is "decided" or "put away")
            {
                await store.DecideAsync(id, new InboxOutcome("processed", "x-januar.csv", answer, null), default);
            }
        }
        if (last == "put away")
        {
            var file = Assert.Single(await store.LatestAsync(9, default));
            folder.Finish(file, "processed", "x-januar.csv", "report", "{}");
        }

        await RunAsync();
        await RunAsync();

        Assert.Single(await LedgerAsync());
        var end = Assert.Single(await store.LatestAsync(9, default));
        Assert.Equal(("processed", ImportAnswer.Imported), (end.Status, end.Result!.Answer!.Status));
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, "processed"), "*januar.csv"));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, ".taken")));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Alert_OfARefusedFile_IsPostedUntilItArrivesAndThenNeverAgain()
    {
        var posts = new List<(string Key, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var listener = builder.Build();
        listener.Urls.Add("http://127.0.0.1:0");
        listener.MapPost(
            "/alerts",
            async (HttpContext context) =>
            {
                using var body = new StreamReader(context.Request.Body);
                posts.Add((context.Request.Headers["Idempotency-Key"].ToString(), await body.ReadToEndAsync()));
                context.Response.StatusCode = posts.Count == 1 ? 503 : 204;
            }
        );
        await listener.StartAsync();
        await StartAsync(("Alerts:Webhook", $"{listener.Urls.First()}/alerts"));
        await RunAsync();
        Put("bad.csv", Content.Replace("1234,50", "x", StringComparison.Ordinal));
        await RunAsync();

        for (var i = 0; i < 4; i++)
        {
            await Get<InboxAlerts>().SendAsync(default);
        }

        Assert.Equal(2, posts.Count);
        Assert.Equal(posts[0], posts[1]);
        using var json = JsonDocument.Parse(posts[1].Body);
        Assert.Equal("bad.csv", json.RootElement.GetProperty("file").GetString());
        Assert.Equal("This is not a number.", json.RootElement.GetProperty("message").GetString());
        var file = Assert.Single(await Get<InboxStore>().LatestAsync(9, default));
        Assert.Equal((clock.Now, 2), (file.AlertedAt!.Value, file.AlertTries));
    }

    [Fact]
    public async Task Alert_ByMail_BringsTheReport()
    {
        using var server = new LoopbackMail();
        var mail = server.ReceiveAsync();
        await StartAsync([.. server.Settings, ("Alerts:Smtp:To", "finance@test.example")]);
        await RunAsync();
        Put("bad.csv", "nothing");
        await RunAsync();

        await Get<InboxAlerts>().SendAsync(default);

        var text = await mail;
        Assert.Contains("Subject: KpiBoard: bad.csv (Erp)", text, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<finance@test.example>", text, StringComparison.Ordinal);
        Assert.Contains("Message-ID: <inbox-1-", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfTheInbox_ShowsWhatLiesThereAndWhatCameThrough()
    {
        await StartAsync();
        await RunAsync();
        Put("bad.csv", Content.Replace("1234,50", "x", StringComparison.Ordinal));
        await RunAsync();
        Put("next.csv.part", "");
        var client = await app!.SignedInAsync(Role.Finance);

        var inbox = await client.GetStringAsync(new Uri("/imports/inbox", UriKind.Relative));
        var imports = await client.GetStringAsync(new Uri("/imports", UriKind.Relative));

        Assert.Contains("This is not a number.", inbox, StringComparison.Ordinal);
        Assert.Contains("next.csv.part", inbox, StringComparison.Ordinal);
        Assert.Contains("Nobody is told", inbox, StringComparison.Ordinal);
        Assert.Contains("A file was refused in the inbox", imports, StringComparison.Ordinal);
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Inbox:IsOn"] = "false";
                builder.Configuration["Inbox:SettleSeconds"] = "0";
                foreach (var (key, value) in settings)
                {
                    builder.Configuration[key] = value;
                }
                builder.Services.AddSingleton<TimeProvider>(clock);
            }
        );
        await Get<ProfileStore>().SaveAsync("Erp", Profile, "test", default);
    }

    private T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    private Task RunAsync() => Get<InboxRunner>().RunAsync(default);

    private Task<IReadOnlyList<ImportAnswer>> LedgerAsync() => Get<ImportQueries>().LedgerAsync(default);

    private void Put(string name, string text)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, name), text);
    }
}
