using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Strategy;
using KpiBoard.Web.Tests.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Delivery;

public sealed class WorkReaderTests
{
    private const string PlanSql = """
        INSERT INTO [WorkPlan] ([InitiativeId], [BusinessUnit], [Month], [Days]) VALUES (@id, @unit, @month, @days)
        """;

    private const string CapacitySql = """
        INSERT INTO [UnitCapacity] ([BusinessUnit], [FromMonth], [Days], [ChangedAt], [ChangedBy])
        VALUES (@unit, @month, @days, @at, 'eva')
        """;

    private const string CostSql = """
        INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt],
               [AddedBy])
        VALUES (@cost, @id, 20261001, @amount, @currency, '', @at, 'eva')
        """;

    private static readonly DateOnly Today = new(2026, 11, 22);

    [DatabaseTheory]
    public async Task Read_WithoutAPlan_SpreadsWhatIsLeftEvenlyAndLeavesOutWhatHasEnded(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        await lab.AddAsync("Done", InitiativeStatus.Closed);
        await lab.CheckIns.AddAsync(id, new(50, "on-track", 5, "", false), null, "a", CancellationToken.None);

        var book = await lab.Company.Get<WorkReader>().ReadAsync(Today, CancellationToken.None);

        var one = Assert.Single(book.Initiatives);
        Assert.Equal((true, false, 60), (one.Work.IsRunning, one.IsPlanned, one.DaysLeft));
        // Two units, from November to April.
        Assert.Equal(12, one.Work.Shares.Count);
        Assert.All(one.Work.Shares, share => Assert.Equal(5, share.Days, 1e-9));
        Assert.Equal(1_250_000_000L, one.BudgetLeft!.Value.Units);
        Assert.Empty(book.Days);
    }

    [DatabaseTheory]
    public async Task Read_WithPlanCapacityAndCosts_TakesWhatPeopleSaid(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        await PlanAsync("Norway", 202610, 99);
        await PlanAsync("Norway", 202612, 40);
        await WriteAsync(
            CapacitySql,
            new
            {
                unit = "Norway",
                month = 202601,
                days = 30.5,
                at = TestCompany.Start,
            }
        );
        foreach (var (cost, currency) in new[] { (1, "DKK"), (2, "DKK"), (3, "NOK") })
        {
            await WriteAsync(
                CostSql,
                new
                {
                    cost,
                    id,
                    amount = 1_000_000_000L,
                    currency,
                    at = TestCompany.Start,
                }
            );
        }

        var book = await lab.Company.Get<WorkReader>().ReadAsync(Today, CancellationToken.None);

        var one = Assert.Single(book.Initiatives);
        Assert.Equal(new WorkShare("Norway", new Month(2026, 12), 40), Assert.Single(one.Work.Shares));
        Assert.Equal((2_000_000_000L, 500_000_000L), (one.Spent!.Value.Units, one.BudgetLeft!.Value.Units));
        Assert.Equal(WorkBook.Months, book.Days.Count);
        var lacks = Assert.Single(Assert.Single(book.Follow().Fits).Lacks);
        Assert.Equal(9.5, lacks.Days, 1e-9);

        Task PlanAsync(string unit, int month, double days) =>
            WriteAsync(
                PlanSql,
                new
                {
                    id,
                    unit,
                    month,
                    days,
                }
            );

        Task WriteAsync(string sql, object values) =>
            lab.Company.Database.ExecuteAsync(sql, values, CancellationToken.None);
    }
}
