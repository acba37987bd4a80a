using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Periods;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Refresh;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Periods;

public sealed class ClosedMonthTests
{
    private const string Header = "line_id,booked_on,customer_id,amount";

    [DatabaseTheory]
    public async Task Import_IntoAClosedMonth_IsRefusedUntilItIsReopened(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        var first = await company.ImportAsync("revenue", [Header, "1,2026-09-30,A,10", "2,2026-10-01,A,10"]);
        var periods = company.Get<PeriodStore>();
        Assert.True(await periods.CloseAsync(202609, "reconciled", "finance", default));

        var late = await company.ImportAsync("revenue", [Header, "3,2026-10-02,A,10", "4,2026-09-29,A,10"]);
        // The row itself lies in an open month, but what it corrects does not.
        var moved = await company.ImportAsync("revenue", [Header, "1,2026-10-03,A,10"]);
        var replacing = await company.ImportAsync("revenue", [Header, "2,2026-10-01,A,11"], replaces: first.Id);
        var open = await company.ImportAsync("revenue", [Header, "1,2026-09-30,A,10", "5,2026-10-02,A,10"]);
        var undo = await company.Get<ImportUndo>().UndoAsync(first.Id!.Value, "finance", default);
        await periods.ReopenAsync([202609], "a late invoice", "finance", default);
        var again = await company.ImportAsync("revenue", [Header, "3,2026-10-02,A,10", "4,2026-09-29,A,10"]);

        var error = Assert.Single(late.Errors!);
        Assert.Equal((3L, "period.closed"), (error.Line, error.Code));
        Assert.Contains("2026-09 is closed", error.Message, StringComparison.Ordinal);
        Assert.Equal("period.closedChanged", Assert.Single(moved.Errors!).Code);
        Assert.Equal("period.closedReplaced", Assert.Single(replacing.Errors!).Code);
        Assert.Equal(ImportAnswer.Imported, open.Status);
        // The second file has sent the row of September again, so that it stays when the first is undone.
        Assert.Null(undo);
        Assert.Equal(ImportAnswer.Imported, again.Status);
    }

    [DatabaseTheory]
    public async Task Replace_WithAClosedMonthAsItWas_IsTaken_AndWhatDiffersIsNamedByLine(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        string[] september = ["1,2026-09-10,A,10", "2,2026-09-11,B,20", ",2026-09-12,A,5", ",2026-09-12,A,5"];
        var first = await company.ImportAsync("revenue", [Header, .. september, "3,2026-10-01,A,10"]);
        await company.RefreshAsync();
        await company.Get<PeriodStore>().CloseAsync(202609, "", "finance", default);
        await company.RefreshAsync();

        var wrong = await company.ImportAsync(
            "revenue",
            [
                Header,
                "1,2026-09-10,A,10",
                "2,2026-09-11,B,21",
                ",2026-09-12,A,5",
                "9,2026-09-30,A,1",
                "3,2026-10-01,A,12",
            ],
            replaces: first.Id
        );
        var right = await company.ImportAsync(
            "revenue",
            [Header, .. september.Reverse(), "3,2026-10-01,A,12"],
            replaces: first.Id
        );
        await company.RefreshAsync();
        var touched = await FigureDump.ReadAsync(company.Database, withFigures: true);
        await company.RefreshAsync(isFull: true);

        Assert.Equal(
            [(3L, "period.closedChanged"), (5L, "period.closed"), (1L, "period.closedReplaced")],
            wrong.Errors!.Select(error => (error.Line, error.Code))
        );
        Assert.Equal(ImportAnswer.Imported, right.Status);
        Assert.Equal(touched, await FigureDump.ReadAsync(company.Database, withFigures: true));
    }

    [DatabaseTheory]
    public async Task Undo_OfAnImportIntoAClosedMonth_IsRefused(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        var answers = await company.ImportAsync("surveys", ["score,answered_at,customer_id", "9,2026-09-30,A"]);
        var rates = await company.ImportAsync("rates", ["currency,period,rate", "EUR,2026-09,7.45"]);
        await company.Get<PeriodStore>().CloseAsync(202609, "", "finance", default);
        var undo = company.Get<ImportUndo>();

        Assert.Equal(ImportUndo.Closed, (await undo.UndoAsync(answers.Id!.Value, "finance", default))?.Code);
        Assert.Equal(ImportUndo.Closed, (await undo.UndoAsync(rates.Id!.Value, "finance", default))?.Code);
        var changed = await company.ImportAsync("rates", ["currency,period,rate", "EUR,2026-09,7.46"]);
        Assert.Equal(ImportAnswer.Refused, changed.Status);
    }

    [DatabaseTheory]
    public async Task Close_OfAMonthTheSourceHasNotReached_MakesItsFiguresComplete(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("revenue", [Header, "1,2026-09-30,A,10", "2,2026-10-20,A,10"]);
        await company.RefreshAsync();
        var before = await CompleteAsync(company);

        await company.Get<PeriodStore>().CloseAsync(202610, "", "finance", default);
        await company.RefreshAsync();
        var closed = await CompleteAsync(company);
        var touched = await FigureDump.ReadAsync(company.Database, withFigures: true);
        await company.RefreshAsync(isFull: true);

        Assert.Equal((false, true), (before, closed));
        Assert.Equal(touched, await FigureDump.ReadAsync(company.Database, withFigures: true));
    }

    [DatabaseTheory]
    public async Task Periods_ClosedAndReopenedOnThePage_KeepWhoAndWhy(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.Database.ExecuteAsync(
            """
            INSERT INTO [CustomerMonth] ([CustomerId], [Month], [Currency], [Amount], [Lines], [CoveredAmount],
                                         [CoveredCost], [CoveredLines], [FirstDay], [LastDay])
            VALUES (0, 202401, 'DKK', 10000, 1, 0, 0, 0, 20240101, 20240101)
            """,
            null,
            default
        );
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);

        using var closed = await AppFactory.PostFormAsync(client, "/periods", [], "/periods/2024-01/close");
        using var silent = await AppFactory.PostFormAsync(
            client,
            "/periods/reopen?month=2024-01",
            [new("month", "2024-01")],
            "/periods/reopen"
        );
        using var opened = await AppFactory.PostFormAsync(
            client,
            "/periods/reopen?month=2024-01",
            [new("why", "A late invoice"), new("month", "2024-01")],
            "/periods/reopen"
        );
        using var running = await AppFactory.PostFormAsync(client, "/periods", [], "/periods/2999-01/close");

        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Contains(
            "Write why the month is reopened.",
            await silent.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "A late invoice",
            await client.GetStringAsync(opened.Headers.Location),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, running.StatusCode);
        var step = Assert.Single(await app.Services.GetRequiredService<PeriodQueries>().EventsAsync(default));
        Assert.Equal("A late invoice", step.ReopenedWhy);
    }

    private static async Task<bool> CompleteAsync(TestCompany company) =>
        await company.Database.ScalarAsync<bool>(
            """
            SELECT [IsComplete]
              FROM [Bridge]
             WHERE [Measure] = 'revenue' AND [Grain] = 'month' AND [Dimension] = '' AND [Period] = '2026-10'
               AND [ToRun] = 9223372036854775807
            """,
            null,
            default
        );
}
