using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.UnitValues;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Strategy;
using Xunit;

namespace KpiBoard.Web.Tests.UnitValues;

/// <summary>Values computed from imported files, against what the lines of these files add up to.</summary>
public sealed class ComputedUnitValueTests
{
    private static readonly (string Customer, DateOnly On, decimal Amount, decimal? Cost)[] Lines =
    [
        .. from month in Enumerable.Range(0, 24)
        from customer in Enumerable.Range(1, 8)
        let day = new DateOnly(2024, 11, 15).AddMonths(month)
        // Customers 7 and 8 leave after the first year; customer 5 has no costs; customer 6 comes in the second.
        where customer < 7 || month < 12
        where customer != 6 || month >= 12
        select (
            $"C{customer}",
            day,
            1_000m * customer + 10 * month,
            customer == 5 ? null : (decimal?)(600m * customer)
        ),
    ];

    private static readonly DateOnly SecondYear = new(2025, 11, 1);

    [DatabaseTheory]
    public async Task Book_OfImportedFiles_EqualsASumOverTheirLines(string engine)
    {
        await using var company = await CompanyAsync(engine);

        var book = await BookAsync(company);

        var start = First(_ => true).ToList();
        var last = Lines.Where(line => line.On >= SecondYear && line.Cost is not null).ToList();
        var share = last.Sum(line => line.Amount - line.Cost!.Value) / last.Sum(line => line.Amount);
        var marginStart = start.Where(line => line.Cost is not null).Sum(line => line.Amount - line.Cost!.Value);
        Assert.Equal(new Month(2026, 10), book.AsOf);
        Same(start.Sum(line => line.Amount) * 0.01m * share, book.Of(KpiCodes.NetRevenueRetention, "", ""));
        Same(start.Sum(line => line.Amount) * 0.01m * share, book.Of(KpiCodes.RevenueChurn, "", ""));
        Same(
            First(customer => customer < 7).Sum(line => line.Amount) * 0.01m * share,
            book.Of(KpiCodes.ExistingRevenueGrowth, "", "")
        );
        Same(
            First(customer => customer < 7 && customer != 5).Sum(line => line.Amount - line.Cost!.Value) * 0.01m,
            book.Of(KpiCodes.ExistingMarginGrowth, "", "")
        );
        // Seven customers at start, six of them with a cost.
        Same(0.07m * marginStart / 6, book.Of(KpiCodes.LogoChurn, "", ""));
        Same(share, book.Of(KpiCodes.ExistingRevenue, "", ""));
        Same(1, book.Of(KpiCodes.ExistingMargin, "", ""));
        // The later year of customer 1, the newer estimate of customer 2; of customer 3 nothing but a rank is known.
        Same((20_000m + 50_000m) * 0.01m * share, book.Of(KpiCodes.ShareOfWallet, "", ""));
    }

    [DatabaseTheory]
    public async Task Book_OfAMember_HasItsOwnOrItsPartOfTheCompanys(string engine)
    {
        await using var company = await CompanyAsync(engine);
        var store = new UnitValueStore(company.Database, company.Clock);
        await store.SetAsync(
            new(KpiCodes.NpsRelationship, "", ""),
            new(Core.Money.FromDecimal(90_000), "DKK", null, null, "Workshop", new DateOnly(2026, 5, 1)),
            null,
            "ann",
            CancellationToken.None
        );

        var book = await BookAsync(company);

        var large = First(customer => customer > 3).ToList();
        var last = Lines
            .Where(line => line.On >= SecondYear && line.Cost is not null && Number(line.Customer) > 3)
            .ToList();
        var share = last.Sum(line => line.Amount - line.Cost!.Value) / last.Sum(line => line.Amount);
        Same(
            large.Sum(line => line.Amount) * 0.01m * share,
            book.Of(KpiCodes.RevenueChurn, KpiDimensions.Segment, "Large")
        );
        var nps = book.Of(KpiCodes.NpsRelationship, KpiDimensions.Segment, "Large");
        Assert.Equal(UnitWorthOrigin.CompanyShare, nps.Origin);
        Assert.Equal(
            90_000m * large.Sum(line => line.Amount) / First(_ => true).Sum(line => line.Amount),
            nps.Amount!.Value,
            6
        );
        Assert.Equal(UnitWorthOrigin.None, book.Of(KpiCodes.NpsRelationship, KpiDimensions.Segment, "Unknown").Origin);
        Assert.Equal(UnitWorthOrigin.None, book.Of(KpiCodes.NpsJourney, "", "").Origin);
    }

    private static IEnumerable<(string Customer, DateOnly On, decimal Amount, decimal? Cost)> First(
        Func<int, bool> which
    ) => Lines.Where(line => line.On < SecondYear && which(Number(line.Customer)));

    private static int Number(string customer) => customer[1] - '0';

    private static void Same(decimal expected, UnitWorth worth)
    {
        Assert.Equal(UnitWorthOrigin.Computed, worth.Origin);
        Assert.Equal(expected, worth.Amount!.Value, 6);
    }

    private static async Task<TestCompany> CompanyAsync(string engine)
    {
        var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync(
            "customers",
            [
                "customer_id,segment",
                .. Enumerable.Range(1, 8).Select(customer => $"C{customer},{(customer > 3 ? "Large" : "Small")}"),
            ]
        );
        await company.ImportAsync(
            "revenue",
            [
                "line_id,customer_id,booked_on,amount,cost",
                .. Lines.Select(
                    (line, at) =>
                        FormattableString.Invariant(
                            $"{at},{line.Customer},{line.On:yyyy-MM-dd},{line.Amount},{line.Cost}"
                        )
                ),
                // The running month says that October is whole.
                "999,C1,2026-11-02,5,1",
            ]
        );
        await company.ImportAsync(
            "wallets",
            [
                "customer_id,period,category_spend,currency,rank,brands",
                "C1,2025,90000,DKK,,",
                "C1,2026,20000,DKK,,",
                "C2,2026,40000,DKK,,",
                "C3,2026,,,2,3",
                "C4,2023,70000,DKK,,",
            ]
        );
        await company.ImportAsync(
            "wallets",
            ["customer_id,period,category_spend,currency", "C2,2026,50000,DKK"],
            "other"
        );
        await company.RefreshAsync();
        return company;
    }

    private static Task<UnitValueBook> BookAsync(TestCompany company) =>
        UnitValueQueries.ReadAsync(company.Database, KpiBook.BuiltIn, "DKK", CancellationToken.None);
}
