using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class EffectTests
{
    private const string Header = "line_id,booked_on,customer_id,amount";

    [DatabaseTheory]
    public async Task DryRun_OfAReplacement_SaysWhatItThenDoes(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("revenue", [Header, "1,2026-08-01,A,100", "2,2026-08-02,A,50"]);
        // Replaces line 2, sends line 1 again, and brings its own.
        var wrong = await company.ImportAsync(
            "revenue",
            [
                Header,
                "1,2026-08-01,A,100",
                "2,2026-09-02,A,70",
                "3,2026-09-03,B,7",
                ",2026-09-04,B,1",
                ",2026-09-04,B,1",
            ]
        );
        await company.ImportAsync("revenue", [Header, "4,2026-09-05,C,1000"], source: "other");
        string[] right = [Header, "2,2026-09-02,A,60", "3,2026-09-03,B,7", ",2026-09-04,B,1", "5,2026-10-01,B,9"];

        var trial = await company.ImportAsync("revenue", right, replaces: wrong.Id, dryRun: true);
        Assert.Equal(ImportAnswer.DryRun, trial.Status);
        Assert.Equal(
            [("2026-09", 5, 4, 0, 1, 1, 1079m, 1068m), ("2026-10", 0, 1, 1, 0, 0, 0m, 9m)],
            trial.Effect!.Select(Numbers)
        );
        var undo = (await company.Get<ImportEffects>().FindAsync(Revenue, 0, wrong.Id!.Value, default))!;
        Assert.Equal(
            [("2026-08", 1, 2, 0, 1, 0, 100m, 150m), ("2026-09", 5, 1, 0, 0, 3, 1079m, 1000m)],
            undo.Select(Numbers)
        );

        await company.ImportAsync("revenue", right, replaces: wrong.Id);
        var now = await company.Database.QueryAsync<long>(
            "SELECT SUM([Amount]) FROM [CurrentRevenueLine] WHERE [BookedMonth] IN (202609, 202610) GROUP BY [BookedMonth] ORDER BY [BookedMonth]",
            null,
            default
        );
        Assert.Equal([10_680_000, 90_000], now);
    }

    private static readonly Features.Imports.Kinds.ImportKind Revenue = Features.Imports.Kinds.ImportKind.Find(
        "revenue"
    )!;

    private static (string, long, long, long, long, long, decimal, decimal) Numbers(EffectMonth month) =>
        (
            month.Period,
            month.Rows,
            month.RowsAfter,
            month.RowsAdded,
            month.RowsChanged,
            month.RowsRemoved,
            month.Amount,
            month.AmountAfter
        );
}
