using System.Text.Json;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Targets;
using Xunit;

namespace KpiBoard.Web.Tests.Targets;

public sealed class PlanTests
{
    private const string Header = "kpi,period,value,threshold,segment";

    [DatabaseTheory]
    public async Task Plan_Imported_IsWhatTheStatusIsToldBy(string engine)
    {
        await using var company = await CompanyAsync(engine);

        var answer = await company.ImportAsync(
            "targets",
            [Header, "revenue.existing,2026-09,100,90,", "revenue.existing,2026-Q3,5000,,", "nrr,2026-09,1.1,,Private"]
        );

        Assert.Equal((ImportAnswer.Imported, 3), (answer.Status, answer.Rows.New));
        Assert.Equal(("on target", 100.0), await StatusAsync(company));
        await company.UndoAsync(answer.Id!.Value);
        Assert.Equal(("undecided", null), await StatusAsync(company));
    }

    [DatabaseTheory]
    public async Task Plan_SentAgainWithOtherValues_IsANewVersion(string engine)
    {
        await using var company = await CompanyAsync(engine);
        await company.ImportAsync("targets", [Header, "revenue.existing,2026-09,100,,", "nrr,2026-09,1,,"]);

        var answer = await company.ImportAsync(
            "targets",
            [Header, "revenue.existing,2026-09,99999,,", "nrr,2026-09,1,,"]
        );

        Assert.Equal((0, 1, 1), (answer.Rows.New, answer.Rows.Updated, answer.Rows.Unchanged));
        Assert.Equal(("off", 99999.0), await StatusAsync(company));
        await company.UndoAsync(answer.Id!.Value);
        Assert.Equal(("on target", 100.0), await StatusAsync(company));
    }

    [DatabaseTheory]
    public async Task Target_ThatPeopleSet_GoesBeforeThePlan(string engine)
    {
        await using var company = await CompanyAsync(engine);
        await company.ImportAsync("targets", [Header, "revenue.existing,2026-09,100,,"]);
        var store = new TargetStore(company.Database, company.Clock);

        await store.SetAsync(
            new(KpiCodes.ExistingRevenue, "", "", new(Grain.Month, new Month(2026, 9))),
            "2026-09",
            new(88888, null, HasPath: false),
            "ann",
            CancellationToken.None
        );

        Assert.Equal(("off", 88888.0), await StatusAsync(company));
    }

    [DatabaseTheory]
    public async Task Status_AsKnownThen_IsToldByTheTargetsOfThen(string engine)
    {
        await using var company = await CompanyAsync(engine);
        var none = Later(company);
        var plan = await company.ImportAsync("targets", [Header, "revenue.existing,2026-09,100,,"]);
        var planned = Later(company);
        var store = new TargetStore(company.Database, company.Clock);
        var key = new TargetKey(KpiCodes.ExistingRevenue, "", "", new(Grain.Month, new Month(2026, 9)));
        var set = await store.SetAsync(key, "2026-09", new(200, null, false), "ann", CancellationToken.None);
        var before = Later(company);
        await store.ChangeAsync(set.Id!.Value, new(300, null, false), "ann", CancellationToken.None);
        await company.UndoAsync(plan.Id!.Value);

        Assert.Null((await StatusAsync(company, none)).Item2);
        Assert.Equal(100.0, (await StatusAsync(company, planned)).Item2);
        Assert.Equal(200.0, (await StatusAsync(company, before)).Item2);
        Assert.Equal(300.0, (await StatusAsync(company)).Item2);

        static DateTimeOffset Later(TestCompany company)
        {
            company.Clock.Advance(TimeSpan.FromHours(1));
            var moment = company.Clock.GetUtcNow();
            company.Clock.Advance(TimeSpan.FromHours(1));
            return moment;
        }
    }

    [Theory]
    [InlineData("sales,2026-09,100,,", "kpi", "There is no figure of this code; kpi list shows them.")]
    [InlineData("nrr,Sep 2026,1,,", "period", "Write a period like one of these: 2026-11, 2026-Q4, 2026, R12-2026-11.")]
    [InlineData("nrr,2026-09,1,1.1,", "threshold", "The threshold lies on the good side of the target.")]
    public async Task Plan_WithAWrongLine_IsRefusedAndSaysWhy(string line, string column, string message)
    {
        await using var company = await TestCompany.CreateAsync(TestDatabase.Default);

        var answer = await company.ImportAsync("targets", [Header, "nrr,2026-08,1,,", line]);

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal((3, column), (error.Line, error.Column));
        Assert.Equal(message, error.Message);
    }

    private static async Task<TestCompany> CompanyAsync(string engine)
    {
        var company = await TestCompany.CreateAsync(engine);
        await company.ImportAsync(
            "revenue",
            [
                "line_id,booked_on,customer_id,amount,currency",
                .. Enumerable.Range(0, 40).Select(at => $"A{at},2026-08-15,C{at},10,DKK"),
                .. Enumerable.Range(0, 40).Select(at => $"B{at},2026-09-30,C{at},12,DKK"),
            ]
        );
        await company.RefreshAsync();
        return company;
    }

    private static async Task<(string?, double?)> StatusAsync(TestCompany company, DateTimeOffset? asKnownAt = null)
    {
        var known = asKnownAt is { } at ? $" --as-known-at {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "";
        var (_, text, _) = await company.CommandAsync(
            $"kpi show revenue.existing --from 2026-09 --to 2026-09 --json{known}"
        );
        var point = JsonDocument.Parse(text).RootElement[0];
        var target = point.GetProperty("target");
        return (
            point.GetProperty("status").GetString(),
            target.ValueKind == JsonValueKind.Null ? null : target.GetDouble()
        );
    }
}
