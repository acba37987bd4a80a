using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class CurrencyTests
{
    [Fact]
    public async Task Import_OfTheFirstFile_SetsTheCompanysCurrency()
    {
        await using var lab = await ImportLab.CreateAsync();

        await lab.RevenueAsync("1,2026-01-05,1,A,sek\n");
        var blank = await lab.RevenueAsync("2,2026-01-05,1,A,\n");

        Assert.Equal("SEK", (await lab.Get<CompanySettingsStore>().GetAsync(default)).Currency);
        Assert.Equal("SEK", Assert.Single(blank.Totals).Currency);
    }

    [Fact]
    public async Task Import_WithoutAnyCurrency_SaysWhatToDo()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("revenue", "booked_on,amount\n2026-01-05,1\n");

        Assert.Equal(("currency", "currency.unknown"), (answer.Errors![0].Column, answer.Errors[0].Code));
        Assert.Contains("setting set currency", answer.Errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfTwoCurrenciesAtFirst_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,1,A,SEK\n");

        Assert.Equal("currency.several", answer.Errors![0].Code);
        Assert.Null((await lab.Get<CompanySettingsStore>().GetAsync(default)).Currency);
    }

    [Fact]
    public async Task Import_OfASecondCurrency_WaitsUntilTheCompanyHasSaidItsOwn()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n");

        var refused = await lab.RevenueAsync("2,2026-01-05,1,A,SEK\n");
        await lab.Get<CompanySettingsStore>().SetAsync("currency", "DKK", "finance", default);
        var taken = await lab.RevenueAsync("2,2026-01-05,1,A,SEK\n");

        Assert.Equal("currency.second", refused.Errors![0].Code);
        Assert.Equal(ImportAnswer.Imported, taken.Status);
        Assert.Contains("no rate for SEK in 2026-01", Assert.Single(taken.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfASecondCurrencyWithItsRate_HasNoWarning()
    {
        await using var lab = await ImportLab.CreateAsync();
        await lab.Get<CompanySettingsStore>().SetAsync("currency", "DKK", "finance", default);
        await lab.ImportAsync("rates", "currency,period,rate\nSEK,2026-01,0.65\n");

        var answer = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,1,,SEK\n");

        Assert.Empty(answer.Warnings);
        Assert.Equal(["DKK", "SEK"], answer.Totals.Select(total => total.Currency));
        Assert.Equal(new UnidentifiedTotal(1, null), answer.Unidentified);
    }

    [Fact]
    public async Task Import_OfQuantityAndPrice_MultipliesExactly()
    {
        await using var lab = await ImportLab.CreateAsync();

        await lab.ImportAsync(
            "revenue",
            "line_id,booked_on,quantity,unit_price\n1,2026-01-05,-3,2.55\n2,2026-01-05,1,0.00005\n3,2026-01-05,3,0.333333\n",
            """{"constants":{"currency":"GBP"}}"""
        );

        Assert.Equal(["1  20260105 -76500", "2  20260105 1", "3  20260105 10000"], await lab.LinesAsync());
    }
}
