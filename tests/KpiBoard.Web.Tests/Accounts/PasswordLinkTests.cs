using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed partial class PasswordLinkTests
{
    [DatabaseTheory]
    public async Task FirstAdministrator_ThroughTheLinkInTheFile_IsMadeOnce(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var log = new SaidLog();
        await using var app = await AppFactory.StartAsync(database, builder => builder.Logging.AddProvider(log));
        var file = Path.Combine(database.Configuration["Data:Folder"]!, "first-administrator.txt");
        var link = Link().Match(await File.ReadAllTextAsync(file)).Value;
        var client = app.CreateClient();
        var form = new Dictionary<string, string>
        {
            ["Email"] = " First@Company.example",
            ["Name"] = "First",
            ["Password"] = AppFactory.Password,
            ["Repeat"] = AppFactory.Password,
            ["IsFirstAdministrator"] = "true",
        };

        Assert.StartsWith(app.Address.ToString(), link, StringComparison.Ordinal);
        using var answer = await AppFactory.PostFormAsync(client, new Uri(link).AbsolutePath, form);
        using var again = await app.CreateClient().GetAsync(new Uri(link));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Contains("This link no longer works", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var users = await client.GetAsync(new Uri("/administration/users", UriKind.Relative));
        Assert.Contains("first@company.example", await users.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains(link.Split('/')[^1], StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("first-administrator.txt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FirstAdministratorFile_OnUnix_IsReadableOnlyByItsOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);

        var mode = File.GetUnixFileMode(
            Path.Combine(database.Configuration["Data:Folder"]!, "first-administrator.txt")
        );

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task FirstAdministratorFile_OnceThereIsSomebody_IsGone()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var file = Path.Combine(database.Configuration["Data:Folder"]!, "first-administrator.txt");
        await using (var first = await AppFactory.StartAsync(database))
        {
            Assert.True(File.Exists(file));
            await first.AddUserAsync([Role.Administrator]);
        }
        await using var second = await AppFactory.StartAsync(database);

        Assert.False(File.Exists(file));
    }

    [DatabaseTheory]
    public async Task Link_AfterAnHour_NoLongerWorks(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var page = await LinkPageAsync(app);
        var client = app.CreateClient();

        clock.Advance(TimeSpan.FromMinutes(59));
        using var before = await client.GetAsync(page);
        clock.Advance(TimeSpan.FromMinutes(2));
        using var after = await client.GetAsync(page);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, after.StatusCode);
    }

    [Fact]
    public async Task Link_WhenANewOneIsMade_NoLongerWorks()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var page = await LinkPageAsync(app);
        await app.Services.GetRequiredService<PasswordLinks>().CreateAsync(1, CancellationToken.None);

        using var answer = await app.CreateClient().GetAsync(page);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Theory]
    [InlineData("too short", "too short", "Between 12 and 200 characters.")]
    [InlineData("a long enough sentence", "another sentence", "The two passwords differ.")]
    public async Task Link_WithABadPassword_SaysWhatIsWrongAndStaysUsable(
        string password,
        string repeat,
        string expected
    )
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var page = await LinkPageAsync(app);
        var client = app.CreateClient();
        var form = new Dictionary<string, string> { ["Password"] = password, ["Repeat"] = repeat };

        using var answer = await AppFactory.PostFormAsync(client, page.ToString(), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = await client.GetAsync(page);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task ChangePassword_EndsOtherSessionsAndKeepsThisOne()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var here = await app.SignedInAsync(Role.Executive);
        var there = app.CreateClient();
        var signIn = new Dictionary<string, string>
        {
            ["Email"] = "person1@test.example",
            ["Password"] = AppFactory.Password,
        };
        using var signedIn = await AppFactory.PostFormAsync(there, "/sign-in", signIn);
        var account = new Uri("/account", UriKind.Relative);
        var form = new Dictionary<string, string>
        {
            ["Current"] = AppFactory.Password,
            ["Password"] = "another long sentence",
            ["Repeat"] = "another long sentence",
        };

        using var changed = await AppFactory.PostFormAsync(here, "/account", form, "/account/password");
        using var stays = await here.GetAsync(account);
        using var ended = await there.GetAsync(account);

        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stays.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
    }

    [Fact]
    public async Task ChangePassword_WithoutThePresentOne_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);
        var form = new Dictionary<string, string>
        {
            ["Current"] = "not the password",
            ["Password"] = "another long sentence",
            ["Repeat"] = "another long sentence",
        };

        using var answer = await AppFactory.PostFormAsync(client, "/account", form, "/account/password");

        Assert.Contains(
            "This is not your present password.",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    /// <summary>The page of a link for person 1.</summary>
    private static async Task<Uri> LinkPageAsync(AppFactory app)
    {
        await app.AddUserAsync([Role.Executive]);
        var secret = await app.Services.GetRequiredService<PasswordLinks>().CreateAsync(1, CancellationToken.None);
        return new Uri($"/password/{secret}", UriKind.Relative);
    }

    [GeneratedRegex("http://[^\\s]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
