using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Search;

/// <summary>Two customers in two units, and what each role finds of everything.</summary>
public sealed class SearchTests
{
    private static readonly string[] Customers =
    [
        "customer_id,name,segment,region,business_unit",
        "C-1,Ærø Færgefart,Large,Island,North",
        "C-2,Beta Works,Small,Mainland,South",
    ];

    private static readonly string[] Revenue =
    [
        "booked_on,customer_id,amount,currency",
        "2026-09-20,C-1,100.50,DKK",
        "2026-09-20,C-2,50.25,DKK",
        "2026-10-20,C-1,100.50,DKK",
    ];

    [DatabaseTheory]
    public async Task Search_EachRole_FindsWhatItMaySeeAndNothingElse(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await StartAsync(database);

        foreach (var role in Role.All)
        {
            var client = await app.SignedInAsync(role);
            Assert.True(await FindsAsync(client, "CHURN", "/figures/churn.logo"));
            Assert.True(await FindsAsync(client, "north", "/figures/churn.logo?member=business_unit%3ANorth"));
            Assert.Equal(role == Role.Administrator, await FindsAsync(client, "person", "/administration/users/1"));
            Assert.Equal(role == Role.Administrator, await FindsAsync(client, "currency", "/administration/settings#"));
            Assert.Equal(
                AccessTable.Roles[AccessPolicy.ReadImports].Contains(role),
                await FindsAsync(client, "SECRET-FILE", "/imports/1")
            );
            Assert.Equal(role == Role.Finance, await FindsAsync(client, "ærø fær", "/customers/1"));
            Assert.Equal(role == Role.Finance, await FindsAsync(client, "c-2", "/customers/2"));
            Assert.Equal(role == Role.Administrator, await FindsAsync(client, "", "/administration/jobs"));
        }
    }

    [DatabaseTheory]
    public async Task Search_WithUnits_FindsTheCustomersOfThoseOnly(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await StartAsync(database);
        var client = await SignedInAsync(app, [Role.Care], ["North"]);

        Assert.True(await FindsAsync(client, "færgefart", "/search/customers/1"));
        Assert.False(await FindsAsync(client, "beta", "/search/customers/2"));
        using var own = await client.GetAsync(Address("/search/customers/1"));
        using var other = await client.GetAsync(Address("/search/customers/2"));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Contains("100.50", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_InDanish_FindsByTheDanishName()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("da");

        Assert.True(await FindsAsync(client, "kundeafgang", "/figures/churn.logo"));
        var nothing = await client.GetStringAsync(Address("/search?q=<zzz>"));
        Assert.Contains("&lt;zzz&gt;", nothing, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ærø", "Ærø Færgefart", true)]
    [InlineData("fart ÆRØ", "Ærø Færgefart", true)]
    [InlineData("aero", "Ærø Færgefart", false)]
    [InlineData("100%", "100 percent", false)]
    [InlineData("", "anything", true)]
    public void Fits_AnyCase_NeedsEveryWord(string typed, string text, bool expected) =>
        Assert.Equal(expected, new SearchTerm(typed).Fits(text));

    /// <summary>On the page, and as an option of the dialog.</summary>
    private static async Task<bool> FindsAsync(HttpClient client, string text, string path)
    {
        var query = Uri.EscapeDataString(text);
        var page = await client.GetStringAsync(Address($"/search?q={query}"));
        var options = await client.GetStringAsync(Address($"/search/results?q={query}"));
        var found = page.Contains($"href=\"{path}", StringComparison.Ordinal);
        // The frame of the page has links of its own.
        Assert.True(found || !options.Contains($"href=\"{path}", StringComparison.Ordinal));
        return options.Contains($"href=\"{path}", StringComparison.Ordinal);
    }

    private static async Task<AppFactory> StartAsync(TestDatabase database)
    {
        var app = await AppFactory.StartAsync(database);
        await ImportAsync(app, "customers", Customers);
        await ImportAsync(app, "revenue", Revenue);
        var id = await app
            .Services.GetRequiredService<RunLedger>()
            .QueueAsync(RunTrigger.Command, isFull: false, "test", CancellationToken.None);
        await app.Services.GetRequiredService<RefreshRunner>().RunAsync(id, (_, _) => { }, CancellationToken.None);
        return app;
    }

    private static async Task ImportAsync(AppFactory app, string kind, string[] lines)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(path, lines);
            var request = new ImportRequest
            {
                Kind = kind,
                Path = path,
                FileName = $"secret-file-{kind}.csv",
                By = "test",
            };
            await app.Services.GetRequiredService<ImportRunner>().RunAsync(request, _ => { }, CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<HttpClient> SignedInAsync(AppFactory app, string[] roles, string[] units)
    {
        var client = app.CreateClient();
        var fields = new Dictionary<string, string>
        {
            ["Email"] = await app.AddUserAsync(roles, units),
            ["Password"] = AppFactory.Password,
        };
        using var answer = await AppFactory.PostFormAsync(client, "/sign-in", fields);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return client;
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);
}
