using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Events;

public sealed class EventPagesTests : IAsyncLifetime
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

    [Fact]
    public async Task Event_NotedFromAFigure_MarksItsChartWithWordsInTheTableAndIsFoundAndRemoved()
    {
        var client = await app.SignedInAsync(Role.Executive);
        var figure = await client.PageAsync("/figures/churn.logo");
        var add = figure.QuerySelector("a[href^='/events/add']")!.GetAttribute("href")!;
        Assert.Null(figure.QuerySelector("[data-mark]"));

        using var saved = await AppFactory.PostFormAsync(
            client,
            add,
            new Dictionary<string, string>
            {
                ["Title"] = "Price letter",
                ["Length"] = "day",
                ["FromDay"] = "2026-10-06",
                ["Kpis"] = "churn.logo",
            }
        );
        var address = saved.Headers.Location!.ToString();
        Assert.Contains("done=added", address, StringComparison.Ordinal);

        var marked = await client.PageAsync("/figures/churn.logo");
        var mark = marked.QuerySelector("figure[data-chart=series] [data-mark]")!;
        Assert.Equal(("A", "Oct 26"), (mark.GetAttribute("data-mark"), mark.GetAttribute("data-mark-at")));
        Assert.Equal("A Price letter 6 Oct 2026", mark.Text());
        Assert.Contains(
            "A: Price letter",
            marked.QuerySelectorAll("figure[data-chart=series] tbody tr")[35].Text(),
            StringComparison.Ordinal
        );
        Assert.NotNull(marked.QuerySelector("figure[data-chart=xmr] [data-mark=A]"));
        Assert.Null((await client.PageAsync("/figures/nrr")).QuerySelector("[data-mark]"));
        Assert.Contains(
            "Price letter",
            (await client.PageAsync("/search?q=price")).Text("main"),
            StringComparison.Ordinal
        );

        using var removed = await AppFactory.PostFormAsync(client, address, [], "/events/1/remove");
        var list = await client.PageAsync(removed.Headers.Location!.ToString());
        Assert.Contains("Price letter is removed", list.Text(".notice"), StringComparison.Ordinal);
        Assert.NotNull(list.QuerySelector("form[action='/events/1/restore']"));
        Assert.NotNull(list.QuerySelector(".empty a[href='/events/add']"));
        using var gone = await client.GetAsync(new Uri("/events/1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Event_WronglyTyped_IsHandedBackWithWhatToDo()
    {
        var client = await app.SignedInAsync(Role.Owner);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/events/add",
            new Dictionary<string, string>
            {
                ["Title"] = " ",
                ["Length"] = "period",
                ["FromDay"] = "2026-10-06",
                ["ToDay"] = "2026-10-05",
            }
        );

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Say what happened", html, StringComparison.Ordinal);
        Assert.Contains("not before the first", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Care_ReadsEventsAndIsOfferedNoWriting()
    {
        var care = await app.SignedInAsync(Role.Care);

        var list = await care.PageAsync("/events");

        Assert.Null(list.QuerySelector("a[href='/events/add']"));
        Assert.NotNull(list.QuerySelector(".empty"));
        using var answer = await care.GetAsync(new Uri("/events/add", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
