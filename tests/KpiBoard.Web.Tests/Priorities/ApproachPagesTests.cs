using System.Net.Http.Json;
using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Priorities.Approaches;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Priorities;

public sealed class ApproachPagesTests
{
    private const string SaySql = """
        UPDATE [Initiative]
           SET [Approach] = @approach, [Diagnosis] = @diagnosis
         WHERE [Id] = @id
        """;

    [DatabaseTheory]
    public async Task Read_WithinBudgetAndDays_TakesWhatFits(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var lab = new PriorityLab(company.Get<IServiceProvider>());
        await lab.FillAsync();
        await SayAsync(lab, 1, "touchpoint");
        await SayAsync(lab, 2, "journey-theme");
        var reader = company.Get<ApproachReader>();

        var all = await reader.ReadAsync(null, CancellationToken.None);
        var one = await reader.ReadAsync(200_000, CancellationToken.None);
        await lab.CapacityAsync("Denmark", 202611, 12);
        var few = await reader.ReadAsync(null, CancellationToken.None);

        Assert.Equal(400_000, all.BudgetLeft);
        Assert.Equal(3, all.Options.Count);
        Assert.Equal(2, all.Options.Max(option => option.Initiatives.Count));
        Assert.Equal(1, one.Options.Max(option => option.Initiatives.Count));
        Assert.Contains(one.Options, option => option.OverBudget.Count == 1);
        Assert.Equal(1, few.Options.Max(option => option.Initiatives.Count));
        Assert.Contains(few.Options, option => option.NoRoom.Count == 1);
        Assert.Equal(
            all.Options.OrderByDescending(option => option.Score).Select(option => option.Score),
            all.Options.Select(option => option.Score)
        );
    }

    [Fact]
    public async Task Page_RecommendsAndSaysWhatItDoesNotKnow()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Care);
        Assert.NotNull((await client.PageAsync("/priorities/approaches")).QuerySelector("main .empty"));
        var lab = new PriorityLab(app.Services);
        await lab.FillAsync();
        Assert.Contains(
            "No initiative says",
            (await client.PageAsync("/priorities/approaches")).Text("main .empty"),
            StringComparison.Ordinal
        );
        await SayAsync(lab, 1, "touchpoint", "They leave before the first visit.");

        foreach (var language in new[] { "en", "da", "nb" })
        {
            var page = await client.PageAsync("/priorities/approaches?budget=500000", language);
            Assert.Single(page.QuerySelectorAll("[aria-labelledby=options] tbody tr"));
            Assert.Contains("100", page.Text(".lead"), StringComparison.Ordinal);
            Assert.Contains("One way in", page.Text("[aria-labelledby=unknown]"), StringComparison.Ordinal);
            Assert.Contains("before the first visit", page.Text("main"), StringComparison.Ordinal);
        }
        var wrong = await client.PageAsync("/priorities/approaches?budget=lots");
        Assert.Equal("true", wrong.QuerySelector("[name=budget]")!.GetAttribute("aria-invalid"));
        var csv = await client.GetStringAsync(new Uri("/priorities/approaches/csv", UriKind.Relative));
        Assert.Contains("INI-1", csv, StringComparison.Ordinal);

        var reader = await app.ApiClientAsync(ApiScope.Read);
        var answer = await reader.GetFromJsonAsync<JsonElement>("/api/v1/priorities/approaches");
        var option = Assert.Single(answer.GetProperty("options").EnumerateArray());
        Assert.Equal("touchpoint", option.GetProperty("approaches")[0].GetString());
        Assert.Equal(1, option.GetProperty("bestScore").GetDouble());
    }

    private static Task SayAsync(PriorityLab lab, long id, string approach, string diagnosis = "") =>
        lab.Database.ExecuteAsync(
            SaySql,
            new
            {
                id,
                approach,
                diagnosis,
            },
            CancellationToken.None
        );
}
