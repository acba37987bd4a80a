using System.Text.Json;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Web.Tests.Kpis;

public sealed class KpiCommandTests
{
    private const string Header = "line_id,booked_on,customer_id,amount,currency";

    [DatabaseTheory]
    public async Task Bridge_AsJson_HasTheShapeOfTheContract(string engine)
    {
        await using var company = await CreateAsync(engine);

        var (code, text, _) = await company.CommandAsync("kpi bridge --from 2026-09 --json");

        Assert.Equal(0, code);
        Assert.Equal(
            """{"measure":"revenue","grain":"month","period":"2026-09","dimension":null,"member":null,"currency":"DKK","start":30.5,"new":0,"reactivated":0,"expansion":4.5,"contraction":0,"churned":-10.25,"end":24.75,"moved":0,"customersStart":2,"customersNew":0,"customersReactivated":0,"customersExpanded":1,"customersContracted":0,"customersFlat":0,"customersChurned":1,"customersEnd":1,"unidentified":7.1234,"totalAmount":24.75,"coveredAmount":0,"complete":true,"gap":false,"computedAt":"2026-11-22T06:00:00+00:00"}""",
            JsonDocument.Parse(text).RootElement[0].GetRawText()
        );
    }

    [DatabaseTheory]
    public async Task Show_AsJson_HasTheShapeOfTheContract(string engine)
    {
        await using var company = await CreateAsync(engine);

        var (code, text, _) = await company.CommandAsync("kpi show nrr --json");

        var points = JsonDocument.Parse(text).RootElement;
        Assert.Equal((0, 2), (code, points.GetArrayLength()));
        Assert.StartsWith(
            """{"kpi":"nrr","grain":"month","period":"2026-08","dimension":null,"member":null,"value":null,"lower":null,"upper":null,"n":0,"unit":"ratio","complete":true,"status":"too few","reason":"no customers at start",""",
            points[0].GetRawText(),
            StringComparison.Ordinal
        );
        Assert.Equal(24.75 / 30.5, points[1].GetProperty("value").GetDouble(), 12);
        Assert.Equal("too few", points[1].GetProperty("status").GetString());
    }

    [DatabaseTheory]
    public async Task Show_OneMemberOrEvery_IsWithoutTheTotal(string engine)
    {
        await using var company = await CreateAsync(engine);

        var one = await company.CommandAsync("kpi show grr --segment =Private --json --from 2026-09");
        var every = await company.CommandAsync("kpi show grr --segment * --json --from 2026-09");

        Assert.Equal(["=Private"], Members(one.Out));
        Assert.Equal(["=Private", "not described"], Members(every.Out));
    }

    [DatabaseTheory]
    public async Task Show_AsCsv_NeverHoldsAFormula(string engine)
    {
        await using var company = await CreateAsync(engine);

        var (_, text, _) = await company.CommandAsync("kpi bridge --segment * --csv --from 2026-09");

        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("measure,grain,period,dimension,member,currency,start,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("revenue,month,2026-09,segment,'=Private,DKK,20.25,", lines[1], StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task List_HasEachFigureInItsLastCompletePeriod(string engine)
    {
        await using var company = await CreateAsync(engine);

        var (code, text, _) = await company.CommandAsync("kpi list --json");

        Assert.Equal(0, code);
        Assert.All(
            JsonDocument.Parse(text).RootElement.EnumerateArray(),
            point => Assert.Equal("2026-09", point.GetProperty("period").GetString())
        );
    }

    [DatabaseTheory]
    public async Task Show_BeforeAnythingWasKnown_IsEmpty(string engine)
    {
        await using var company = await CreateAsync(engine);

        var (code, text, _) = await company.CommandAsync("kpi show nrr --as-known-at 2026-11-22T06:59 --json");
        var (_, now, _) = await company.CommandAsync("kpi show nrr --as-known-at 2026-11-22T07:00 --json");

        // 06:59 in Copenhagen is a minute before the refresh.
        Assert.Equal((0, "[]"), (code, text.Trim()));
        Assert.NotEqual("[]", now.Trim());
    }

    [Theory]
    [InlineData("kpi show profit", "There is no figure 'profit'.")]
    [InlineData("kpi show nrr --grain week", "'week' is not a grain")]
    [InlineData("kpi show nrr --from yesterday", "'yesterday' is not a period")]
    [InlineData("kpi show nrr --segment A --region B", "one of them at a time")]
    [InlineData("kpi show nrr --as-known-at soon", "'soon' is not a time")]
    [InlineData("kpi bridge --measure profit", "'profit' is not a measure")]
    [InlineData("kpi show", "Required argument")]
    public async Task Kpi_AskedWrongly_EndsWithTwo(string arguments, string said)
    {
        await using var company = await TestCompany.CreateAsync(TestDatabase.Default);

        var (code, output, error) = await company.CommandAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Refresh_AsJson_SaysWhatItDid(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("revenue", [Header, "1,2026-10-31,A,10,DKK"]);

        var (code, text, error) = await company.CommandAsync("refresh --json");
        var (_, again, _) = await company.CommandAsync("refresh");

        var answer = JsonDocument.Parse(text).RootElement;
        Assert.Equal((0, 1), (code, answer.GetProperty("batches").GetInt32()));
        Assert.Equal(4, answer.GetProperty("periods").GetInt32());
        Assert.Equal("first run", answer.GetProperty("summary").GetProperty("whole").GetString());
        Assert.Contains("refresh: done, 100%", error, StringComparison.Ordinal);
        Assert.Equal("Nothing to do: the figures are up to date.", again.Trim());
    }

    private static async Task<TestCompany> CreateAsync(string engine)
    {
        var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync("customers", ["customer_id,segment", "A,=Private"]);
        await company.ImportAsync(
            "revenue",
            [
                Header,
                "1,2026-08-31,A,20.25,DKK",
                "2,2026-08-01,B,10.25,DKK",
                "3,2026-09-30,A,24.75,DKK",
                "4,2026-09-30,,7.1234,DKK",
            ]
        );
        await company.RefreshAsync();
        return company;
    }

    private static IEnumerable<string> Members(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateArray().Select(point => point.GetProperty("member").GetString()!);
}
