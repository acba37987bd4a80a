using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using KpiBoard.Web;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KpiBoard.Testing;

/// <summary>
/// The real app on a real port of the loopback interface, with a test's own database. Clients sign in through the real
/// form, so that pages and browsers are tested the same way.
/// </summary>
public sealed partial class AppFactory : IAsyncDisposable
{
    public const string Password = "a sentence for tests";

    /// <summary>The product's own takes a tenth of a second for each password, on purpose; hundreds of tests sign in.</summary>
    private static readonly PasswordHasher<AppUser> QuickHasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 1_000 })
    );

    private readonly WebApplication app;
    private readonly Dictionary<HttpClient, CookieContainer> clients = [];
    private int lastUser;

    private AppFactory(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.First());

    /// <summary>Starts the app on the database.</summary>
    /// <param name="database">Whose configuration the app gets.</param>
    /// <param name="configure">Runs before the product registers its services: put a clock here.</param>
    /// <param name="demo">As under <c>serve --demo</c>.</param>
    public static async Task<AppFactory> StartAsync(
        TestDatabase database,
        Action<WebApplicationBuilder>? configure = null,
        bool demo = false
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        var web = Product.CreateWeb(
            new ServeOptions("http://127.0.0.1:0", demo),
            builder =>
            {
                foreach (var (key, value) in database.Configuration)
                {
                    builder.Configuration[key] = value;
                }
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton<IStringLocalizerFactory, StrictLocalizerFactory>();
                builder.Services.AddSingleton<IPasswordHasher<AppUser>>(QuickHasher);
                configure?.Invoke(builder);
            }
        );
        await web.StartAsync();
        return new AppFactory(web);
    }

    /// <summary>A browser that nobody has signed in with; it keeps cookies and shows redirects.</summary>
    public HttpClient CreateClient()
    {
        var cookies = new CookieContainer();
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        var client = new HttpClient(handler) { BaseAddress = Address };
        clients.Add(client, cookies);
        return client;
    }

    /// <summary>What the browser keeps.</summary>
    public CookieContainer CookiesOf(HttpClient client) => clients[client];

    /// <summary>A browser in which a new person with these roles has signed in; without roles, a person with none.</summary>
    public Task<HttpClient> SignedInAsync(params string[] roles) => SignedInAsync(roles, []);

    /// <summary>As somebody who sees of the units' own figures those of these units only.</summary>
    public async Task<HttpClient> SignedInAsync(string[] roles, string[] units)
    {
        var client = CreateClient();
        var email = await AddUserAsync(roles, units);
        using var answer = await PostFormAsync(
            client,
            "/sign-in",
            new Dictionary<string, string> { ["Email"] = email, ["Password"] = Password }
        );
        return answer.StatusCode == HttpStatusCode.Redirect
            ? client
            : throw new InvalidOperationException($"Signing in answered {answer.StatusCode}.");
    }

    /// <summary>Adds a person whose password is <see cref="Password"/> and returns the e-mail address.</summary>
    public async Task<string> AddUserAsync(IReadOnlyList<string> roles, IReadOnlyList<string>? units = null)
    {
        var number = Interlocked.Increment(ref lastUser);
        var email = $"person{number}@test.example";
        var store = Services.GetRequiredService<UserStore>();
        var details = new UserDetails(email, $"Person {number}", roles, units ?? []);
        var id = await store.AddAsync(details, CancellationToken.None);
        var hasher = Services.GetRequiredService<IPasswordHasher<AppUser>>();
        await store.SetPasswordAsync(id!.Value, hasher.HashPassword(new AppUser(), Password), CancellationToken.None);
        return email;
    }

    /// <summary>A script that calls endpoints with a token of these scopes; without scopes, one without a token.</summary>
    public async Task<HttpClient> ApiClientAsync(params string[] scopes)
    {
        var client = CreateClient();
        if (scopes.Length > 0)
        {
            var name = RandomNumberGenerator.GetHexString(8);
            var token = await Services
                .GetRequiredService<ApiTokens>()
                .AddAsync(name, scopes, ApiTokens.DefaultDays, "test", CancellationToken.None);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return client;
    }

    /// <summary>Opens the page that holds the form, and posts the fields with the form's own token.</summary>
    /// <param name="client">The browser.</param>
    /// <param name="page">The page that holds the form.</param>
    /// <param name="fields">What a person would fill in.</param>
    /// <param name="action">Where the form goes; by default to its page.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(
        HttpClient client,
        string page,
        IEnumerable<KeyValuePair<string, string>> fields,
        string? action = null
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        using var content = new FormUrlEncodedContent([
            .. fields,
            new KeyValuePair<string, string>("__RequestVerificationToken", FormToken(html)),
        ]);
        return await client.PostAsync(new Uri(action ?? page, UriKind.Relative), content);
    }

    /// <summary>The antiforgery token of the page's forms.</summary>
    public static string FormToken(string html) => Token().Match(html).Groups["token"].Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Keys)
        {
            client.Dispose();
        }
        // Disposing a host does not stop what works in it, such as the scheduler.
        await app.StopAsync();
        await app.DisposeAsync();
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Token();
}
