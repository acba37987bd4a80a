using System.Text.Json;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.OwnFigures;
using Xunit;

namespace KpiBoard.Web.Tests.OwnFigures;

public sealed class MeasureFigureTests
{
    [DatabaseTheory]
    public async Task Measures_Imported_AreFiguresWithTheirDecimalsIntervalAndSegment(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("on-time", OwnFigureLab.Share);
        await company.DefineAsync("service-cost", OwnFigureLab.Costs);

        var answer = await company.ImportAsync(
            "measures",
            [
                OwnFigureLab.Header,
                "on-time,2026-09,97.35,1200,96.1,98.2,",
                "on-time,2026-10,96.1,,,,",
                "on-time,2026-10,91.2,80,85,95,Private",
                "service-cost,2026-10,1234567.8901,,,,",
            ]
        );
        await company.RefreshAsync();

        Assert.Equal((ImportAnswer.Imported, 4), (answer.Status, answer.Rows.New));
        var september = await company.PointAsync("on-time", "2026-09");
        Assert.Equal(0.9735, september.Value());
        Assert.Equal((0.961, 0.982), (Double(september, "lower"), Double(september, "upper")));
        Assert.Equal((1200, "ratio", true), (N(september), september.Text("unit"), IsComplete(september)));
        // What the file does not say is not there: no interval of no width, and nothing counted.
        var october = await company.PointAsync("on-time", "2026-10");
        Assert.Equal(0.961, october.Value());
        Assert.Equal((JsonValueKind.Null, 0), (october.GetProperty("lower").ValueKind, N(october)));
        Assert.Equal(0.912, (await company.PointAsync("on-time", "2026-10", "--segment Private")).Value());
        var cost = await company.PointAsync("service-cost", "2026-10");
        Assert.Equal("1234567.8901", cost.GetProperty("value").GetRawText());
    }

    [DatabaseTheory]
    public async Task Change_BetweenValuesWithIntervals_IsTestedByThem(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("on-time", OwnFigureLab.Share);
        await company.ImportAsync(
            "measures",
            [OwnFigureLab.Header, "on-time,2026-09,90,400,89,91,", "on-time,2026-10,95,400,94,96,"]
        );
        await company.RefreshAsync();

        var point = await company.PointAsync("on-time", "2026-10");

        // z = 0.05 / sqrt(2) / (0.01 / 1.959964) = 6.93.
        Assert.Equal("2026-09", point.Text("comparedWith"));
        Assert.Equal(0.05, Double(point, "difference"), 12);
        Assert.Equal(0.05 - (0.01 * Math.Sqrt(2)), Double(point, "differenceLower"), 12);
        Assert.InRange(Double(point, "pValue"), 1e-13, 1e-10);
    }

    [DatabaseTheory]
    public async Task Quarter_ThatNoFileGives_FollowsFromItsMonths(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("on-time", OwnFigureLab.Share);
        await company.DefineAsync("complaints", OwnFigureLab.Complaints);
        await company.DefineAsync("dso", OwnFigureLab.Receivables);
        await company.ImportAsync(
            "measures",
            [
                OwnFigureLab.Header,
                "on-time,2026-07,90,100,,,",
                "on-time,2026-08,80,300,,,",
                "on-time,2026-09,96,100,,,",
                "complaints,2026-07,10,,,,",
                "complaints,2026-08,12.5,,,,",
                "complaints,2026-09,0.1,,,,",
                "complaints,2026-10,7,,,,",
                "complaints,2026-Q2,50,,,,",
                "dso,2026-08,44,,,,",
                "dso,2026-09,41,,,,",
            ]
        );
        await company.RefreshAsync();

        var share = await company.PointAsync("on-time", "2026-Q3");
        Assert.Equal(0.852, share.Value(), 12);
        Assert.Equal(500, N(share));
        Assert.Equal(22.6, (await company.PointAsync("complaints", "2026-Q3")).Value());
        Assert.Equal(50, (await company.PointAsync("complaints", "2026-Q2")).Value());
        Assert.Equal(41, (await company.PointAsync("dso", "2026-Q3")).Value());
        // The quarter that still runs, and whose months have not all come, is so far.
        var running = await company.PointAsync("complaints", "2026-Q4");
        Assert.Equal((7, false), (running.Value(), IsComplete(running)));
    }

