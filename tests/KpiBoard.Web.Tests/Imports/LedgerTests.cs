using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class LedgerTests
{
    [DatabaseTheory]
    public async Task Page_OfADay_IsADayOfTheCompany(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        company.Clock.Advance(TimeSpan.FromHours(17.5)); // 23:30 UTC is the next day in Copenhagen
        await company.ImportAsync("revenue", ["booked_on,customer_id,amount,currency", "2026-10-01,A,1,DKK"]);
        var ledger = new LedgerQueries(company.Database);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

        Assert.Equal(0, await CountAsync(new DateOnly(2026, 11, 22)));
        Assert.Equal(1, await CountAsync(new DateOnly(2026, 11, 23)));

        async Task<long> CountAsync(DateOnly day) =>
            (
                await ledger.PageAsync(
                    new LedgerFilter
                    {
                        From = day,
                        To = day,
                        Zone = zone,
                    },
                    default
                )
            ).Total;
    }
}
