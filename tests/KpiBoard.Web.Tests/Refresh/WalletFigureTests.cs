using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using Xunit;

namespace KpiBoard.Web.Tests.Refresh;

public sealed class WalletFigureTests
{
    private const string Wallets = "customer_id,period,category_spend,currency,rank,brands";

    /// <summary>Each month every one of 40 customers spends 10 here: 120 a year.</summary>
    private static async Task<TestCompany> CompanyAsync(string engine)
    {
        var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync(
            "customers",
            [
                "customer_id,segment",
                .. Enumerable.Range(0, 40).Select(at => $"C{at},{(at < 35 ? "Private" : "Public")}"),
            ]
        );
        await company.ImportAsync(
            "revenue",
            [
                "line_id,booked_on,customer_id,amount,currency",
                .. Enumerable
                    .Range(0, 13)
                    .SelectMany(month =>
                        Enumerable
                            .Range(0, 40)
                            .Select(at =>
                                $"{month}-{at},{new DateOnly(2025, 10, 31).AddMonths(month):yyyy-MM-dd},C{at},10,DKK"
                            )
                    ),
            ]
        );
        return company;
    }

    [DatabaseTheory]
    public async Task Share_OfCustomersWithAnEstimate_IsYearlySpendOverCategorySpend(string engine)
    {
        await using var company = await CompanyAsync(engine);
        await company.ImportAsync(
            "wallets",
            [Wallets, .. Enumerable.Range(0, 36).Select(at => $"C{at},2026,{(at % 2 == 0 ? 240 : 480)},DKK,,")]
        );
        await company.RefreshAsync();

        var point = await PointAsync(company, "--grain r12 --from R12-2026-10 --to R12-2026-10");

        Assert.Equal(120.0 / 360, point.GetProperty("value").GetDouble(), 12);
        Assert.Equal(36, point.GetProperty("n").GetInt64());
        Assert.Equal("ratio", point.GetProperty("unit").GetString());
        Assert.True(point.GetProperty("lower").GetDouble() < 1 / 3.0);
        // By month too: the year to its end. By member: 35 of the 36 are private.
        var month = await PointAsync(company, "--from 2026-10 --to 2026-10 --segment Private");
        Assert.Equal(35, month.GetProperty("n").GetInt64());
    }

    [DatabaseTheory]
    public async Task Share_OfRankedCustomers_FollowsTheAllocationRule(string engine)
    {
        await using var company = await CompanyAsync(engine);
        await company.ImportAsync("wallets", [Wallets, .. Enumerable.Range(0, 30).Select(at => $"C{at},2025,,,1,3")]);
        await company.RefreshAsync();

        var point = await PointAsync(company, "--from 2026-10 --to 2026-10");

        Assert.Equal(0.5, point.GetProperty("value").GetDouble(), 12);
    }

    [DatabaseTheory]
    public async Task Share_AfterAnUndo_IsWhatItWasBefore(string engine)
    {
        await using var company = await CompanyAsync(engine);
        await company.ImportAsync("wallets", [Wallets, "C1,2026,240,DKK,,", "C2,2026,240,DKK,,"]);
        var second = await company.ImportAsync("wallets", [Wallets, "C1,2026,480,DKK,,", "C2,2026,240,DKK,,"]);
        await company.RefreshAsync();
        Assert.Equal((1, 1), (second.Rows.Updated, second.Rows.Unchanged));
        Assert.Equal(240.0 / 720, (await PointAsync(company, "--from 2026-10")).GetProperty("value").GetDouble(), 12);

        await company.UndoAsync(second.Id!.Value);
        await company.RefreshAsync();

        var point = await PointAsync(company, "--from 2026-10");
        Assert.Equal(0.5, point.GetProperty("value").GetDouble(), 12);
        Assert.Equal("too few", point.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("C1,26,100,DKK,,", "period", "A year is written with four digits: 2026.")]
    [InlineData("C1,2026,-1,DKK,,", "category_spend", "What a customer spends is not below zero.")]
    [InlineData("C1,2026,,,,", "category_spend", "Give the category spend, or the rank and the number of brands.")]
    [InlineData("C1,2026,,,4,3", "rank", "The rank lies between 1 and the number of brands, which must be given.")]
    public async Task Wallets_WithAWrongLine_AreRefusedAndSayWhy(string line, string column, string message)
    {
        await using var company = await TestCompany.CreateAsync(TestDatabase.Default);

        var answer = await company.ImportAsync("wallets", [Wallets, line]);

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal((2, column, message), (error.Line, error.Column, error.Message));
    }

    private static async Task<JsonElement> PointAsync(TestCompany company, string options)
    {
        var (_, text, error) = await company.CommandAsync($"kpi show sow {options} --json");
        Assert.Equal("", error);
        return JsonDocument.Parse(text).RootElement[0];
    }
}
