using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class RefreshesApiTests
{
    private static readonly Uri Refreshes = new("/api/v1/refreshes", UriKind.Relative);

    [DatabaseTheory]
    public async Task Post_WithATokenThatMayWrite_IsAcceptedAndCanBeFollowed(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Write, ApiScope.Read);

        var accepted = await client.PostAsync(Refreshes, content: null);
        var run = await client.GetFromJsonAsync<JsonElement>(accepted.Headers.Location);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal("api", run.GetProperty("trigger").GetString());
        Assert.False(run.GetProperty("full").GetBoolean());
    }

    [Fact]
    public async Task Post_WithATokenThatMayOnlyRead_IsForbidden()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Read);

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync(Refreshes, content: null)).StatusCode);
    }
}
