using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class WhatIfPagesTests : IAsyncLifetime
{
    private const string Page = ScenarioAddress.Page;
    private const string Free = "cost~0~INI-2";

    private TestDatabase database = null!;
    private AppFactory app = null!;
    private HttpClient owner = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database);
        owner = await app.SignedInAsync(Role.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task WhatIf_OfACompanyWithoutInitiatives_LeadsToThem()
    {
        var page = await owner.PageAsync(Page);
        Assert.NotNull(page.QuerySelector("main .empty a[href='/strategy']"));
        Assert.Null(page.QuerySelector("[data-try]"));
        var list = await owner.PageAsync("/priorities/scenarios");
        Assert.NotNull(list.QuerySelector("main .empty a[href='/priorities/what-if']"));
    }

    [Fact]
    public async Task WhatIf_OfAChangeInTheAddress_ShowsBothOrdersAndTheWayBack()
    {
        await FillAsync();
        foreach (var language in new[] { "en", "da", "nb" })
        {
            var page = await owner.PageAsync($"{Page}?c={Free}&c=out~x&c=days", language);
            Assert.Equal(2, page.QuerySelectorAll("[aria-labelledby=order] tbody tr").Length);
            var back = Assert.Single(page.QuerySelectorAll("[aria-labelledby=changes] li a"));
            Assert.Equal(Page, back.GetAttribute("href"));
            Assert.NotEmpty(page.Text("[data-try-summary]"));
        }
        Assert.Contains(
            "One way in",
            (await owner.PageAsync($"{Page}?c={Free}")).Text("[aria-labelledby=changes] li"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatIf_Typed_LeadsToAnAddressThatSaysTheSame()
    {
        await FillAsync();
        using var posted = await AppFactory.PostFormAsync(
            owner,
            Page,
            [new("Effort|INI-1", "30"), new("Cost|INI-1", ""), new("LeaveOut|INI-1", "1"), new("Effort|INI-2", "")]
        );
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        var address = posted.Headers.Location!.OriginalString;
        Assert.Equal($"{Page}?c=leave-out~~INI-1&c=effort~30~INI-1", address);

        // What is typed back to what it is today is no change any more.
        var fields = (await owner.PageAsync(address)).QuerySelectorAll("[data-try] input");
        var today = fields.First(field => field.GetAttribute("name") == "Effort|INI-2").GetAttribute("value")!;
        using var back = await AppFactory.PostFormAsync(
            owner,
            address,
            [new("c", "effort~30~INI-2"), new("Effort|INI-2", today)],
            Page
        );
        Assert.Equal(Page, back.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task WhatIf_TypedWrong_KeepsItAndSaysSo()
    {
        await FillAsync();
        using var posted = await AppFactory.PostFormAsync(owner, Page, [new("Effort|INI-1", "a lot")]);
        var page = await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(
            await posted.Content.ReadAsStringAsync(),
            CancellationToken.None
        );
        var field = page.QuerySelector("[name='Effort|INI-1']")!;
        Assert.Equal(("a lot", "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));

        using var part = await AppFactory.PostFormAsync(
            owner,
            Page,
            [new("Effort|INI-1", "12"), new("part", "result")]
        );
        var html = await part.Content.ReadAsStringAsync();
        Assert.Contains("data-address=\"/priorities/what-if?c=effort~12~INI-1\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_ByWhoMay_IsListedComparedProposedAndRemoved()
    {
        await FillAsync();
        var executive = await app.SignedInAsync(Role.Executive);
        var care = await app.SignedInAsync(Role.Care);
        List<KeyValuePair<string, string>> fields = [new("Name", "Free"), new("Why", "To see."), new("c", Free)];
        using var refused = await AppFactory.PostFormAsync(care, "/account", fields, $"{Page}/save");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var nameless = await SaveAsync(owner, [new("Name", " "), new("Why", ""), new("c", Free)]);
        Assert.Contains("Give it a name.", await nameless.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var saved = await SaveAsync(owner, fields);
        using var second = await SaveAsync(
            executive,
            [new("Name", "Out"), new("Why", "?"), new("c", "leave-out~~INI-1")]
        );

        Assert.Equal("/priorities/what-if?scenario=1&done=saved", saved.Headers.Location!.OriginalString);
        var open = await owner.PageAsync($"{Page}?scenario=1");
        Assert.Equal("Free", open.Text("h1"));
        Assert.Single(open.QuerySelectorAll("[aria-labelledby=changes] li"));
        Assert.Empty((await owner.PageAsync($"{Page}?scenario=1&c=")).QuerySelectorAll("[aria-labelledby=changes] li"));
        var compared = await care.PageAsync("/priorities/scenarios/compare?ids=1,2");
        Assert.Equal(4, compared.QuerySelectorAll("[aria-labelledby=order] thead th").Length);
        var csv = await care.GetStringAsync(new Uri("/priorities/scenarios/compare/csv?ids=1,2", UriKind.Relative));
        var initiatives = compared.QuerySelectorAll("[aria-labelledby=order] tbody tr").Length;
        Assert.Contains(
            "/priorities/scenarios/compare/xlsx?ids=1,2",
            compared.QuerySelectorAll(".table-files a").Select(link => link.GetAttribute("href"))
        );
        Assert.Contains("\n1,Free,", csv, StringComparison.Ordinal);
        var leftOut = compared
            .QuerySelectorAll("[aria-labelledby=order] tbody td")
            .Count(cell => cell.Text() == "Left out");
        // Today and two scenarios, an initiative a row in each, below a line of names.
        Assert.Equal(1 + 3 * initiatives - leftOut, csv.TrimEnd().Split('\n').Length);
        // Owners change their own only.
        using var others = await AppFactory.PostFormAsync(owner, Page, [], "/priorities/scenarios/2/remove");
        Assert.Equal(HttpStatusCode.Forbidden, others.StatusCode);
        using var over = await SaveAsync(owner, [.. fields, new("Scenario", "2"), new("Version", "1")]);
        Assert.Equal(HttpStatusCode.Forbidden, over.StatusCode);

        using var proposed = await AppFactory.PostFormAsync(owner, Page, [], "/priorities/scenarios/1/propose");
        var proposal = await executive.PageAsync(proposed.Headers.Location!.OriginalString);
        Assert.Contains("scenario", proposal.Text("h1"), StringComparison.Ordinal);
        Assert.Contains("To see.", proposal.Text("[aria-labelledby=why]"), StringComparison.Ordinal);

        using var removed = await AppFactory.PostFormAsync(owner, Page, [], "/priorities/scenarios/1/remove");
        var list = await owner.PageAsync(removed.Headers.Location!.OriginalString);
        Assert.Single(list.QuerySelectorAll("tbody tr"));
        Assert.NotNull(list.QuerySelector("form[action='/priorities/scenarios/1/restore']"));
    }

    [Fact]
    public async Task Save_OverAnOlderVersion_KeepsWhatWasTyped()
    {
        await FillAsync();
        List<KeyValuePair<string, string>> fields =
        [
            new("Name", "Mine"),
            new("Why", "Because"),
            new("c", Free),
            new("Version", "0"),
        ];
        using var saved = await SaveAsync(owner, fields);
        using var conflict = await SaveAsync(owner, [.. fields, new("Scenario", "1")]);
        var html = await conflict.Content.ReadAsStringAsync();
        Assert.Contains("has saved it meanwhile", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Mine\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_OfAScenario_HoldsItsOrderBesideTodays()
    {
        await FillAsync();
        using var saved = await SaveAsync(owner, [new("Name", "Free"), new("Why", "?"), new("c", Free)]);
        var reader = await app.ApiClientAsync(ApiScope.Read);
        var list = await reader.GetFromJsonAsync<JsonElement>("/api/v1/priorities/scenarios");
        var one = await reader.GetFromJsonAsync<JsonElement>("/api/v1/priorities/scenarios/1");
        using var unknown = await reader.GetAsync(new Uri("/api/v1/priorities/scenarios/9", UriKind.Relative));

        Assert.Equal("Free", Assert.Single(list.EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("cost", one.GetProperty("changes")[0].GetProperty("field").GetString());
        Assert.Equal("INI-2", one.GetProperty("order")[0].GetProperty("initiative").GetString());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private Task FillAsync() => new PriorityLab(app.Services).FillAsync();

    private static Task<HttpResponseMessage> SaveAsync(HttpClient client, List<KeyValuePair<string, string>> fields) =>
        AppFactory.PostFormAsync(client, Page, fields, $"{Page}/save");
}
