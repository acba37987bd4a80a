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
}
