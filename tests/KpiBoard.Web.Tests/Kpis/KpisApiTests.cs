using System.Net;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Kpis;

public sealed class KpisApiTests
{
    [Fact]
    public async Task Get_WithAToken_IsWhatTheCommandPrints()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Read);

        Assert.Equal("[]", await client.GetStringAsync("/api/v1/kpis"));
        Assert.Equal("[]", await client.GetStringAsync("/api/v1/kpis/nrr?grain=r12&segment=*&from=2026-01"));
        Assert.Equal("[]", await client.GetStringAsync("/api/v1/bridge?measure=margin&business-unit=North"));
        Assert.StartsWith(
            "measure,grain,period,",
            await client.GetStringAsync("/api/v1/bridge?format=csv"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/api/v1/kpis/profit", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/kpis/nrr?grain=week", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/bridge?measure=profit", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/kpis?as-known-at=soon", HttpStatusCode.BadRequest)]
    public async Task Get_AskedWrongly_IsAProblem(string path, HttpStatusCode status)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Read);

        using var answer = await client.GetAsync(path);

        Assert.Equal(
            (status, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType)
        );
        Assert.Equal(
            (int)status,
            JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetInt32()
        );
    }
}
