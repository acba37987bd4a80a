using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Reconciliation;
using KpiBoard.Web.Infrastructure.Figures;
using Xunit;

namespace KpiBoard.Web.Tests.Figures;

public sealed class BudgetsTests
{
    [DatabaseTheory]
    public async Task Budget_OfAPlan_StandsBesideAllRevenueAndLastYear(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync(
            "revenue",
            ["booked_on,customer_id,amount", "2025-09-30,A,80", "2026-09-01,A,100", "2026-09-30,,8", "2026-10-31,A,1"]
        );
        var plan = await company.ImportAsync("targets", ["kpi,period,value", "revenue,2026-09,120"]);
        await company.RefreshAsync();

        var month = Assert.Single(
            await new Budgets(company.Database).ReadAsync(new Month(2026, 9), new Month(2026, 9), default)
        );
        var reconciled = Assert.Single(
            await new ReconciliationQueries(company.Database).MonthsAsync(202609, 202609, "DKK", default)
        );

        Assert.Equal(ImportAnswer.Imported, plan.Status);
        var expected = new BudgetLine(Dkk(108), Dkk(120), Dkk(80));
        Assert.Equal(expected, month.Line);
        Assert.Equal(expected, reconciled.Beside);
        Assert.Equal(-0.1, expected.Share(Dkk(120)));
        Assert.Equal(0.35, expected.Share(Dkk(80)));
    }

    private static Money Dkk(decimal amount) => Money.FromDecimal(amount);
}
