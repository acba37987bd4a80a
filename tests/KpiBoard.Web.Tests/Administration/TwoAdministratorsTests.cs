using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

/// <summary>Both have the same form open; one saves, then the other.</summary>
public sealed class TwoAdministratorsTests
{
    private const string Settings = "/administration/settings";

    [DatabaseTheory]
    public async Task SameUser_TheSecondSeesBothAndDecides(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var (first, second) = await BothAsync(app);
        var email = await app.AddUserAsync([Role.Finance]);
        var users = app.Services.GetRequiredService<UserQueries>();
        var id = (await users.FindAsync(email, default))!.Id;
        var page = $"/administration/users/{id}";

        KeyValuePair<string, string>[] Form(string name, string role, int version) =>
            [new("Email", email), new("Name", name), new("Roles", role), new("Version", $"{version}")];
        using var saved = await AppFactory.PostFormAsync(first, page, Form("Name of the first", Role.Owner, 0));
        using var late = await AppFactory.PostFormAsync(second, page, Form("Name of the second", Role.Care, 0));
        var html = await late.Content.ReadAsStringAsync();
        var between = await users.AccessAsync(id, default);
        using var decided = await AppFactory.PostFormAsync(second, page, Form("Name of the second", Role.Care, 1));
        var after = await users.AccessAsync(id, default);

        Assert.Contains("Two versions", html, StringComparison.Ordinal);
        Assert.Contains("Name of the first", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Name of the second\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Version\" value=\"1\"", html, StringComparison.Ordinal);
        Assert.Equal(("Name of the first", Role.Owner), (between!.User.Name, Assert.Single(between.Roles)));
        Assert.Equal(("Name of the second", Role.Care), (after!.User.Name, Assert.Single(after.Roles)));
    }

    [DatabaseTheory]
    public async Task SameSetting_TheSecondSeesBothAndDecides(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var (first, second) = await BothAsync(app);
        using var saved = await AppFactory.PostFormAsync(
            first,
            Settings,
            Form(name: "Of the first", seen: "", version: 0)
        );
        using var late = await AppFactory.PostFormAsync(second, Settings, Form("Of the second", "", 0));
        var html = await late.Content.ReadAsStringAsync();
        var between = await NameAsync(app);
        using var decided = await AppFactory.PostFormAsync(second, Settings, Form("Of the second", "Of the first", 1));

        Assert.Contains("Two versions", html, StringComparison.Ordinal);
        Assert.Contains("Of the first", html, StringComparison.Ordinal);
        Assert.Contains("value=\"Of the second\"", html, StringComparison.Ordinal);
        Assert.Equal("Of the first", between);
        Assert.Equal("Of the second", await NameAsync(app));
    }

    [DatabaseTheory]
    public async Task OtherSettings_OfOneForm_AreBothKept(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var (first, second) = await BothAsync(app);
        using var saved = await AppFactory.PostFormAsync(first, Settings, Form("Of the first", "", 0));
        // The second form was opened before, and still has the old name in it.
        using var late = await AppFactory.PostFormAsync(
            second,
            Settings,
            [
                .. Form("", "", 0),
                new("Values[language]", "da"),
                new("Seen[language]", "en"),
                new("Versions[language]", "0"),
            ]
        );

        Assert.Equal(System.Net.HttpStatusCode.Redirect, late.StatusCode);
        var settings = await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(default);
        Assert.Equal(("Of the first", "da"), (settings.CompanyName, settings.Language));
    }

    private static async Task<(HttpClient First, HttpClient Second)> BothAsync(AppFactory app) =>
        (await app.SignedInAsync(Role.Administrator), await app.SignedInAsync(Role.Administrator));

    private static KeyValuePair<string, string>[] Form(string name, string seen, int version) =>
        [new("Values[companyName]", name), new("Seen[companyName]", seen), new("Versions[companyName]", $"{version}")];

    private static async Task<string> NameAsync(AppFactory app) =>
        (await app.Services.GetRequiredService<CompanySettingsStore>().GetAsync(default)).CompanyName;
}
