using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class AdministrationCommandTests
{
    [DatabaseTheory]
    public async Task UserAdd_PrintsALinkThatSetsThePassword(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var added = await CommandRun.StartAsync(
            database,
            [
                "user",
                "add",
                "Anna@Company.example",
                "--role",
                "finance",
                "--role",
                "care",
                "--name",
                "Anna",
                "--unit",
                "Oslo",
            ]
        );
        var listed = await CommandRun.StartAsync(database, "user", "list", "--json");

        Assert.Equal(ExitCode.Done, added.ExitCode);
        await using var app = await AppFactory.StartAsync(database);
        var path = new Uri(added.Output.Trim()).AbsolutePath;
        var form = new Dictionary<string, string>
        {
            ["Password"] = AppFactory.Password,
            ["Repeat"] = AppFactory.Password,
        };
        using var answer = await AppFactory.PostFormAsync(app.CreateClient(), path, form);
        Assert.Equal("/", answer.Headers.Location?.ToString());
        using var json = JsonDocument.Parse(listed.Output);
        var anna = json.RootElement[0];
        Assert.Equal("anna@company.example", anna.GetProperty("email").GetString());
        Assert.Equal("Anna", anna.GetProperty("name").GetString());
        Assert.Equal(["care", "finance"], anna.GetProperty("roles").EnumerateArray().Select(role => role.GetString()));
        Assert.Equal(["Oslo"], anna.GetProperty("units").EnumerateArray().Select(unit => unit.GetString()));
    }

    [Fact]
    public async Task UserAdd_Twice_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await CommandRun.StartAsync(database, "user", "add", "a@b.example", "--role", "owner");

        var again = await CommandRun.StartAsync(database, "user", "add", "A@B.example", "--role", "owner");

        Assert.Equal(ExitCode.Refused, again.ExitCode);
        Assert.Contains("already a user", again.Error, StringComparison.Ordinal);
        Assert.Empty(again.Output);
    }

    [DatabaseTheory]
    public async Task UserLink_OfSomebodyKnown_PrintsALinkThatWorksWithoutPasswords(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await CommandRun.StartAsync(database, "user", "add", "a@b.example", "--role", "administrator");

        var link = await CommandRun.StartAsync(database, "user", "link", "A@b.example");
        var unknown = await CommandRun.StartAsync(database, "user", "link", "nobody@b.example");

        await using var app = await AppFactory.StartAsync(database);
        var found = await app
            .Services.GetRequiredService<PasswordLinks>()
            .FindAsync(new Uri(link.Output.Trim()).Segments[^1], CancellationToken.None);
        Assert.True(found is { ByServer: true, Email: "a@b.example" });
        Assert.Equal(ExitCode.Refused, unknown.ExitCode);
    }

    [Theory]
    [InlineData("user add a@b.example --role emperor")]
    [InlineData("user add a@b.example")]
    [InlineData("user add nonsense --role owner")]
    [InlineData("token add nightly --scope everything")]
    [InlineData("token add nightly --scope read --days 0")]
    [InlineData("token add nightly --scope read --days 366")]
    [InlineData("setting set")]
    [InlineData("nonsense")]
    public async Task Command_WithWrongUsage_SaysSo(string line)
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);

        var run = await CommandRun.StartAsync(database, line.Split(' '));

        Assert.Equal(ExitCode.WrongUsage, run.ExitCode);
        Assert.NotEmpty(run.Error);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Command_OnADatabaseWithoutMigrations_SaysToMigrate()
    {
        await using var database = await TestDatabase.CreateEmptyAsync(TestDatabase.Default);

        var run = await CommandRun.StartAsync(database, "user", "list");

        Assert.Equal(ExitCode.SystemFailed, run.ExitCode);
        Assert.Contains("migrate", run.Error, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task TokenAdd_PrintsATokenOnceAndKeepsItsHash(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);

        var added = await CommandRun.StartAsync(database, "token", "add", "nightly", "--scope", "imports");
        var again = await CommandRun.StartAsync(database, "token", "add", "nightly", "--scope", "imports");
        var listed = await CommandRun.StartAsync(database, "token", "list", "--json");
        var token = added.Output.Trim();

        Assert.Equal(ExitCode.Done, added.ExitCode);
        Assert.Equal(ExitCode.Refused, again.ExitCode);
        Assert.DoesNotContain(token, listed.Output, StringComparison.Ordinal);
        Assert.Contains("\"scopes\":[\"imports\"]", listed.Output, StringComparison.Ordinal);
        var stored = await database.Database.ScalarAsync<string>(
            "SELECT [TokenHash] FROM [ApiToken]",
            null,
            CancellationToken.None
        );
        Assert.Equal(Secret.Hash(token), stored);
    }

    [Fact]
    public async Task TokenRevoke_OfAnActiveToken_FreesItsName()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await CommandRun.StartAsync(database, "token", "add", "nightly", "--scope", "read");

        var revoked = await CommandRun.StartAsync(database, "token", "revoke", "nightly");
        var again = await CommandRun.StartAsync(database, "token", "revoke", "nightly");
        var added = await CommandRun.StartAsync(database, "token", "add", "nightly", "--scope", "read");

        Assert.Equal(ExitCode.Done, revoked.ExitCode);
        Assert.Equal(ExitCode.Refused, again.ExitCode);
        Assert.Equal(ExitCode.Done, added.ExitCode);
    }

    [Fact]
    public async Task Setting_SetAndListed_IsInForce()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);

        var set = await CommandRun.StartAsync(database, "setting", "set", "churn", "inactive:90");
        var wrong = await CommandRun.StartAsync(database, "setting", "set", "churn", "sometimes");
        var unknown = await CommandRun.StartAsync(database, "setting", "set", "colour", "blue");
        var listed = await CommandRun.StartAsync(database, "setting", "list", "--json");

        Assert.Equal(ExitCode.Done, set.ExitCode);
        Assert.Equal(ExitCode.Refused, wrong.ExitCode);
        Assert.Equal(ExitCode.Refused, unknown.ExitCode);
        Assert.Contains("\"churn\":\"inactive:90\"", listed.Output, StringComparison.Ordinal);
    }
}
