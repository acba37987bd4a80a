using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Setup;

public sealed class SetupTests
{
    private static readonly Uri Board = new("/", UriKind.Relative);
    private static readonly Uri Guide = new("/setup", UriKind.Relative);

    [DatabaseTheory]
    public async Task Guide_StepByStep_IsDoneWhenTheDataIsThere(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        Assert.Contains("0 of 5 steps", await client.GetStringAsync(Guide), StringComparison.Ordinal);

        await SaveAsync(
            client,
            "Company",
            ("companyName", "Aldervik"),
            ("language", "da"),
            ("currency", "DKK"),
            ("fiscalYearStart", "7"),
            ("quarters", "fiscal"),
            ("timeZone", "Europe/Copenhagen")
        );

        var settings = await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(CancellationToken.None);
        Assert.Equal(
            ("Aldervik", "DKK", 7, true),
            (settings.CompanyName, settings.Currency, settings.FiscalYearStart, settings.FiscalQuarters)
        );
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var html = await client.GetStringAsync(new Uri("/setup?language=en", UriKind.Relative));
        Assert.Contains("1 of 5 steps", html, StringComparison.Ordinal);
        Assert.Contains("Somebody with the role Finance", html, StringComparison.Ordinal);

        // Somebody who is alone takes the other roles, and with them the other steps.
        await PostAsync(client, "/setup/people");
        html = await client.GetStringAsync(new Uri("/setup?language=en", UriKind.Relative));
        Assert.Contains("2 of 5 steps", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody with the role", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/imports/new?kind=revenue\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guide_WhenOnlyOthersStepsAreLeft_LeadsThemOnly()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var finance = await app.SignedInAsync(Role.Finance);
        var executive = await app.SignedInAsync(Role.Executive);
        await SaveAsync(
            administrator,
            "Company",
            ("companyName", "Aldervik"),
            ("language", "en"),
            ("currency", "DKK"),
            ("fiscalYearStart", "1"),
            ("quarters", "calendar"),
            ("timeZone", "Europe/Copenhagen")
        );

        Assert.DoesNotContain("href=\"/setup\"", await administrator.GetStringAsync(Guide), StringComparison.Ordinal);
        Assert.Contains("href=\"/setup\"", await finance.GetStringAsync(Board), StringComparison.Ordinal);
        Assert.Contains("href=\"/setup\"", await executive.GetStringAsync(Board), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guide_PutAway_LeavesTheHeaderAndComesBack()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        var account = new Uri("/account", UriKind.Relative);
        Assert.Contains("href=\"/setup\"", await client.GetStringAsync(account), StringComparison.Ordinal);

        await PostAsync(client, "/setup/put-away");
        Assert.DoesNotContain("href=\"/setup\"", await client.GetStringAsync(account), StringComparison.Ordinal);

        await PostAsync(client, "/setup/resume");
        Assert.Contains("href=\"/setup\"", await client.GetStringAsync(account), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_WithSomethingWrong_SaysWhatToWriteAndStoresNothing()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/setup",
            [new("Values[currency]", "kroner")],
            "/setup/Company"
        );

        Assert.Contains(
            "Enter three capital letters, for example DKK.",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        var settings = await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(CancellationToken.None);
        Assert.Null(settings.Currency);
    }

    private static async Task SaveAsync(HttpClient client, string step, params (string Key, string Value)[] values)
    {
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/setup",
            values.Select(value => KeyValuePair.Create($"Values[{value.Key}]", value.Value)),
            $"/setup/{step}"
        );
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task PostAsync(HttpClient client, string action)
    {
        using var answer = await AppFactory.PostFormAsync(client, "/setup", [], action);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
