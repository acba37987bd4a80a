using KpiBoard.Testing;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Features.Periods;
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
        Assert.Null(await store.UnmergeAsync(merge.Id, "finance", default));
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

        Assert.Equal(CountingProblem.SameCustomer, (await store.MergeAsync(a, a, "finance", default))?.Problem);
        Assert.Equal(CountingProblem.AlreadyMerged, (await store.MergeAsync(a, c, "finance", default))?.Problem);
        Assert.Equal(CountingProblem.Circle, (await store.MergeAsync(c, a, "finance", default))?.Problem);
        Assert.Equal(CountingProblem.Unknown, (await store.MergeAsync(c, 0, "finance", default))?.Problem);
        Assert.Equal(CountingProblem.Unknown, (await store.MergeAsync(c, 99, "finance", default))?.Problem);
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

        Assert.Null(await store.ExcludeAsync(own, "our own company", "finance", default));
        await company.RefreshAsync();
        var without = await OctoberAsync(company);
        Assert.Null(await store.IncludeAsync(own, "finance", default));
        await company.RefreshAsync();

        Assert.Equal(1_200_000, without.End);
        Assert.Equal(1_700_000, (await OctoberAsync(company)).End);
    }

    [DatabaseTheory]
    public async Task Change_OfWhoCounts_IsRefusedJustWhereClosedMonthsWouldChange(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        await company.RefreshAsync();
        var (store, periods) = (company.Get<CustomerStore>(), company.Get<PeriodStore>());
        var (a, a2, b) = (await IdAsync(company, "A"), await IdAsync(company, "A-2"), await IdAsync(company, "B"));
        await periods.CloseAsync([202608, 202609], "", "finance", default);

        // Both have lines in September; A-2 only begins when A has stopped, so nothing reported changes.
        var both = await store.MergeAsync(a, b, "finance", default);
        var excluded = await store.ExcludeAsync(a, "own", "finance", default);
        Assert.Null(await store.MergeAsync(a, a2, "finance", default));
        await periods.CloseAsync(202610, "", "finance", default);
        var merge = Assert.Single(await new CustomerQueries(company.Database).MergesAsync(a, default));
        var parted = await store.UnmergeAsync(merge.Id, "finance", default);
        await periods.ReopenAsync([202610], "parted after all", "finance", default);

        Assert.Equal(CountingProblem.Closed, both!.Problem);
        Assert.Equal([202609], both.Months);
        Assert.Equal([202608, 202609], excluded!.Months);
        Assert.Equal([202610], parted!.Months);
        Assert.Null(await store.UnmergeAsync(merge.Id, "finance", default));
    }

    [DatabaseTheory]
    public async Task Merge_UnderANumberDescribedOtherwise_IsFreeTheOtherWay(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        await company.ImportAsync("customers", ["customer_id,name,segment", "A,Fjord,Large", "A-2,Fjord,"]);
        await company.Get<PeriodStore>().CloseAsync([202608, 202609], "", "finance", default);
        var store = company.Get<CustomerStore>();
        var (old, now) = (await IdAsync(company, "A"), await IdAsync(company, "A-2"));

        // Under A-2 the closed months of A would lose their segment.
        Assert.Equal([202608, 202609], (await store.MergeAsync(old, now, "finance", default))!.Months);
        Assert.Null(await store.MergeAsync(now, old, "finance", default, isTrial: true));
        Assert.Empty(await new CustomerQueries(company.Database).MergesAsync(0, default));
        Assert.Null(await store.MergeAsync(now, old, "finance", default));
    }

    [DatabaseTheory]
    public async Task Change_OfWhoCounts_AsItComes_NeverChangesAClosedMonth(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var random = new Random(20261122);
        await company.SetAsync("currency", "DKK");
        await company.ImportAsync(
            "customers",
            [
                "customer_id,segment,valid_from",
                .. Enumerable.Range(0, 10).Select(at => $"K-{at},{"XY"[random.Next(2)]},2026-0{random.Next(1, 9)}-15"),
            ]
        );
        await company.ImportAsync("revenue", ["booked_on,customer_id,amount,cost", .. Rows(120, 8, "{1},{2}")]);
        await company.ImportAsync("surveys", ["answered_at,customer_id,score", .. Rows(60, 8, "{3}")]);
        await company.RefreshAsync();
        await company.Get<PeriodStore>().CloseAsync([202601, 202602, 202603, 202604], "", "finance", default);
        await company.RefreshAsync();
        var reported = await ClosedAsync(company);
        var store = company.Get<CustomerStore>();
        var (done, refused) = (0, 0);

        for (var turn = 0; turn < 60; turn++)
        {
            var (one, other) = (random.Next(1, 13), random.Next(1, 13));
            var answer = random.Next(4) switch
            {
                0 => await store.UnmergeAsync(random.Next(1, 10), "finance", default),
                1 => await store.ExcludeAsync(one, "own", "finance", default),
                2 => await store.IncludeAsync(one, "finance", default),
                _ => await store.MergeAsync(one, other, "finance", default),
            };
            done += answer is null ? 1 : 0;
            refused += answer?.Problem == CountingProblem.Closed ? 1 : 0;
            if (answer is null)
            {
                await company.RefreshAsync();
                Assert.Equal(reported, await ClosedAsync(company));
            }
        }
        Assert.True(done >= 3 && refused >= 3, $"{done} done, {refused} refused: the test shows too little.");

        // Customers come and go: each has lines in a window of months of its own.
        IEnumerable<string> Rows(int count, int months, string values) =>
            Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var customer = random.Next(12);
                    var month = Math.Clamp((customer % 6) + random.Next(1, 4), 1, months);
                    var rest = values
                        .Replace("{1}", $"{random.Next(1, 500)}", StringComparison.Ordinal)
                        .Replace("{2}", random.Next(3) == 0 ? "" : $"{random.Next(1, 90)}", StringComparison.Ordinal)
                        .Replace("{3}", $"{random.Next(11)}", StringComparison.Ordinal);
                    return $"2026-0{month}-{random.Next(1, 29):00},K-{customer},{rest}";
                });
    }

    private static async Task<IReadOnlyList<string>> ClosedAsync(TestCompany company) =>
        [
            .. await company.Database.QueryAsync<string>(
                """
                SELECT CONCAT('bridge ', [Measure], ' ', [Dimension], ' ', [Member], ' ', [Period], ' ', [Start], ' ',
                              [New], ' ', [Reactivated], ' ', [Expansion], ' ', [Contraction], ' ', [Churned], ' ', [End],
                              ' ', [CustomersStart], ' ', [CustomersNew], ' ', [CustomersChurned], ' ', [CustomersEnd]) AS [T]
                  FROM [Bridge]
                 WHERE [Grain] = 'month' AND [LastMonth] <= 202604 AND [ToRun] = 9223372036854775807
                 UNION ALL
                SELECT CONCAT([Kpi], ' ', [Dimension], ' ', [Member], ' ', [Period], ' ', [Value], ' ', [MoneyValue], ' ',
                              [Lower], ' ', [Upper], ' ', [N], ' ', [Reason])
                  FROM [KpiValue]
                 WHERE [Grain] = 'month' AND [LastMonth] <= 202604 AND [ToRun] = 9223372036854775807
                 ORDER BY 1
                """,
                null,
                default
            ),
        ];

    [DatabaseTheory]
    public async Task Suggestions_NameAndRhythm_FindTheNumberThatTookOver(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.SetAsync("currency", "DKK");
        await RevenueAsync(company);
        await company.ImportAsync("customers", ["customer_id,name", "A,Fjord Aps", "A-2,FJORD ApS", "B,Bakke"]);
        await company.RefreshAsync();
        var suggestions = new CustomerSuggestions(company.Database);

        var pair = Assert.Single(await suggestions.LatestAsync(default));
        Assert.Equal(("A", "A-2", true), (pair.Old.Number, pair.New.Number, pair.IsNamesake));
        Assert.Equal(("2026-09", "2026-10"), (pair.LastMonth.ToString(), pair.FirstMonth.ToString()));
        Assert.Single(await suggestions.OfAsync(await IdAsync(company, "A"), default));
        Assert.Single(await suggestions.OfAsync(await IdAsync(company, "A-2"), default));
        Assert.Empty(await suggestions.OfAsync(await IdAsync(company, "B"), default));
        await company.Get<CustomerStore>().MergeAsync(pair.Old.Id, pair.New.Id, "finance", default);
        Assert.Empty(await suggestions.LatestAsync(default));
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
