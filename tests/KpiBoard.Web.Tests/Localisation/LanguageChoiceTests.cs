using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Localisation;

public sealed class LanguageChoiceTests
{
    [Theory]
    [InlineData("da-DK,da;q=0.9,en;q=0.8", "da")]
    [InlineData("nn-NO,nn;q=0.9", "nb")]
    [InlineData("no", "nb")]
    [InlineData("fr-FR,fr;q=0.9,nb;q=0.8,en;q=0.7", "nb")]
    [InlineData("en-US", "en")]
    public async Task Language_WithoutAChoice_IsTheBrowsers(string asked, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = app.CreateClient();
        client.DefaultRequestHeaders.Add("Accept-Language", asked);

        Assert.Equal(expected, await LanguageAsync(client));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fr")]
    public async Task Language_ThatTheBrowserDoesNotSay_IsTheCompanys(string? asked)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        await app
            .Services.GetRequiredService<CompanySettingsStore>()
            .SetAsync("language", "nb", "test", CancellationToken.None);
        var client = app.CreateClient();
        if (asked is not null)
        {
            client.DefaultRequestHeaders.Add("Accept-Language", asked);
        }

        Assert.Equal("nb", await LanguageAsync(client));
    }

    [Fact]
    public async Task Language_ChosenBeforeSignIn_IsRemembered()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = app.CreateClient();

        Assert.Equal("da", await LanguageAsync(client, "/sign-in?language=da"));
        Assert.Equal("da", await LanguageAsync(client));
    }

    [Fact]
    public async Task Language_ChosenByAPerson_FollowsToOtherBrowsers()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var here = await app.SignedInAsync(Role.Executive);
        using var chosen = await AppFactory.PostFormAsync(
            here,
            "/account",
            new Dictionary<string, string> { ["language"] = "nb", ["returnUrl"] = "/account" },
            "/account/language"
        );
        var there = app.CreateClient();
        var signIn = new Dictionary<string, string>
        {
            ["Email"] = "person1@test.example",
            ["Password"] = AppFactory.Password,
        };
        using var signedIn = await AppFactory.PostFormAsync(there, "/sign-in", signIn);

        Assert.Equal("/account", chosen.Headers.Location?.ToString());
        Assert.Equal("nb", await LanguageAsync(here, "/account"));
        Assert.Equal("nb", await LanguageAsync(there, "/account"));
    }

    private static async Task<string> LanguageAsync(HttpClient client, string page = "/sign-in")
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        var start = html.IndexOf("<html lang=\"", StringComparison.Ordinal) + "<html lang=\"".Length;
        return html[start..html.IndexOf('"', start)];
    }
}
