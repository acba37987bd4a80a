using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class AdministrationPageTests
{
    [DatabaseTheory]
    public async Task AddUser_WithRoles_ShowsALinkOnce(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await PostAsync(
            client,
            "/administration/users/add",
            [
                new("Email", "new@company.example"),
                new("Name", "New"),
                new("Roles", Role.Finance),
                new("Roles", Role.Care),
            ]
        );

        Assert.Contains($"{app.Address}password/", html, StringComparison.Ordinal);
        var everyone = await app.Services.GetRequiredService<UserQueries>().ListAsync(CancellationToken.None);
        Assert.Equal(
            [Role.Care, Role.Finance],
            everyone.Single(access => access.User.Email == "new@company.example").Roles
        );
    }

    [Theory]
    [InlineData("nonsense", "Somebody", "This must be an e-mail address.")]
    [InlineData("person1@test.example", "Somebody", "Another person has this e-mail address.")]
    [InlineData("new@company.example", "  ", "Enter a name of at most 100 characters.")]
    public async Task AddUser_WithSomethingWrong_SaysWhatAndKeepsTheForm(string email, string name, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await PostAsync(
            client,
            "/administration/users/add",
            [new("Email", email), new("Name", name), new("Roles", Role.Finance)]
        );

        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"finance\" checked=\"checked\"", html, StringComparison.Ordinal);
        var everyone = await app.Services.GetRequiredService<UserQueries>().ListAsync(CancellationToken.None);
        Assert.Single(everyone);
    }

    [Theory]
    [InlineData("/administration/users/1")]
    [InlineData("/administration/users/1/disable")]
    public async Task LastAdministrator_CannotLeave(string action)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await PostAsync(
            client,
            "/administration/users/1",
            [new("Email", "person1@test.example"), new("Name", "One"), new("Roles", Role.Executive)],
            action
        );

        Assert.Contains("This is the only administrator.", html, StringComparison.Ordinal);
        var person = await app.Services.GetRequiredService<UserQueries>().AccessAsync(1, CancellationToken.None);
        Assert.Equal([Role.Administrator], person!.Roles);
        Assert.Null(person.User.DisabledAt);
    }

    [Fact]
    public async Task AddToken_OnThePage_WorksAtOnceAndIsShownOnce()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await PostAsync(
            client,
            "/administration/tokens",
            [new("Name", "nightly"), new("Scopes", ApiScope.Imports)]
        );
        var start = html.IndexOf(ApiTokens.Prefix, StringComparison.Ordinal);
        var token = html[start..html.IndexOf('<', start)];
        var later = await client.GetStringAsync(new Uri("/administration/tokens", UriKind.Relative));

        Assert.NotNull(
            (await app.Services.GetRequiredService<ApiTokens>().UseAsync(token, CancellationToken.None)).Token
        );
        Assert.DoesNotContain(token, later, StringComparison.Ordinal);
        Assert.Contains("nightly", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_InDanish_AreReadAndWrittenInPerCentWithAComma()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("da");

        await PostAsync(
            client,
            "/administration/settings",
            [new("Values[discountRate]", "8,5"), new("Values[currency]", "DKK"), new("Values[companyName]", "")]
        );
        var html = await client.GetStringAsync(new Uri("/administration/settings", UriKind.Relative));

        var settings = await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(CancellationToken.None);
        Assert.Equal(0.085m, settings.DiscountRate);
        Assert.Equal("DKK", settings.Currency);
        Assert.Contains("value=\"8,5\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_WithSomethingWrong_ChangeNothing()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        var html = await PostAsync(
            client,
            "/administration/settings",
            [new("Values[currency]", "DKK"), new("Values[fiscalYearStart]", "13")]
        );

        var settings = await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(CancellationToken.None);
        Assert.Contains("This does not fit; see the hint.", html, StringComparison.Ordinal);
        Assert.Null(settings.Currency);
    }

    private static async Task<string> PostAsync(
        HttpClient client,
        string page,
        List<KeyValuePair<string, string>> fields,
        string? action = null
    )
    {
        using var answer = await AppFactory.PostFormAsync(client, page, fields, action);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, answer.StatusCode.ToString());
        return await answer.Content.ReadAsStringAsync();
    }
}
