using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Tests.Initiatives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class EvidencePagesTests : IAsyncLifetime
{
    private const string Ledger = "/strategy/initiatives/1/evidence";
    private const string Files = "/strategy/initiatives/1/evidence/files";

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient executive = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var clock = new ManualClock(TestCompany.Start);
        app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Configuration["Attachments:MaxBytes"] = "2000";
                builder.Configuration["Attachments:MaxTotalBytes"] = "3000";
            }
        );
        executive = await app.SignedInAsync(Role.Executive);
        owner = await app.SignedInAsync(Role.Owner);
        var services = app.Services;
        await services.GetRequiredService<CompanySettingsStore>().SetAsync("currency", "DKK", "test", default);
        var theme = await services.GetRequiredService<ThemeStore>().AddAsync("Theme", "", "a", default);
        var content = InitiativeLab.ContentOf(theme, 2, "One way in", InitiativeStatus.Running);
        await services.GetRequiredService<InitiativeStore>().AddAsync(content, "a", default);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Ledger_FromNothing_LeadsTheOwnerToEvidenceThatItRestsOn()
    {
        var empty = await owner.PageAsync(Ledger);
        Assert.Contains("Rests on an assumption", empty.Text(".lead"), StringComparison.Ordinal);
        Assert.Equal($"{Ledger}/add", empty.QuerySelector(".empty a")!.GetAttribute("href"));

        using var saved = await AppFactory.PostFormAsync(
            owner,
            $"{Ledger}/add",
            Fields(origin: "https://intranet.test.example/r")
        );
        Assert.Equal($"{Ledger}?done=added", saved.Headers.Location!.OriginalString);
        var page = await owner.PageAsync(Ledger);

        Assert.Equal("Rests on quantitative evidence of 12 Nov 2026, fresh until 12 Nov 2027.", page.Text(".lead"));
        var table = page.Text("#evidence");
        var link = page.QuerySelector("table a[href^='https://']")!;
        Assert.Contains("noopener", link.GetAttribute("rel"), StringComparison.Ordinal);
        Assert.Contains("Fresh, 10 days old", page.Text("table"), StringComparison.Ordinal);
        Assert.NotEmpty(table);
        var csv = await owner.GetStringAsync(new Uri($"{Ledger}/csv", UriKind.Relative));
        Assert.Contains("survey,quantitative,2026-11-12,false,They wait twice.", csv, StringComparison.Ordinal);

        using var removed = await AppFactory.PostFormAsync(owner, Ledger, [], $"{Ledger}/1/remove");
        var after = await owner.PageAsync(removed.Headers.Location!.OriginalString);
        Assert.NotNull(after.QuerySelector($".notice form[action='{Ledger}/1/restore']"));
        using var back = await AppFactory.PostFormAsync(owner, Ledger, [], $"{Ledger}/1/restore");
        Assert.NotNull((await owner.PageAsync(Ledger, "da")).QuerySelector("table"));
    }

    [Fact]
    public async Task Form_WronglyTyped_IsHandedBackWithWhatToDo()
    {
        using var answer = await AppFactory.PostFormAsync(
            owner,
            $"{Ledger}/add",
            Fields(says: " ", foundOn: "2026-11-23", origin: "javascript:alert(1)", kind: "rumour", grade: "sure")
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.All(
            [
                "Say what it tells about the cause",
                "cannot be found in the future",
                "begins with http",
                "Choose how it came",
                "Choose how strong",
            ],
            message => Assert.Contains(message, html, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("href=\"javascript:", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_OfTwoPeopleAtOnce_ShowsWhatTheOtherSavedAndKeepsWhatWasTyped()
    {
        await AppFactory.PostFormAsync(owner, $"{Ledger}/add", Fields());
        List<KeyValuePair<string, string>> theirs = [.. Fields(says: "Theirs"), new("Version", "1")];
        List<KeyValuePair<string, string>> mine = [.. Fields(says: "Mine"), new("Version", "1")];

        using var first = await AppFactory.PostFormAsync(executive, $"{Ledger}/1/edit", theirs);
        using var second = await AppFactory.PostFormAsync(owner, $"{Ledger}/1/edit", mine);
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(
            await second.Content.ReadAsStringAsync(),
            CancellationToken.None
        );

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("Theirs", page.Text("section[aria-labelledby=conflict]"), StringComparison.Ordinal);
        Assert.Equal("Mine", page.QuerySelector("[name=Says]")!.TextContent.Trim());
        Assert.Equal("2", page.QuerySelector("[name=Version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Writing_BySomebodyElse_IsForbiddenAndReadingIsNot()
    {
        await AppFactory.PostFormAsync(owner, $"{Ledger}/add", Fields());
        using var kept = await UploadAsync(owner, Files, "note.txt", "A note."u8.ToArray());
        var other = await app.SignedInAsync(Role.Owner);
        var care = await app.SignedInAsync(Role.Care);

        foreach (var client in new[] { other, care })
        {
            using var edit = await client.GetAsync(new Uri($"{Ledger}/1/edit", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, edit.StatusCode);
            foreach (var action in (string[])[$"{Ledger}/1/remove", $"{Files}/1/remove", $"{Files}/1/restore", Files])
            {
                using var posted = await AppFactory.PostFormAsync(client, "/account", [], action);
                Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
            }
            var page = await client.PageAsync(Ledger);
            Assert.Empty(page.QuerySelectorAll("form[action*=remove], a[href$='/edit'], input[type=file]"));
            Assert.Equal("A note.", await client.GetStringAsync(new Uri($"{Files}/1", UriKind.Relative)));
        }
    }

    [Fact]
    public async Task File_Uploaded_IsHandedOutAsAFileAndNeverShown()
    {
        using var sent = await UploadAsync(owner, Files, "../hack.html", "<script>alert(1)</script>"u8.ToArray());
        Assert.Equal($"{Ledger}?done=file-added", sent.Headers.Location!.OriginalString);

        using var answer = await executive.GetAsync(new Uri($"{Files}/1", UriKind.Relative));

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("hack.html.txt", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl is { NoStore: true, Private: true });

        using var removed = await AppFactory.PostFormAsync(owner, Ledger, [], $"{Files}/1/remove");
        using var gone = await executive.GetAsync(new Uri($"{Files}/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var page = await owner.PageAsync(removed.Headers.Location!.OriginalString);
        Assert.NotNull(page.QuerySelector($".notice form[action='{Files}/1/restore']"));
        using var back = await AppFactory.PostFormAsync(owner, Ledger, [], $"{Files}/1/restore");
        using var again = await executive.GetAsync(new Uri($"{Files}/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task File_ThatIsTooLargeOrNoneThatIsTaken_IsRefusedWithWhatToDo()
    {
        using var large = await UploadAsync(owner, Files, "a.txt", [.. Enumerable.Repeat((byte)'a', 2001)]);
        using var program = await UploadAsync(owner, Files, "a.pdf", [0x4D, 0x5A, 0x90, 0x00]);
        using var empty = await UploadAsync(owner, Files, "a.pdf", []);
        using var first = await UploadAsync(owner, Files, "a.txt", [.. Enumerable.Repeat((byte)'a', 2000)]);
        using var full = await UploadAsync(owner, Files, "b.txt", [.. Enumerable.Repeat((byte)'a', 1001)]);

        Assert.Contains("2.0\u00a0kB; at most 2.0", await Shown(large), StringComparison.Ordinal);
        Assert.Contains("whatever the file is called", await Shown(program), StringComparison.Ordinal);
        Assert.Contains("The file is empty", await Shown(empty), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("may take 3.0", await Shown(full), StringComparison.Ordinal);
        Assert.Single((await owner.PageAsync(Ledger)).QuerySelectorAll("a[download][href*=files]"));

        static async Task<string> Shown(HttpResponseMessage answer) =>
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Guesswork_OfOpenInitiatives_IsTheSameOnPageFileAndEndpoint()
    {
        var before = await executive.PageAsync("/strategy/evidence");
        Assert.StartsWith("100% of what is left", before.Text(".lead"), StringComparison.Ordinal);
        Assert.Contains("Nothing but assumptions", before.Text(".empty"), StringComparison.Ordinal);
        await AppFactory.PostFormAsync(owner, $"{Ledger}/add", Fields(foundOn: "2025-11-22"));

        var page = await owner.PageAsync("/strategy/evidence", "nb");
        var care = await (await app.SignedInAsync(Role.Care)).PageAsync("/strategy/evidence");
        var csv = await owner.GetStringAsync(new Uri("/strategy/evidence/csv", UriKind.Relative));
        var reader = await app.ApiClientAsync(ApiScope.Read);
        var answer = await reader.GetFromJsonAsync<JsonElement>("/api/v1/guesswork");

        Assert.StartsWith("0 % av det", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Contains("Aktuelt til 22.11.2026", page.Text("section[aria-labelledby=soon]"), StringComparison.Ordinal);
        Assert.Null(care.QuerySelector("a[href$='/add']"));
        Assert.Contains("quantitative,2026-11-22,false,false,false,", csv, StringComparison.Ordinal);
        var today = answer.GetProperty("today");
        Assert.Equal(
            (250_000m, 0m, 0.0),
            (
                today.GetProperty("remaining").GetDecimal(),
                today.GetProperty("stale").GetDecimal(),
                today.GetProperty("share").GetDouble()
            )
        );
        Assert.Equal("One way in", answer.GetProperty("initiatives")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task Api_AddsEvidenceUnderTheTokensNameAndReadsIt()
    {
        var reader = await app.ApiClientAsync(ApiScope.Read);
        var writer = await app.ApiClientAsync(ApiScope.Write);
        var address = new Uri("/api/v1/initiatives/1/evidence", UriKind.Relative);
        var said = new
        {
            kind = "experiment",
            grade = "tested",
            foundOn = "2026-11-01",
            says = "Half as many leave.",
            source = "https://lab.test.example/7",
        };

        using var refused = await reader.PostAsJsonAsync(address, said);
        using var wrong = await writer.PostAsJsonAsync(address, said with { grade = "sure" });
        using var future = await writer.PostAsJsonAsync(address, said with { foundOn = "2026-11-23" });
        using var script = await writer.PostAsJsonAsync(address, said with { source = "javascript:alert(1)" });
        using var added = await writer.PostAsJsonAsync(address, said);
        using var unknown = await writer.PostAsJsonAsync(
            new Uri("/api/v1/initiatives/9/evidence", UriKind.Relative),
            said
        );
        var list = await reader.GetFromJsonAsync<JsonElement>(address);

        Assert.Equal(
            [
                HttpStatusCode.Forbidden,
                HttpStatusCode.BadRequest,
                HttpStatusCode.BadRequest,
                HttpStatusCode.BadRequest,
                HttpStatusCode.Created,
                HttpStatusCode.NotFound,
            ],
            new[] { refused, wrong, future, script, added, unknown }.Select(answer => answer.StatusCode)
        );
        Assert.Equal("tested", list.GetProperty("grade").GetString());
        var one = Assert.Single(list.GetProperty("evidence").EnumerateArray());
        Assert.StartsWith("token ", one.GetProperty("assessedBy").GetString(), StringComparison.Ordinal);
        Assert.Equal("https://lab.test.example/7", one.GetProperty("source").GetString());
    }

    private static List<KeyValuePair<string, string>> Fields(
        string says = "They wait twice.",
        string foundOn = "2026-11-12",
        string origin = "",
        string kind = "survey",
        string grade = "quantitative"
    ) =>
        [
            new("Says", says),
            new("FoundOn", foundOn),
            new("Origin", origin),
            new("Kind", kind),
            new("Grade", grade),
            new("IsAgainst", "false"),
        ];

    private static async Task<HttpResponseMessage> UploadAsync(
        HttpClient client,
        string action,
        string name,
        byte[] content
    )
    {
        var html = await client.GetStringAsync(new Uri(Ledger, UriKind.Relative));
        using var form = new MultipartFormDataContent();
        using var token = new StringContent(AppFactory.FormToken(html));
        form.Add(token, "__RequestVerificationToken");
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", name);
        return await client.PostAsync(new Uri(action, UriKind.Relative), form);
    }
}
