using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Sheets;

public sealed class TableFileTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private AppFactory app = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestDatabase.Default);
        app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(new ManualClock(FigureSeed.Now))
        );
        await new FigureSeed(database.Database).AddCompanyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("/figures", Role.Executive)]
    [InlineData("/figures/churn.logo", Role.Executive)]
    [InlineData("/figures/revenue.existing", Role.Executive)]
    [InlineData("/", Role.Care)]
    [InlineData("/imports", Role.Executive)]
    [InlineData("/refreshes", Role.Administrator)]
    [InlineData("/administration/users", Role.Administrator)]
    [InlineData("/administration/sources", Role.Administrator)]
    public async Task Page_LinksToItsTablesAsFiles_WhichAnswerInTheirFormat(string page, string role)
    {
        var client = await app.SignedInAsync(role);

        var links = (await client.PageAsync(page))
            .QuerySelectorAll(".table-files a")
            .Select(link => link.GetAttribute("href")!)
            .Distinct();

        var count = 0;
        foreach (var link in links)
        {
            using var answer = await client.GetAsync(new Uri(link, UriKind.Relative));
            var start = (await answer.Content.ReadAsByteArrayAsync())[..2];
            var isBook = link.Split('?')[0].EndsWith("/xlsx", StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(isBook ? "PK"u8.ToArray() : [0xEF, 0xBB], start);
            count++;
        }
        Assert.True(count >= 2);
    }

    [Fact]
    public async Task Bridge_AsAFile_NamesStepsCurrencyAndPeriod()
    {
        var client = await app.SignedInAsync(Role.Executive);

        var csv = await client.GetStringAsync(new Uri("/figures/revenue.existing/bridge/csv", UriKind.Relative));

        Assert.Contains("revenue,month,2026-10,,,churned,-1118006.90,DKK,46", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ledger_WhoMayNotReadImports_GetsNoFile()
    {
        var owner = await app.SignedInAsync(Role.Owner);

        using var answer = await owner.GetAsync(new Uri("/imports/xlsx", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