    [DatabaseTheory]
    public async Task Period_WithAHole_IsAbsentAndNeverZero(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("complaints", OwnFigureLab.Complaints);
        await company.ImportAsync(
            "measures",
            [
                OwnFigureLab.Header,
                "complaints,2026-04,1,,,,",
                "complaints,2026-05,1,,,,",
                "complaints,2026-06,1,,,,",
                "complaints,2026-07,1,,,,",
                "complaints,2026-09,1,,,,",
                "complaints,2026-Q4,3,,,,",
            ]
        );
        await company.RefreshAsync();

        var gap = await company.PointAsync("complaints", "2026-08");
        Assert.Equal((JsonValueKind.Null, "no data"), (gap.GetProperty("value").ValueKind, gap.Text("reason")));
        var quarter = await company.PointAsync("complaints", "2026-Q3");
        Assert.Equal(
            (JsonValueKind.Null, "parts missing"),
            (quarter.GetProperty("value").ValueKind, quarter.Text("reason"))
        );
        Assert.Equal(3, (await company.PointAsync("complaints", "2026-Q2")).Value());
    }

    [DatabaseTheory]
    public async Task Measures_SentAgainUndoneAndReplaced_LeaveWhatIsInForce(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("dso", OwnFigureLab.Receivables);
        await company.ImportAsync("measures", [OwnFigureLab.Header, "dso,2026-09,44,,,,", "dso,2026-10,43,,,,"]);
        await company.RefreshAsync();
        var second = await company.ImportAsync(
            "measures",
            [OwnFigureLab.Header, "dso,2026-09,44,,,,", "dso,2026-10,41,,,,"]
        );
        await company.RefreshAsync();
        Assert.Equal((0, 1, 1), (second.Rows.New, second.Rows.Updated, second.Rows.Unchanged));
        Assert.Equal(41, (await company.PointAsync("dso", "2026-10")).Value());
        var then = company.Clock.GetUtcNow();
        company.Clock.Advance(TimeSpan.FromMinutes(5));

        await company.UndoAsync(second.Id!.Value);
        var run = await company.RefreshAsync();

        // The month, the quarter and the year so far, and the twelve months.
        Assert.Null(run.ReadSummary()!.Whole);
        Assert.Equal(43, (await company.PointAsync("dso", "2026-10")).Value());
        var known = await company.PointAsync(
            "dso",
            "2026-10",
            $"--as-known-at {then.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z"
        );
        Assert.Equal(41, known.Value());
        Assert.Equal(0, (await company.RefreshAsync(isFull: true)).ValuesChanged);
    }

    [DatabaseTheory]
    public async Task Target_OfAnOwnFigure_ComesByPlanAndTellsItsStatus(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("on-time", OwnFigureLab.Share);
        await company.ImportAsync("measures", [OwnFigureLab.Header, "on-time,2026-10,96.1,,,,"]);
        await company.ImportAsync("targets", ["kpi,period,value,threshold", "on-time,2026-10,97.5,95"]);
        await company.RefreshAsync();

        var point = await company.PointAsync("on-time", "2026-10");

        // Written in percent in the plan too, as the company has said of this figure; without an interval the value decides.
        Assert.Equal((0.975, 0.95), (Double(point, "target"), Double(point, "threshold")));
        Assert.Equal("undecided", point.Text("status"));
    }

    [DatabaseTheory]
    public async Task Definition_Changed_CountsItsFigureAnew(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        await company.DefineAsync("dso", OwnFigureLab.Receivables);
        await company.ImportAsync(
            "measures",
            [OwnFigureLab.Header, "dso,2026-07,40,,,,", "dso,2026-08,50,,,,", "dso,2026-09,60,,,,"]
        );
        await company.RefreshAsync();
        var store = company.Get<OwnFigureStore>();

        var changed = await store.ChangeAsync(
            "dso",
            1,
            OwnFigureLab.Receivables with
            {
                AddsUp = "mean",
            },
            "test",
            CancellationToken.None
        );
        await company.RefreshAsync();

        Assert.Equal(OwnFigureWrite.Done, changed);
        Assert.Equal(50, (await company.PointAsync("dso", "2026-Q3")).Value());
        Assert.Equal(0, (await company.RefreshAsync(isFull: true)).ValuesChanged);
        await store.UndoAsync("dso", 2, "test", CancellationToken.None);
        await company.RefreshAsync();
        Assert.Equal(60, (await company.PointAsync("dso", "2026-Q3")).Value());
    }

