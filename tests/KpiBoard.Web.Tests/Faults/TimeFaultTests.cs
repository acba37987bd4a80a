using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Features.Refresh.Scheduling;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Tests.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Faults;

/// <summary>A clock that jumps back, and the two nights in which it is moved.</summary>
public sealed class TimeFaultTests
{
    [Theory]
    [InlineData("2027-03-27", 2, 30)] // in the night to the 28th there is no half past two
    [InlineData("2027-10-30", 2, 30)] // in the night to the 31st it comes twice
    [InlineData("2027-10-30", 3, 0)]
    [InlineData("2027-03-27", 3, 0)]
    public void Nightly_AroundANightInWhichTheClockIsMoved_FiresOncePerNight(string before, int hour, int minute)
    {
        var company = new CompanySettings { RefreshAt = new TimeOnly(hour, minute) };
        var day = DateOnly.Parse(before, System.Globalization.CultureInfo.InvariantCulture);
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(11, 0)), TimeSpan.Zero);
        var trigger = RefreshWatch.Nightly(company);

        var fired = new List<DateOnly>();
        for (var at = trigger.GetFireTimeAfter(noon); at < noon.AddDays(3); at = trigger.GetFireTimeAfter(at.Value))
        {
            fired.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.Value, company.TimeZone).DateTime));
        }

        Assert.Equal([day.AddDays(1), day.AddDays(2), day.AddDays(3)], fired);
    }

    [DatabaseTheory]
    public async Task Work_AfterTheClockJumpedBack_GoesOnAndKeepsItsOrder(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");
        await RefreshAsync(lab);

        lab.Clock.Now = lab.Clock.Now.AddHours(-26);
        var second = await lab.RevenueAsync("1,2026-01-05,2,A,DKK\n2,2026-01-06,5,B,DKK\n");
        var run = await RefreshAsync(lab);

        Assert.Equal((ImportAnswer.Imported, ImportAnswer.Imported), (first.Status, second.Status));
        Assert.Equal(["1 A 20260105 20000", "2 B 20260106 50000"], await lab.LinesAsync());
        Assert.Equal(RunStatus.Done, run.Status);
        await lab.UndoAsync(second.Id);
        Assert.Equal(["1 A 20260105 10000"], await lab.LinesAsync());
        var ledger = await lab.Get<ImportQueries>().LedgerAsync(CancellationToken.None);
        Assert.Equal([second.Id, first.Id], ledger.Select(import => import.Id));
        Assert.Null((await lab.Get<AuditChain>().VerifyAsync(CancellationToken.None)).Break);
    }

    private static async Task<RefreshRun> RefreshAsync(ImportLab lab)
    {
        var id = await lab.Get<RunLedger>()
            .QueueAsync(RunTrigger.Command, isFull: false, "test", CancellationToken.None);
        return await lab.Get<RefreshRunner>().RunAsync(id, (_, _) => { }, CancellationToken.None);
    }
}
