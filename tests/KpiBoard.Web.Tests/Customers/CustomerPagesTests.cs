using KpiBoard.Testing;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Customers;

public sealed class CustomerPagesTests
{
    [DatabaseTheory]
    public async Task Merge_OnTheCustomersPage_SaysSoAndCanBeTakenBack(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.Database.ExecuteAsync(
            "INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (1, 'OLD'), (2, 'NEW')",
            null,
            default
        );
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);

        using var unknown = await AppFactory.PostFormAsync(
            client,
            "/customers/1",
            [new("Number", "new")],
            "/customers/1/merge"
        );
        Assert.Contains(
            "There is no customer with this number.",
            await unknown.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        using var merged = await AppFactory.PostFormAsync(
            client,
            "/customers/1",
            [new("Number", "NEW")],
            "/customers/1/merge"
        );
        var page = await client.GetStringAsync(merged.Headers.Location);
        Assert.Contains("This number is counted as NEW.", page, StringComparison.Ordinal);

        using var parted = await AppFactory.PostFormAsync(client, "/customers/1", [], "/customers/1/merges/1/undo");
        Assert.Contains(
            "Parted again.",
            await client.GetStringAsync(parted.Headers.Location),
            StringComparison.Ordinal
        );
        var merge = Assert.Single(await app.Services.GetRequiredService<CustomerQueries>().MergesAsync(1, default));
        Assert.NotNull(merge.UndoneAt);
    }

    [DatabaseTheory]
    public async Task Files_OfTheListAndOfOneCustomer_SayWhoCountsAsWhom(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.Database.ExecuteAsync(
            """
            INSERT INTO [Customer] ([Id], [CustomerId]) VALUES (1, 'OLD'), (2, 'NEW'), (3, '=SUM(A1)');
            INSERT INTO [CustomerMonth] ([CustomerId], [Month], [Currency], [Amount], [Lines], [CoveredAmount], [CoveredCost],
                   [CoveredLines], [FirstDay], [LastDay])
            VALUES (2, 202602, 'DKK', 125000, 3, 0, 0, 0, 20260203, 20260203)
            """,
            null,
            default
        );
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);
        using var merged = await AppFactory.PostFormAsync(
            client,
            "/customers/1",
            [new("Number", "NEW")],
            "/customers/1/merge"
        );
        Assert.Equal(System.Net.HttpStatusCode.Redirect, merged.StatusCode);

        var list = await client.GetStringAsync(new Uri("/customers/csv?language=en", UriKind.Relative));
        var months = await client.GetStringAsync(new Uri("/customers/2/csv?language=en", UriKind.Relative));

        Assert.Contains("OLD,,,,NEW,false", list, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("'=SUM(A1)", list, StringComparison.Ordinal);
        Assert.Contains("NEW,2026-02,DKK,0,,12.5", months, StringComparison.Ordinal);
    }
}
