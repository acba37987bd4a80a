using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

/// <summary>Plain HTTP, hosts and proxies; a proxy is this machine, which the tests call from.</summary>
public sealed class HttpsTests
{
    private const string Host = "kpi.company.example";

    [Fact]
    public async Task Page_OverPlainHttpBehindAProxy_IsSentToHttps()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await BehindAProxyAsync(database);

        using var answer = await GetAsync(app, "/figures?x=1", "http");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Equal($"https://{Host}/figures?x=1", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Endpoint_OverPlainHttpBehindAProxy_IsRefusedAndNotSentOn()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await BehindAProxyAsync(database);

        using var answer = await GetAsync(app, "/api/v1/kpis", "http");
        using var live = await GetAsync(app, "/health/live", "http");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("HTTPS only", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task SignIn_OverHttps_StaysOnHttpsAndOnThisHost()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await BehindAProxyAsync(database);
        var email = await app.AddUserAsync([Role.Executive]);

        using var page = await GetAsync(app, "/sign-in", "https");
        var form = Cookie(page, "__Host-kpiboard.form");
        using var request = Request("/sign-in", "https");
        request.Method = HttpMethod.Post;
        request.Headers.Add("Cookie", form.Split(';')[0]);
        request.Content = new FormUrlEncodedContent([
            new("Email", email),
            new("Password", AppFactory.Password),
            new("__RequestVerificationToken", AppFactory.FormToken(await page.Content.ReadAsStringAsync())),
        ]);
        using var answer = await app.CreateClient().SendAsync(request);

        var session = Cookie(answer, "__Host-kpiboard.session");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(
            "max-age=31536000; includeSubDomains",
            page.Headers.GetValues("Strict-Transport-Security").Single()
        );
        Assert.All(["secure", "httponly", "path=/"], part => Assert.Contains(part, session, StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", session, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForwardedHeaders_WithoutAConfiguredProxy_AreNotBelieved()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Https:Required"] = "true";
                builder.Configuration["AllowedHosts"] = "*";
                builder.Configuration["ForwardedHeaders_Enabled"] = "true";
            }
        );

        using var answer = await GetAsync(app, "/sign-in", "https");

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    public async Task Host_OnAServerForThisMachineOnly_IsThisMachine(string host, HttpStatusCode expected)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { Host = host } };

        using var answer = await app.CreateClient().SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("urls=http://localhost:5000", false)]
    [InlineData("urls=http://[::1]:5000;http://127.0.0.1:5001", false)]
    [InlineData("urls=http://0.0.0.0:8080", true)]
    [InlineData("http_ports=8080", true)]
    [InlineData("urls=http://localhost:5000 Kestrel:Endpoints:All:Url=http://*:80", true)]
    [InlineData("urls=http://localhost:5000 Proxies:0=10.0.0.0/24", true)]
    [InlineData("urls=http://0.0.0.0:8080 Https:Required=false", false)]
    [InlineData("urls=http://0.0.0.0:8080 Demo:Enabled=true", false)]
    public void Required_IsSo_WhereverAnotherMachineCanCall(string settings, bool expected) =>
        Assert.Equal(expected, HttpsOptions.From(Configuration(settings)).Required);

    [Fact]
    public void Proxies_AsAListOrAText_AreAddressesAndNetworks() =>
        Assert.Equal(
            ["10.0.0.5/32", "10.1.0.0/16", "fd00::1/128"],
            Proxies
                .From(Configuration("Proxies=10.0.0.5,10.1.0.0/16 Proxies:0=fd00::1"))
                .Select(n => n.ToString())
                .Order()
        );

    [Theory]
    [InlineData("10.0.0.0/99")]
    [InlineData("proxy.company.example")]
    public void Proxies_ThatAreNoAddress_StopTheStart(string proxy)
    {
        var refused = Assert.Throws<CommandException>(() => Proxies.From(Configuration($"Proxies={proxy}")));

        Assert.Contains(proxy, refused.Message, StringComparison.Ordinal);
    }

    private static Task<AppFactory> BehindAProxyAsync(TestDatabase database) =>
        AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Proxies"] = "127.0.0.1";
                builder.Configuration["AllowedHosts"] = Host;
            }
        );

    private static async Task<HttpResponseMessage> GetAsync(AppFactory app, string path, string scheme)
    {
        using var request = Request(path, scheme);
        return await app.CreateClient().SendAsync(request);
    }

    private static HttpRequestMessage Request(string path, string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = Host } };
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        return request;
    }

    private static string Cookie(HttpResponseMessage answer, string name) =>
        answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith($"{name}=", StringComparison.Ordinal));

    private static IConfigurationRoot Configuration(string settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings
                    .Split(' ')
                    .Select(pair => pair.Split('=', 2))
                    .ToDictionary(pair => pair[0], pair => (string?)pair[1])
            )
            .Build();
}
