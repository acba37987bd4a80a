using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Web.Tests.Accounts;

/// <summary>The app beside an identity provider, both on the loopback interface and under one clock.</summary>
internal sealed class SingleSignOnLab : IAsyncDisposable
{
    private readonly HttpClient atProvider = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }
    );

    private SingleSignOnLab(TestDatabase database, IdentityProvider provider, AppFactory app, ManualClock clock)
    {
        Database = database;
        Provider = provider;
        App = app;
        Clock = clock;
    }

    public TestDatabase Database { get; }
    public IdentityProvider Provider { get; }
    public AppFactory App { get; }
    public ManualClock Clock { get; }

    public static async Task<SingleSignOnLab> StartAsync(
        string engine = TestDatabase.Sqlite,
        params (string Key, string Value)[] settings
    )
    {
        // Cookies are kept by the real time.
        var clock = new ManualClock(TimeProvider.System.GetUtcNow());
        var database = await TestDatabase.CreateAsync(engine);
        var provider = await IdentityProvider.StartAsync(clock);
        var app = await AppFactory.StartAsync(database, builder => Configure(builder, provider, clock, settings));
        return new(database, provider, app, clock);
    }

    /// <summary>Says of Alma what is asked for the usual case.</summary>
    public SingleSignOnLab WithAlma(params string[] groups)
    {
        Provider.Person["email"] = "Alma@Aldervik.example";
        Provider.Person["email_verified"] = true;
        Provider.Person["groups"] = new System.Text.Json.Nodes.JsonArray([
            .. groups.Select(group => System.Text.Json.Nodes.JsonValue.Create(group)),
        ]);
        return this;
    }

    /// <summary>From the button to where the app leads in the end.</summary>
    public async Task<string> SignInAsync(HttpClient client, string returnUrl = "/")
    {
        var callback = await ToCallbackAsync(client, returnUrl);
        return callback.StartsWith('/') ? callback : await LocationAsync(client, callback);
    }

    /// <summary>From the button to the address that the provider sends the browser back to.</summary>
    public async Task<string> ToCallbackAsync(HttpClient client, string returnUrl = "/")
    {
        var there = await LocationAsync(client, $"/sign-in/single-sign-on?returnUrl={Uri.EscapeDataString(returnUrl)}");
        return there.StartsWith('/') ? there : await LocationAsync(atProvider, there);
    }

    public static async Task<string> LocationAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        return answer.StatusCode == HttpStatusCode.Redirect
            ? answer.Headers.Location!.ToString()
            : $"status {(int)answer.StatusCode}";
    }

    public static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address = "/account")
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    public async Task<UserAccess?> FindAsync(string email)
    {
        var users = App.Services.GetRequiredService<UserQueries>();
        return await users.FindAsync(email, CancellationToken.None) is { } user
            ? await users.AccessAsync(user.Id, CancellationToken.None)
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        atProvider.Dispose();
        await App.DisposeAsync();
        await Provider.DisposeAsync();
        await Database.DisposeAsync();
    }

    public static void Configure(
        WebApplicationBuilder builder,
        IdentityProvider provider,
        TimeProvider clock,
        IEnumerable<(string Key, string Value)> settings
    )
    {
        builder.Services.AddSingleton(clock);
        foreach (var (key, value) in provider.Configuration)
        {
            builder.Configuration[key] = value;
        }
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }
    }
}
