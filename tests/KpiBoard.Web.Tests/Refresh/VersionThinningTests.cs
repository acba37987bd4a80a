using KpiBoard.Testing;
using KpiBoard.Web.Features.Kpis;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class VersionThinningTests
{
    private static readonly int[] Days = [3, 10, 20, 31, 45, 60];

    [DatabaseTheory]
    public async Task RunAsync_AfterThirteenMonths_KeepsWhatWasKnownAtTheEndsOfMonths(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var known = new List<(DateTimeOffset At, decimal End)>();
        foreach (var (run, day) in Days.Index())
        {
            // From 22 November on.
            company.Clock.Advance(TestCompany.Start.AddDays(day) - company.Clock.GetUtcNow());
            await company.ImportAsync(
                "revenue",
                ["booked_on,customer_id,amount,currency", $"2026-10-31,A,{run + 1},DKK"]
            );
            await company.RefreshAsync();
            known.Add((company.Clock.GetUtcNow(), await EndAsync(company, company.Clock.GetUtcNow())));
        }
        company.Clock.Advance(TimeSpan.FromDays(420));

        await company.RefreshAsync(trigger: RunTrigger.Nightly);

        var then = new List<decimal>();
        foreach (var (at, _) in known)
        {
            then.Add(await EndAsync(company, at));
        }
        // 25 Nov; 2, 12, 23 Dec; 6, 21 Jan: until the last run of a month it is as the month before ended.
        Assert.Equal([1, 3, 6, 10, 15, 21], known.Select(run => run.End));
        Assert.Equal([1, 1, 1, 10, 10, 21], then);
    }

    private static async Task<decimal> EndAsync(TestCompany company, DateTimeOffset at)
    {
        var settings = await company.Get<CompanySettingsStore>().GetAsync(CancellationToken.None);
        var request = KpiRequest.Of(new KpiOptions { AsKnownAt = at.ToString("O", null) }, settings);
        return (await company.Get<KpiQueries>().BridgeAsync(request, CancellationToken.None)).Single().End;
    }
}
