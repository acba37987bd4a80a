using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Reconciliation;
using KpiBoard.Web.Infrastructure.Access;
using Xunit;

namespace KpiBoard.Web.Tests.Reconciliation;

public sealed class ReconciliationTests
{
    private const string Header = "line_id,booked_on,customer_id,amount,cost";

    [DatabaseTheory]
    public async Task Months_BesideTheLedger_ShowTheDifferenceAndTheImportThatIsIt(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("customers", ["customer_id,name", "A,Aldervik"]);
        await company.ImportAsync(
            "revenue",
            [Header, "1,2026-10-01,A,100,60", "2,2026-10-02,,20,", "3,2026-10-03,B,5,4"]
        );
        var twice = await company.ImportAsync("revenue", [Header, "9,2026-10-01,A,40,1"], "till");
        var store = new LedgerTotalStore(company.Database, company.Clock);
        await store.SaveAsync([new(new Month(2026, 10), "DKK", Money.FromDecimal(125))], "finance", default);
        var queries = new ReconciliationQueries(company.Database);

        var month = Assert.Single(await queries.MonthsAsync(202601, 202612, "DKK", default));
        var imports = await queries.ImportsAsync(202610, "DKK", default);
        await company.UndoAsync(twice.Id!.Value);
        var after = Assert.Single(await queries.MonthsAsync(202601, 202612, "DKK", default));

        Assert.Equal(Money.FromDecimal(40), month.Difference);
        Assert.Equal(
            (20_0000, 5_0000, 20_0000),
            (month.Lines.Unidentified, month.Lines.NotDescribed, month.Lines.WithoutCost)
        );
        Assert.Equal(twice.Id, Assert.Single(imports, import => import.Explains(month.Difference)).Id);
        Assert.Equal(Money.Zero, after.Difference);
    }

    [DatabaseTheory]
    public async Task Years_WithAPlanForLaterOnes_AreThoseOfRevenue(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("revenue", [Header, "1,2026-10-01,A,100,60"]);
        await company.ImportAsync("targets", ["kpi,period,value", "nrr,2027-12,1"]);

        Assert.Equal([2026], await new ReconciliationQueries(company.Database).YearsAsync(default));
    }

    [DatabaseTheory]
    public async Task Undo_SeenBeforehand_SaysWhatGoesAndWhatComesBack(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync("revenue", [Header, "1,2026-09-30,A,100,", "2,2026-10-02,A,20,"]);
        var wrong = await company.ImportAsync("revenue", [Header, "1,2026-10-30,A,1000,", "3,2026-10-03,A,7,"]);

        var preview = (await new UndoPreviews(company.Database).FindAsync(wrong.Id!.Value, default))!;
        await company.UndoAsync(wrong.Id.Value);
        var after = await new ReconciliationQueries(company.Database).MonthsAsync(202609, 202610, "DKK", default);

        Assert.Equal(
            [("2026-09", 0L, 1L, 0m, 100m), ("2026-10", 3L, 1L, 1027m, 20m)],
            preview.Months.Select(month => (month.Period, month.Rows, month.RowsAfter, month.Amount, month.AmountAfter))
        );
        Assert.Equal(
            preview.Months.Select(month => (month.Period, month.AmountAfter)).Reverse(),
            after.Select(month => (month.Period, month.Ours.ToDecimal()))
        );
    }

    [Theory]
    [InlineData("period;currency;amount\n2026-10;DKK;1.234.567,89\n2026-09;eur;-5", 2, null)]
    [InlineData("2026-10,DKK,47612408.30", 1, null)]
    [InlineData("2026-10\tDKK\t1 000,5\n2026-10\tDKK\t2", 1, null)]
    [InlineData("2026-10;DKK;1\n2026-13;DKK;1", 0, 2)]
    [InlineData("2026-10;DKK;x", 0, 1)]
    [InlineData("", 0, null)]
    public void Parse_OfPastedLines_TakesAllOrNamesTheFirstWrongOne(string text, int count, int? wrong)
    {
        var (totals, line) = LedgerTotalText.Parse(text);

        Assert.Equal((count, wrong), (totals.Count, line));
    }

    [DatabaseTheory]
    public async Task Totals_PastedOnThePage_StandBesideTheImports(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Finance);

        using var wrong = await AppFactory.PostFormAsync(client, "/reconciliation", [new("lines", "2026-10;DKK;much")]);
        using var saved = await AppFactory.PostFormAsync(
            client,
            "/reconciliation",
            [new("lines", "2026-10;DKK;12,50")]
        );
        var csv = await client.GetStringAsync(new Uri("/reconciliation/csv", UriKind.Relative));

        Assert.Contains("Line 1 is not a period", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("12.50", await client.GetStringAsync(saved.Headers.Location), StringComparison.Ordinal);
        using var one = await AppFactory.PostFormAsync(client, "/reconciliation/2026-10/DKK", [new("amount", "13,25")]);
        Assert.Contains("13.25", await client.GetStringAsync(one.Headers.Location), StringComparison.Ordinal);
        Assert.Contains("2026-10,DKK,0,0.00,12.50", csv, StringComparison.Ordinal);
    }
}
