using System.Globalization;
using KpiBoard.Browser.Tests;
using KpiBoard.Testing;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // one browser on one app: it is the machine that is slow

namespace KpiBoard.Browser.Tests;

/// <summary>One app with the demo company and one browser for all tests; contexts keep people apart.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Debian's package; another one is named by the variable.</summary>
    private const string DefaultChromium = "/usr/bin/chromium";
    private const string ChromiumVariable = "KPIBOARD_TEST_CHROMIUM";

    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>The demo company's: who is given none sees no customers.</summary>
    private static readonly string[] Units = ["Denmark", "Norway", "Sweden"];

    private readonly Dictionary<string, string> sessions = [];
    private readonly Dictionary<(string? Role, string Language), Visit> kept = [];
    private TestDatabase? database;
    private AppFactory? app;
    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Chromium => Environment.GetEnvironmentVariable(ChromiumVariable) ?? DefaultChromium;

    public AppFactory App => app!;

    /// <summary>The last complete month of the demo company, yyyy-MM: it is made up to yesterday.</summary>
    public static string LastMonth =>
        TimeProvider.System.GetUtcNow().AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }
        database = await TestDatabase.CreateEmptyAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(database, demo: true);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
        playwright?.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        if (database is not null)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>The demo company once more, for who changes what the others look at.</summary>
    public async Task<OwnDemo> OwnDemoAsync()
    {
        SkipWithoutBrowser();
        return await OwnDemo.OfAsync(App);
    }

    /// <summary>A new browser window in which nobody has signed in.</summary>
    public async Task<Visit> VisitAsync(string language = "en", string? session = null, Uri? at = null)
    {
        SkipWithoutBrowser();
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = (at ?? App.Address).ToString(),
                Locale = language,
                StorageState = session,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        return await Visit.OfAsync(context);
    }

    /// <summary>A window in which the demo's person of a role has signed in, with one click the first time.</summary>
    public async Task<Visit> VisitAsAsync(string role, string language = "en")
    {
        if (!sessions.TryGetValue(role, out var session))
        {
            await using var first = await VisitAsync();
            await first.GoAsync("/sign-in");
            await first.ClickThroughAsync(first.Page.Locator($"button.persona[value='{role}']"));
            session = await first.Page.Context.StorageStateAsync();
            sessions[role] = session;
        }
        return await VisitAsync(language, session);
    }

    /// <summary>A window in which somebody has signed in who was never here before.</summary>
    public async Task<Visit> VisitAsNewAsync(string role, string language = "en")
    {
        var visit = await VisitAsync(language);
        var email = await App.AddUserAsync([role], Units);
        await visit.GoAsync("/sign-in");
        await visit.SignInAsync(email);
        return visit;
    }

    /// <summary>A window that stays open for the next look at a page, with what it has loaded; nobody acts in it.</summary>
    /// <param name="role">Whose; none when nobody has signed in.</param>
    public async Task<Visit> KeptAsync(string? role, string language)
    {
        if (!kept.TryGetValue((role, language), out var visit))
        {
            visit = role is null ? await VisitAsync(language) : await VisitAsAsync(role, language);
            kept[(role, language)] = visit;
        }
        return visit;
    }

    private void SkipWithoutBrowser() =>
        Assert.SkipUnless(
            browser is not null,
            $"There is no Chromium at {Chromium}: install the package chromium, or set {ChromiumVariable}."
        );
}
