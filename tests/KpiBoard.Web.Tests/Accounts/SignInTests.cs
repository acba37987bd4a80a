using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

public sealed class SignInTests
{
    private const string Failed = "do not go together";

    [DatabaseTheory]
    public async Task SignIn_WithTheRightPassword_OpensThePageThatWasAskedFor(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var email = await app.AddUserAsync([Role.Executive]);
        var client = app.CreateClient();

        using var answer = await SignInAsync(client, email, AppFactory.Password, "/account?changed=true");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account?changed=true", answer.Headers.Location?.ToString());
        var cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(value => value.StartsWith("kpiboard.session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/account"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task SignIn_AskedToReturnElsewhere_StaysHere(string returnUrl)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var email = await app.AddUserAsync([Role.Executive]);

        using var answer = await SignInAsync(app.CreateClient(), email, AppFactory.Password, returnUrl);

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SignIn_WrongUnknownDisabledOrLocked_SaysTheSame()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        await app.AddUserAsync([Role.Administrator]);
        var known = await app.AddUserAsync([Role.Executive]);
        var disabled = await app.AddUserAsync([Role.Executive]);
        var users = app.Services.GetRequiredService<UserQueries>();
        var id = (await users.FindAsync(disabled, CancellationToken.None))!.Id;
        await app.Services.GetRequiredService<UserStore>().DisableAsync(id, CancellationToken.None);
        var client = app.CreateClient();

        var answers = new[]
        {
            await TextAsync(client, known, "not the password"),
            await TextAsync(client, "nobody@test.example", AppFactory.Password),
            await TextAsync(client, disabled, AppFactory.Password),
        };

        Assert.All(answers, answer => Assert.Contains(Failed, answer, StringComparison.Ordinal));
    }

    [DatabaseTheory]
    public async Task SignIn_AfterFiveFailures_IsLockedForAQuarterOfAnHour(string engine)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero));
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var email = await app.AddUserAsync([Role.Executive]);
        var client = app.CreateClient();

        for (var failure = 0; failure < SignIns.FailuresAllowed; failure++)
        {
            Assert.Contains(Failed, await TextAsync(client, email, "not the password"), StringComparison.Ordinal);
        }
        Assert.Contains(Failed, await TextAsync(client, email, AppFactory.Password), StringComparison.Ordinal);
        clock.Advance(SignIns.Lockout - TimeSpan.FromSeconds(1));
        Assert.Contains(Failed, await TextAsync(client, email, AppFactory.Password), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(2));
        using var answer = await SignInAsync(client, email, AppFactory.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var email = await app.AddUserAsync([Role.Executive]);
        using var form = new FormUrlEncodedContent([
            new KeyValuePair<string, string>("Email", email),
            new KeyValuePair<string, string>("Password", AppFactory.Password),
        ]);

        using var answer = await app.CreateClient().PostAsync(new Uri("/sign-in", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task SignOut_EndsTheSession()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);

        using var answer = await AppFactory.PostFormAsync(client, "/account", [], "/sign-out");

        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task Session_WhenRolesChange_HasTheNewOnesAtOnce()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var client = await app.SignedInAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/administration/users"));

        using var answer = await AppFactory.PostFormAsync(
            administrator,
            "/administration/users/2",
            new Dictionary<string, string>
            {
                ["Name"] = "Two",
                ["Email"] = "person2@test.example",
                ["Roles"] = Role.Administrator,
            }
        );

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/administration/users"));
    }

    [Fact]
    public async Task Session_WhenThePersonIsDisabled_Ends()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var administrator = await app.SignedInAsync(Role.Administrator);
        var client = await app.SignedInAsync(Role.Executive);

        using var answer = await AppFactory.PostFormAsync(
            administrator,
            "/administration/users/2",
            [],
            "/administration/users/2/disable"
        );

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
    }

    [Fact]
    public async Task Page_WithoutARole_SaysSo()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync();

        using var answer = await client.GetAsync(new Uri("/administration/users", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("You have no role yet", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SignInAsync(
        HttpClient client,
        string email,
        string password,
        string returnUrl = ""
    ) =>
        AppFactory.PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string>
            {
                ["Email"] = email,
                ["Password"] = password,
                ["ReturnUrl"] = returnUrl,
            }
        );

    private static async Task<string> TextAsync(HttpClient client, string email, string password)
    {
        using var answer = await SignInAsync(client, email, password);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        return answer.StatusCode;
    }
}
