using KpiBoard.Testing;
using KpiBoard.Web.Features.Restatements;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Restatements;

public sealed class RestatementTests
{
    private const string Header = "line_id,booked_on,customer_id,amount";

    [DatabaseTheory]
    public async Task Changes_BetweenTwoInstants_NameWhatChangedThemByMoney(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync(
            "revenue",
            [Header, "1,2026-08-31,A,100", "2,2026-09-30,A,100", "3,2026-10-31,A,100"]
        );
        await company.RefreshAsync();
        var then = company.Clock.GetUtcNow();
        company.Clock.Advance(TimeSpan.FromHours(1));
        var late = await company.ImportAsync("revenue", [Header, "4,2026-09-29,A,7"]);
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        await company.RefreshAsync();
        company.Clock.Advance(TimeSpan.FromHours(1));
        await company.UndoAsync(late.Id!.Value);
        await company.ImportAsync("revenue", [Header, "5,2026-09-29,A,50", "6,2026-11-01,B,1"]);
        company.Clock.Advance(TimeSpan.FromMinutes(1));
        await company.RefreshAsync();
        var queries = new RestatementQueries(company.Database);
        var (from, to) = (
            await queries.RunAtAsync(then, default),
            await queries.RunAtAsync(company.Clock.GetUtcNow(), default)
        );

        var changes = await queries.ChangesAsync("month", from, to, default);
        var causes = await queries.CausesAsync(from, to, default);

        // The new month is news and no restatement.
        Assert.DoesNotContain(changes, change => change.Period == "2026-11");
        var largest = changes[0];
        Assert.Equal(
            ("revenue", "2026-09", 100m, 150m),
            (largest.Figure, largest.Period, largest.MoneyWas!.Value.ToDecimal(), largest.MoneyNow!.Value.ToDecimal())
        );
        Assert.Equal(
            ["import", "undo"],
            causes.Where(cause => cause.Run == largest.Run).Select(cause => cause.Kind).Order()
        );
        // It was 107 for a while: what the run between took in is a cause too.
        Assert.Equal([from + 1, to], largest.Runs.Order());
        Assert.Equal(3, causes.Count);
    }

    [DatabaseTheory]
    public async Task Report_FromBeforeTheFirstFigures_FoldsWhatCameIntoOneLine(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await database.Database.ExecuteAsync(
            """
            INSERT INTO [RefreshRun] ([Id], [Status], [Trigger], [IsFull], [RequestedAt], [RequestedBy], [StartedAt],
                                      [FinishedAt], [Progress], [PeriodsTouched], [ValuesChanged], [BatchesTaken])
            VALUES (1, 'done', 'command', 0, @at, 'test', @at, @at, 0, 0, 0, 0)
            """,
            new { at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero) },
            default
        );
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);

        var html = await client.GetStringAsync(
            new Uri("/restatements?from=2026-01-01&to=2026-04-01", UriKind.Relative)
        );

        Assert.Contains("The first figures are of 2 Mar 2026", html, StringComparison.Ordinal);
        Assert.Contains("from=2026-03-02", html, StringComparison.Ordinal);
        Assert.DoesNotContain("What came in between", html, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Report_BeforeAnyRefresh_SaysThatThereWereNoFigures(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Executive);

        var html = await client.GetStringAsync(new Uri("/restatements?from=2026-01-01", UriKind.Relative));
        var csv = await client.GetStringAsync(new Uri("/restatements/csv?from=2026-01-01", UriKind.Relative));

        Assert.Contains("No figures yet on that day", html, StringComparison.Ordinal);
        Assert.StartsWith("figure,period,was_complete,then,now,causes", csv, StringComparison.Ordinal);
    }
}
