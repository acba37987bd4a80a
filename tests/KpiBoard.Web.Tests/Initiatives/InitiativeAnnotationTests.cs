using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class InitiativeAnnotationTests
{
    private const string Begun = "began";
    private const string Closed = "closed";

    [DatabaseTheory]
    public async Task Figure_ThatAnInitiativeIsLinkedTo_IsMarkedWhereItBeganAndClosed(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var clock = new ManualClock(FigureSeed.Now.AddMonths(-2));
        await using var app = await AppFactory.StartAsync(
            database,
            builder => builder.Services.AddSingleton<TimeProvider>(clock)
        );
        await new FigureSeed(database.Database).AddCompanyAsync();
        var store = app.Services.GetRequiredService<InitiativeStore>();
        var id = await new InitiativeSeed(app.Services).AddAsync("One way in", KpiCodes.LogoChurn, "Small business");
        var client = await app.SignedInAsync(Role.Executive);
        Assert.Equal([Begun], await MarksAsync(client, KpiCodes.LogoChurn));

        var now = (await store.ContentAsync(id, 1, CancellationToken.None))!;
        await store.ChangeAsync(
            id,
            1,
            now with
            {
                Status = InitiativeStatus.Closed,
            },
            "a",
            CancellationToken.None,
            VersionAction.Moved
        );

        Assert.Equal([Begun, Closed], await MarksAsync(client, KpiCodes.LogoChurn));
        Assert.Equal([], await MarksAsync(client, KpiCodes.NetRevenueRetention));
    }

    private static async Task<IEnumerable<string>> MarksAsync(HttpClient client, string kpi)
    {
        var page = await client.PageAsync($"/figures/{kpi}");
        return
        [
            .. page.QuerySelectorAll(".marks li li")
                .Where(item => item.Children[0].Text() == "One way in")
                .Select(item => item.Text().Contains(Closed, StringComparison.Ordinal) ? Closed : Begun),
        ];
    }
}
