using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_ForAnyToken_NamesTheEndpointsAndTheirToken()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.ApiClientAsync(ApiScope.Imports);

        using var description = JsonDocument.Parse(
            await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))
        );

        var root = description.RootElement;
        Assert.Equal("KpiBoard", root.GetProperty("info").GetProperty("title").GetString());
        Assert.Equal(
            "bearer",
            root.GetProperty("components")
                .GetProperty("securitySchemes")
                .GetProperty("token")
                .GetProperty("scheme")
                .GetString()
        );
        Assert.All(
            root.GetProperty("paths").EnumerateObject(),
            path => Assert.StartsWith("/api/v1/", path.Name, StringComparison.Ordinal)
        );
    }
}
