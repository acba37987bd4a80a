using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Database;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Hosting;

public sealed class DemoModeTests
{
    [Fact]
    public async Task Personas_InDemoMode_SignInWithOneClick()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database, demo: true);
        foreach (var role in Role.All)
        {
            var client = app.CreateClient();

            using var answer = await AppFactory.PostFormAsync(
                client,
                "/sign-in",
                new Dictionary<string, string> { ["role"] = role, ["returnUrl"] = "/account" },
                "/sign-in/persona"
            );
            var account = await client.GetStringAsync(new Uri("/account", UriKind.Relative));

            Assert.Equal("/account", answer.Headers.Location?.ToString());
            Assert.Contains($"{role}@aldervik.example", account, StringComparison.Ordinal);
            Assert.Contains("This is a demonstration", account, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Personas_OutsideDemoMode_DoNotExist()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/account",
            new Dictionary<string, string> { ["role"] = Role.Administrator },
            "/sign-in/persona"
        );
        var page = await app.CreateClient().GetStringAsync(new Uri("/sign-in", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("persona", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("demonstration", page, StringComparison.OrdinalIgnoreCase);
        Assert.Null(
            await app
                .Services.GetRequiredService<UserQueries>()
                .FindAsync("administrator@aldervik.example", CancellationToken.None)
        );
    }

    [Fact]
    public async Task Database_InDemoMode_IsAFileOfItsOwn()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Sqlite);
        await using var app = await AppFactory.StartAsync(
            database,
            builder =>
            {
                builder.Configuration["Database:Engine"] = "sqlserver";
                builder.Configuration["ConnectionStrings:KpiBoard"] = "Server=the-real-thing";
            },
            demo: true
        );

        var options = app.Services.GetRequiredService<DatabaseOptions>();

        Assert.Equal("sqlite", options.Engine);
        Assert.Equal("kpiboard-demo.db", Path.GetFileName(options.File));
        Assert.False(File.Exists(Path.Combine(options.DataFolder, DatabaseOptions.CompanyFile)));
    }
}
