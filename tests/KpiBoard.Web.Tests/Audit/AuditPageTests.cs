using System.Net;
using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Audit;

public sealed class AuditPageTests
{
    private const string Page = "/administration/audit";

    [DatabaseTheory]
    public async Task Token_MadeAndRevokedOnThePage_IsInTheLogWithPersonAndAddress(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        using var made = await AppFactory.PostFormAsync(
            client,
            "/administration/tokens",
            new Dictionary<string, string> { ["Name"] = "nightly-revenue", ["Scopes"] = "imports" }
        );
        using var revoked = await AppFactory.PostFormAsync(
            client,
            "/administration/tokens",
            new Dictionary<string, string> { ["name"] = "nightly-revenue" },
            "/administration/tokens/revoke"
        );

        var html = await client.GetStringAsync(new Uri($"{Page}?subject=ApiToken", UriKind.Relative));
        var csv = await client.GetStringAsync(new Uri($"{Page}/csv?subject=ApiToken", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, revoked.StatusCode);
        Assert.Contains("nightly-revenue", html, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", html, StringComparison.Ordinal);
        Assert.Contains("RevokedAt", html, StringComparison.Ordinal);
        Assert.Contains("person1@test.example,127.0.0.1,changed,ApiToken", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("SecurityStamp", html, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Check_OnThePage_SaysWhetherTheLogIsWhole(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);
        using var whole = await AppFactory.PostFormAsync(client, Page, [], $"{Page}/verify");
        Assert.Contains("The log is whole", await whole.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await database.Database.ExecuteAsync(
            "UPDATE [AuditEntry] SET [By] = 'nobody' WHERE [Id] = 1",
            null,
            CancellationToken.None
        );
        using var broken = await AppFactory.PostFormAsync(client, Page, [], $"{Page}/verify");

        Assert.Contains(
            "entry 1 is not what was written",
            await broken.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [DatabaseTheory]
    public async Task Older_WhenThereAreMoreThanFit_LeadsToTheRest(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        for (var i = 0; i < 55; i++)
        {
            await app
                .Services.GetRequiredService<ApiTokens>()
                .AddAsync($"token {i}", ["read"], ApiTokens.DefaultDays, "test", CancellationToken.None);
        }
        var client = await app.SignedInAsync(Role.Administrator);

        using var document = await client.PageAsync($"{Page}?subject=ApiToken");
        Assert.Equal(50, document.QuerySelectorAll("tbody tr").Length);
        using var older = await client.PageAsync(document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal(5, older.QuerySelectorAll("tbody tr").Length);
        Assert.Null(older.QuerySelector("a[rel=next]"));
    }

    [DatabaseTheory]
    public async Task Customer_LookedAtOrTakenAway_IsInTheLog(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        await database.Database.ExecuteAsync(
            "INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (7, 'C-7')",
            null,
            CancellationToken.None
        );
        var client = await app.SignedInAsync(Role.Finance);
        foreach (
            var (path, status) in new[]
            {
                ("/customers/7", 200),
                ("/customers/8", 404),
                ("/customers/7/csv", 200),
                ("/customers/csv", 200),
            }
        )
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(status, (int)answer.StatusCode);
        }

        using var refused = await AppFactory.PostFormAsync(
            client,
            "/account",
            new Dictionary<string, string> { ["Reason"] = " " },
            "/customers/7/exclude"
        );
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);

        var read = await database.Database.QueryAsync<string>(
            "SELECT CONCAT([By], ' ', [Subject], ' ', [SubjectKey]) FROM [AuditEntry] WHERE [Action] = 'read' ORDER BY [Id]",
            null,
            CancellationToken.None
        );

        Assert.Equal(
            [
                "person1@test.example Customer 7",
                "person1@test.example Customer 7",
                "person1@test.example Customer *",
                "person1@test.example Customer 7",
            ],
            read
        );
        Assert.Null((await app.Services.GetRequiredService<AuditChain>().VerifyAsync(CancellationToken.None)).Break);
    }

    [DatabaseTheory]
    public async Task Verify_Command_PrintsTheHashOrFails(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var token = await CommandRun.StartAsync(database, "token", "add", "nightly", "--scope", "imports");
        Assert.Equal(0, token.ExitCode);

        var whole = await CommandRun.StartAsync(database, "audit", "verify");
        await database.Database.ExecuteAsync("DELETE FROM [AuditEntry] WHERE [Id] = 1", null, CancellationToken.None);
        var broken = await CommandRun.StartAsync(database, "audit", "verify");

        Assert.Equal(0, whole.ExitCode);
        Assert.Contains("1 entries", whole.Output, StringComparison.Ordinal);
        Assert.Equal(3, broken.ExitCode);
        Assert.Contains("entry 1 is missing", broken.Error, StringComparison.Ordinal);
    }
}
