using System.Net;
using System.Text.RegularExpressions;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Accounts;

/// <summary>The second step as a person meets it: set up, asked for, lost, required.</summary>
public sealed partial class TwoStepTests
{
    private const string WrongCode = "This code does not work";
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 4, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken None = CancellationToken.None;

    [DatabaseTheory]
    public async Task SetUp_WithACodeOfTheApp_AsksForTheNextOneAtSignIn(string engine)
    {
        await using var lab = await LabAsync(engine);
        var here = await lab.App.SignedInAsync(Role.Finance);
        var (secret, codes) = await SetUpAsync(here, lab.Clock);
        var there = lab.App.CreateClient();

        using var password = await PasswordAsync(there, "/account?changed=true");
        var inside = await StatusAsync(there, "/account");
        using var first = await CodeAsync(there, Code(secret, lab.Clock), "/account?changed=true");
        lab.Clock.Advance(Totp.Period);
        var next = Code(secret, lab.Clock);
        using var second = await CodeAsync(there, next, "/account?changed=true");
        var other = lab.App.CreateClient();
        using var again = await PasswordAsync(other);
        using var replayed = await CodeAsync(other, next);

        Assert.Equal("/sign-in/code?ReturnUrl=%2Faccount%3Fchanged%3Dtrue", password.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, inside);
        // The code that confirmed the setting-up has been used.
        Assert.Contains(WrongCode, await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/account?changed=true", second.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(there, "/account"));
        Assert.Contains(WrongCode, await replayed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(TwoSteps.RecoveryCodes, codes.Count);
    }

    [DatabaseTheory]
    public async Task Stored_SecretAndCodes_AreNotReadable(string engine)
    {
        await using var lab = await LabAsync(engine);
        var (secret, codes) = await SetUpAsync(await lab.App.SignedInAsync(Role.Finance), lab.Clock);

        var stored = await lab.Database.Database.ScalarAsync<string>("SELECT [Secret] FROM [TwoStep]", null, None);
        var hashes = await lab.Database.Database.QueryAsync<string>(
            "SELECT [CodeHash] FROM [RecoveryCode]",
            null,
            None
        );

        Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(FromBase32(secret)), stored, StringComparison.Ordinal);
        Assert.Equal(codes.Count, hashes.Count);
        Assert.Contains(Secret.Hash(codes[0].Replace("-", "", StringComparison.Ordinal)), hashes);
    }

    [DatabaseTheory]
    public async Task RecoveryCode_SignsInOnce(string engine)
    {
        await using var lab = await LabAsync(engine);
        var (_, codes) = await SetUpAsync(await lab.App.SignedInAsync(Role.Finance), lab.Clock);
        var client = lab.App.CreateClient();

        using var password = await PasswordAsync(client);
        using var first = await CodeAsync(client, codes[3].ToUpperInvariant().Replace('-', ' '));
        var account = await client.GetStringAsync(new Uri("/account/two-step", UriKind.Relative));
        var other = lab.App.CreateClient();
        using var again = await PasswordAsync(other);
        using var second = await CodeAsync(other, codes[3]);

        Assert.Equal("/", first.Headers.Location?.ToString());
        Assert.Contains("9 of 10 recovery codes are left.", account, StringComparison.Ordinal);
        Assert.Contains(WrongCode, await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Code_AfterFiveWrongOnes_IsLockedAndSoIsThePassword(string engine)
    {
        await using var lab = await LabAsync(engine);
        var (secret, _) = await SetUpAsync(await lab.App.SignedInAsync(Role.Finance), lab.Clock);
        var client = lab.App.CreateClient();
        lab.Clock.Advance(Totp.Period);

        for (var failure = 0; failure < SignIns.FailuresAllowed; failure++)
        {
            // The right password in between does not begin to count anew.
            using var password = await PasswordAsync(client);
            using var wrong = await CodeAsync(client, "000000");
            Assert.Contains(WrongCode, await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var right = await CodeAsync(client, Code(secret, lab.Clock));
        using var locked = await PasswordAsync(lab.App.CreateClient());
        lab.Clock.Advance(SignIns.Lockout + TimeSpan.FromSeconds(1));
        using var later = await PasswordAsync(client);
        using var inside = await CodeAsync(client, Code(secret, lab.Clock));

        Assert.Contains(WrongCode, await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, locked.StatusCode);
        Assert.Equal("/", inside.Headers.Location?.ToString());
    }

    [Fact]
    public async Task CodePage_WithoutThePasswordOrTooLate_LeadsBackToSignIn()
    {
        await using var lab = await LabAsync(TestDatabase.Default);
        var (secret, _) = await SetUpAsync(await lab.App.SignedInAsync(Role.Finance), lab.Clock);
        var client = lab.App.CreateClient();
        var page = new Uri("/sign-in/code", UriKind.Relative);

        using var without = await client.GetAsync(page);
        using var password = await PasswordAsync(client);
        var form = AppFactory.FormToken(await client.GetStringAsync(page));
        lab.Clock.Advance(SecondStep.Lifetime + TimeSpan.FromSeconds(1));
        using var late = new FormUrlEncodedContent([
            new("Code", Code(secret, lab.Clock)),
            new("__RequestVerificationToken", form),
        ]);
        using var answer = await client.PostAsync(page, late);

        Assert.Equal("/sign-in", without.Headers.Location?.ToString());
        Assert.Equal("/sign-in", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task PasswordLink_OfSomebodyWithASecondStep_StillAsksForTheCode()
    {
        await using var lab = await LabAsync(TestDatabase.Default);
        await SetUpAsync(await lab.App.SignedInAsync(Role.Finance), lab.Clock);
        var link = await lab.App.Services.GetRequiredService<PasswordLinks>().CreateAsync(1, None);
        var client = lab.App.CreateClient();

        using var answer = await AppFactory.PostFormAsync(
            client,
            $"/password/{link}",
            [new("Password", "another long sentence"), new("Repeat", "another long sentence")]
        );

        Assert.Equal("/sign-in/code", answer.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client, "/account"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/sign-in/code"));
    }

    [Fact]
    public async Task Administrator_TakesTheSecondStepAway_AndEndsTheSessions()
    {
        await using var lab = await LabAsync(TestDatabase.Default);
        var person = await lab.App.SignedInAsync(Role.Finance);
        await SetUpAsync(person, lab.Clock);
        var administrator = await lab.App.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            administrator,
            "/administration/users/1",
            [],
            "/administration/users/1/two-step/remove"
        );
        var told = await administrator.GetStringAsync(answer.Headers.Location);
        using var password = await PasswordAsync(lab.App.CreateClient());

        Assert.Contains("Person 1 can sign in with the password alone", told, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(person, "/account"));
        Assert.Equal("/", password.Headers.Location?.ToString());
    }

    [Fact]
    public async Task ChangingIt_WithoutThePassword_IsRefused()
    {
        await using var lab = await LabAsync(TestDatabase.Default);
        var client = await lab.App.SignedInAsync(Role.Finance);
        await SetUpAsync(client, lab.Clock);

        using var wrong = await AppFactory.PostFormAsync(
            client,
            "/account/two-step",
            [new("Current", "not the password")],
            "/account/two-step/off"
        );
        var still = await lab.App.Services.GetRequiredService<TwoSteps>().IsOnAsync(1, None);
        using var right = await AppFactory.PostFormAsync(
            client,
            "/account/two-step",
            [new("Current", AppFactory.Password)],
            "/account/two-step/off"
        );

        Assert.Contains(
            "This is not your present password.",
            await wrong.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.True(still);
        Assert.Equal("/account/two-step?off=True", right.Headers.Location?.ToString());
        Assert.False(await lab.App.Services.GetRequiredService<TwoSteps>().IsOnAsync(1, None));
    }

    [DatabaseTheory]
    public async Task Required_OfWhoeverHasARole_OpensNothingUntilItIsSetUp(string engine)
    {
        await using var lab = await LabAsync(engine);
        var client = await lab.App.SignedInAsync(Role.Finance);
        var nobody = await lab.App.SignedInAsync();
        var settings = lab.App.Services.GetRequiredService<CompanySettingsStore>();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/imports"));

        await settings.SetAsync("twoStep", "required", "test", None);
        using var before = await client.GetAsync(new Uri("/imports", UriKind.Relative));
        var page = await client.GetStringAsync(new Uri("/account/two-step", UriKind.Relative));
        await SetUpAsync(client, lab.Clock);

        Assert.Equal("/account/two-step", before.Headers.Location?.ToString());
        Assert.Contains("Your company asks for two-step sign-in.", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/imports"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, "/imports"));
    }

    /// <summary>The secret in base 32 and the ten codes, of the browser's person.</summary>
    private static async Task<(string Secret, IReadOnlyList<string> Codes)> SetUpAsync(
        HttpClient client,
        ManualClock clock
    )
    {
        const string page = "/account/two-step";
        using var started = await AppFactory.PostFormAsync(
            client,
            page,
            [new("Current", AppFactory.Password)],
            page + "/start"
        );
        var html = WebUtility.HtmlDecode(await client.GetStringAsync(new Uri(page, UriKind.Relative)));
        var secret = OtpLink().Match(html).Groups["secret"].Value;
        using var confirmed = await AppFactory.PostFormAsync(
            client,
            page,
            [new("Code", Code(secret, clock))],
            page + "/confirm"
        );
        var codes = RecoveryCode().Matches(await confirmed.Content.ReadAsStringAsync());
        return (secret, [.. codes.Select(match => match.Groups["code"].Value)]);
    }

    private static string Code(string secret, ManualClock clock) =>
        Totp.Code(FromBase32(secret), Totp.Step(clock.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(
            text.Select(letter =>
                Convert
                    .ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2)
                    .PadLeft(5, '0')
            )
        );
        return [.. bits.Chunk(8).Where(part => part.Length == 8).Select(part => Convert.ToByte(new string(part), 2))];
    }

    private static Task<HttpResponseMessage> PasswordAsync(HttpClient client, string returnUrl = "") =>
        AppFactory.PostFormAsync(
            client,
            "/sign-in",
            [new("Email", "person1@test.example"), new("Password", AppFactory.Password), new("ReturnUrl", returnUrl)]
        );

    private static Task<HttpResponseMessage> CodeAsync(HttpClient client, string code, string returnUrl = "") =>
        AppFactory.PostFormAsync(client, "/sign-in/code", [new("Code", code), new("ReturnUrl", returnUrl)]);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string page)
    {
        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<Lab> LabAsync(string engine)
    {
        var clock = new ManualClock(Start);
        var database = await TestDatabase.CreateAsync(engine);
        var app = await AppFactory.StartAsync(database, builder => builder.Services.AddSingleton<TimeProvider>(clock));
        return new Lab(database, app, clock);
    }

    [GeneratedRegex("otpauth://[^\"]*secret=(?<secret>[A-Z2-7]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtpLink();

    [GeneratedRegex("<li>(?<code>[a-z2-7]{4}(-[a-z2-7]{4}){3})</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RecoveryCode();

    private sealed record Lab(TestDatabase Database, AppFactory App, ManualClock Clock) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
