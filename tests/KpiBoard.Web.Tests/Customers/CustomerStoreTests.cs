using KpiBoard.Testing;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Tests.Refresh;
using Xunit;

namespace KpiBoard.Web.Tests.Customers;

public sealed class CustomerStoreTests
{
    private const string OctoberSql = """
        SELECT [Churned], [New], [End], [CustomersChurned]
          FROM [Bridge]
         WHERE [Measure] = 'revenue' AND [Grain] = 'month' AND [Dimension] = '' AND [Period] = '2026-10'
           AND [ToRun] = 9223372036854775807
        """;

    [DatabaseTheory]
    public async Task Merge_OfANumberThatChanged_IsNoChurn_AndUndoneItIsAgain(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        await company.RefreshAsync();
        var apart = await FigureDump.ReadAsync(company.Database, withFigures: true);
        var lost = await OctoberAsync(company);

        var store = company.Get<CustomerStore>();
        var (old, now) = (await IdAsync(company, "A"), await IdAsync(company, "A-2"));
        Assert.Null(await store.MergeAsync(old, now, "finance", default));
        await company.RefreshAsync();
        var kept = await OctoberAsync(company);
        var merge = Assert.Single(await new CustomerQueries(company.Database).MergesAsync(0, default));
        Assert.True(await store.UnmergeAsync(merge.Id, "finance", default));
        await company.RefreshAsync();

        Assert.Equal((-1_000_000, 1_200_000, 1), (lost.Churned, lost.New, lost.CustomersChurned));
        Assert.Equal((0, 0, 0), (kept.Churned, kept.New, kept.CustomersChurned));
        Assert.Equal(lost.End, kept.End);
        Assert.Equal(apart, await FigureDump.ReadAsync(company.Database, withFigures: true));
    }

    [DatabaseTheory]
    public async Task Merge_ThatCannotBe_IsRefusedWithItsReason(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        var store = company.Get<CustomerStore>();
        var (a, b, c) = (await IdAsync(company, "A"), await IdAsync(company, "A-2"), await IdAsync(company, "B"));

        Assert.Null(await store.MergeAsync(a, b, "finance", default));
        Assert.Null(await store.MergeAsync(b, c, "finance", default));

        Assert.Equal(MergeRefusal.SameCustomer, await store.MergeAsync(a, a, "finance", default));
        Assert.Equal(MergeRefusal.AlreadyMerged, await store.MergeAsync(a, c, "finance", default));
        Assert.Equal(MergeRefusal.Circle, await store.MergeAsync(c, a, "finance", default));
        Assert.Equal(MergeRefusal.Unknown, await store.MergeAsync(c, 0, "finance", default));
        Assert.Equal(MergeRefusal.Unknown, await store.MergeAsync(c, 99, "finance", default));
    }

    [DatabaseTheory]
    public async Task Exclude_Intercompany_TakesItOutOfEveryFigure(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        await company.RefreshAsync();
        var store = company.Get<CustomerStore>();
        var own = await IdAsync(company, "B");

        Assert.True(await store.ExcludeAsync(own, "our own company", "finance", default));
        await company.RefreshAsync();
        var without = await OctoberAsync(company);
        Assert.True(await store.IncludeAsync(own, "finance", default));
        await company.RefreshAsync();

        Assert.Equal(1_200_000, without.End);
        Assert.Equal(1_700_000, (await OctoberAsync(company)).End);
    }

    [DatabaseTheory]
    public async Task Find_ByNumberOrName_IgnoresCase(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync(
            "customers",
            ["customer_id,name", "K-1,Ørsted Vind", "K-2,Aldervik", "k-3,100% Rent"]
        );
        var search = new CustomerSearch(company.Database);

        Assert.Equal(["K-1"], await FoundAsync("ørsted"));
        Assert.Equal(["K-1"], await FoundAsync("VIND"));
        Assert.Equal(["K-1", "K-2", "k-3"], await FoundAsync("k-"));
        Assert.Equal(["k-3"], await FoundAsync("100%"));
        Assert.Empty(await FoundAsync("nobody"));

        async Task<IEnumerable<string>> FoundAsync(string text) =>
            (await search.FindAsync(text, 1, default)).Select(customer => customer.CustomerId);
    }

    private static Task<Features.Imports.ImportAnswer> RevenueAsync(TestCompany company) =>
        company.ImportAsync(
            "revenue",
            [
                "booked_on,customer_id,amount",
                "2026-08-15,A,90",
                "2026-09-15,A,100",
                "2026-09-20,B,50",
                "2026-10-15,A-2,120",
                "2026-10-31,B,50",
            ]
        );

    private static Task<long> IdAsync(TestCompany company, string number) =>
        company.Database.ScalarAsync<long>(
            "SELECT [Id] FROM [Customer] WHERE [CustomerId] = @number",
            new { number },
            default
        );

    private static async Task<October> OctoberAsync(TestCompany company) =>
        (await company.Database.SingleOrDefaultAsync<October>(OctoberSql, null, default))!;

    private sealed class October
    {
        public long Churned { get; init; }

        public long New { get; init; }

        public long End { get; init; }

        public long CustomersChurned { get; init; }
    }
}
