using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Imports;

public sealed class CustomersTests
{
    private const string VersionsSql = """
        SELECT c.[CustomerId], v.[Name], v.[Segment], v.[Region], v.[JoinedOn], v.[ValidFrom]
          FROM [VisibleCustomerVersion] v
          JOIN [Customer] c ON c.[Id] = v.[CustomerId]
         ORDER BY c.[CustomerId], v.[ValidFrom], v.[BatchId]
        """;

    [DatabaseTheory]
    public async Task Import_TheFirstTime_HoldsForAlways(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);

        await lab.ImportAsync("customers", "customer_id,name,segment,joined_on\nA,Alma,Small,2020-05-01\n");

        Assert.Equal(["A Alma Small  20200501 0"], await VersionsAsync(lab));
    }

    [DatabaseTheory]
    public async Task Import_OfAChange_HoldsFromTheDayOfTheImport(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("customers", "customer_id,name,segment\nA,Alma,Small\n");
        // Half past midnight in Copenhagen is still yesterday in UTC.
        lab.Clock.Now = new DateTimeOffset(2026, 11, 30, 23, 30, 0, TimeSpan.Zero);

        var answer = await lab.ImportAsync("customers", "customer_id,name,segment\nA,Alma,Large\n");

        Assert.Equal(1, answer.Rows.Updated);
        Assert.Equal(["A Alma Small   0", "A Alma Large   20261201"], await VersionsAsync(lab));
    }

    [DatabaseTheory]
    public async Task Import_OfTheSameContentLater_IsUnchanged(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("customers", "customer_id,segment,valid_from\nA,Small,2025-01-01\nB,Small,\n");
        lab.Clock.Now = lab.Clock.Now.AddDays(40);

        var answer = await lab.ImportAsync("customers", "customer_id,segment\nA,Small\nB,Small\nC,Small\n");

        Assert.Equal((1L, 0L, 2L), (answer.Rows.New, answer.Rows.Updated, answer.Rows.Unchanged));
    }

    [DatabaseTheory]
    public async Task Import_WithoutAColumn_KeepsWhatIsKnown(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync(
            "customers",
            "customer_id,name,segment,region,joined_on\nA,Alma,Small,North,2020-05-01\n"
        );

        await lab.ImportAsync("customers", "customer_id,segment,valid_from\nA,Large,2026-02-01\n");
        await lab.ImportAsync("customers", "customer_id,name,region,valid_from\nA,,South,2025-02-01\n");

        Assert.Equal(
            [
                "A Alma Small North 20200501 0",
                "A  Small South 20200501 20250201",
                "A Alma Large North 20200501 20260201",
            ],
            await VersionsAsync(lab)
        );
    }

    [DatabaseTheory]
    public async Task Import_ThatReplacesTheFirst_HoldsForAlwaysAgain(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        var first = await lab.ImportAsync("customers", "customer_id,segment\nA,Smal\n");

        await lab.ImportAsync(
            "customers",
            "customer_id,segment\nA,Small\n",
            change: request => request with { Replaces = first.Id }
        );

        Assert.Equal(["A  Small   0"], await VersionsAsync(lab));
    }

    [Fact]
    public async Task Import_OfWhatLeftBeforeItCame_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", "customer_id,joined_on,left_on\nA,2025-02-01,2025-01-01\n");

        Assert.Equal(("left_on", "date.leftBeforeJoined"), (answer.Errors![0].Column, answer.Errors[0].Code));
    }

    [Fact]
    public async Task Import_OfACustomerTwice_IsRefused()
    {
        await using var lab = await ImportLab.CreateAsync();

        var answer = await lab.ImportAsync("customers", "customer_id,name\nA,Alma\nB,Bo\nA,Anna\n");

        Assert.Equal(
            (4, "customer_id", "A"),
            (answer.Errors![0].Line, answer.Errors[0].Column, answer.Errors[0].Value)
        );
        Assert.Contains("line 2", answer.Errors[0].Message, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Revenue_OfCustomersNobodyDescribed_IsTakenAndCounted(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("customers", "customer_id,name\nA,Alma\n");

        var answer = await lab.RevenueAsync("1,2026-01-05,1,A,DKK\n2,2026-01-05,1,B,DKK\n3,2026-01-05,1,B,DKK\n");
        await lab.ImportAsync("customers", "customer_id,name\nB,Bo\n");
        var later = await lab.RevenueAsync("4,2026-01-06,1,A,DKK\n5,2026-01-06,1,B,DKK\n");

        Assert.Equal((1L, 0L), (answer.NotDescribed, later.NotDescribed));
    }

    [DatabaseTheory]
    public async Task Revenue_OfCustomersNobodyDescribed_IsRefusedWhenStrict(string engine)
    {
        await using var lab = await ImportLab.CreateAsync(engine);
        await lab.ImportAsync("customers", "customer_id,name\nA,Alma\n");

        var answer = await lab.RevenueAsync(
            "1,2026-01-05,1,A,DKK\n2,2026-01-05,1,B,DKK\n",
            request => request with { Strict = true }
        );

        var error = Assert.Single(answer.Errors!);
        Assert.Equal((3, "customer_id", "B", "customer.unknown"), (error.Line, error.Column, error.Value, error.Code));
        Assert.Equal(
            ["", "A"],
            await lab.QueryAsync<string>("SELECT [CustomerId] FROM [Customer] ORDER BY [CustomerId]")
        );
    }

    private static async Task<IEnumerable<string>> VersionsAsync(ImportLab lab) =>
        (await lab.QueryAsync<Version>(VersionsSql)).Select(v =>
            $"{v.CustomerId} {v.Name} {v.Segment} {v.Region} {v.JoinedOn} {v.ValidFrom}"
        );

    private sealed class Version
    {
        public string CustomerId { get; init; } = "";
        public string? Name { get; init; }
        public string? Segment { get; init; }
        public string? Region { get; init; }
        public int? JoinedOn { get; init; }
        public int ValidFrom { get; init; }
    }
}