    [DatabaseTheory]
    public async Task Store_OfADefinition_KeepsCodeUnitAndVersions(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);
        var store = company.Get<OwnFigureStore>();
        var none = CancellationToken.None;
        await company.DefineAsync("dso", OwnFigureLab.Receivables);

        Assert.Equal(OwnFigureWrite.Taken, await company.DefineAsync("dso", OwnFigureLab.Costs));
        var inMoney = OwnFigureLab.Receivables with { Unit = "money" };
        Assert.Equal(OwnFigureWrite.Done, await store.ChangeAsync("dso", 1, inMoney, "test", none));
        Assert.Equal(OwnFigureWrite.Stale, await store.ChangeAsync("dso", 1, inMoney, "test", none));
        await company.ImportAsync("measures", [OwnFigureLab.Header, "dso,2026-10,1.25,,,,"]);
        Assert.Equal(
            OwnFigureWrite.UnitInUse,
            await store.ChangeAsync("dso", 2, OwnFigureLab.Receivables, "test", none)
        );
        Assert.Equal(OwnFigureWrite.UnitInUse, await store.UndoAsync("dso", 2, "test", none));
        Assert.Equal(OwnFigureWrite.Done, await store.RetireAsync("dso", 2, "test", none));
        var refused = await company.ImportAsync("measures", [OwnFigureLab.Header, "dso,2026-09,1,,,,"]);
        Assert.StartsWith("This figure has been retired.", refused.Errors![0].Message, StringComparison.Ordinal);
        Assert.Equal(OwnFigureWrite.Done, await store.UndoAsync("dso", 3, "test", none));
        Assert.Equal(4, (await company.Get<OwnFigureQueries>().VersionsAsync("dso", none)).Count);
    }

    [Theory]
    [InlineData("sales,2026-09,1,,,,", "kpi", "Nobody has defined a figure with this code.")]
    [InlineData("nrr,2026-09,1,,,,", "kpi", "This figure is computed from revenue, surveys or wallets.")]
    [InlineData("dso,Sep 2026,1,,,,", "period", "Write a period like one of these:")]
    [InlineData("dso,2026-12,1,,,,", "period", "This period has not begun.")]
    [InlineData("dso,2026-09,,,,,", "value", "")]
    [InlineData("dso,2026-09,many,,,,", "value", "")]
    [InlineData("dso,2026-09,1,0,,,", "n", "The number of observations is a whole number from 1.")]
    [InlineData("dso,2026-09,1,,0.5,,", "upper", "An interval has two ends.")]
    [InlineData("dso,2026-09,1,,1.5,2,", "lower", "The lower end lies above the value.")]
    [InlineData("dso,2026-09,1,,0,0.5,", "upper", "The upper end lies below the value.")]
    [InlineData("dso,2026-09,1,,1,1,", "upper", "This interval has no width.")]
    [InlineData("dso,2026-09,1.2345678901234567,,,,", "value", "At most 15 digits are kept.")]
    public async Task Measures_WithAWrongLine_AreRefusedAndSayWhy(string line, string column, string message)
    {
        await using var company = await TestCompany.CreateAsync(TestDatabase.Default);
        await company.DefineAsync("dso", OwnFigureLab.Receivables);

        var answer = await company.ImportAsync("measures", [OwnFigureLab.Header, "dso,2026-08,1,,,,", line]);

        Assert.Equal(ImportAnswer.Refused, answer.Status);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal((3, column), (error.Line, error.Column));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static double Double(JsonElement point, string name) => point.GetProperty(name).GetDouble();

    private static long N(JsonElement point) => point.GetProperty("n").GetInt64();

    private static bool IsComplete(JsonElement point) => point.GetProperty("complete").GetBoolean();
}
