using KpiBoard.Web.Features.Demo.Generation;
using Xunit;

namespace KpiBoard.Web.Tests.Demo;

/// <summary>What db/demo/README.md says is true of the company can be found in its files.</summary>
public sealed class PlantedTruthTests
{
    private static readonly DateOnly Today = new(2026, 3, 18);
    private static readonly DemoCalendar Calendar = new(Today, Today.AddDays(-1));
    private static readonly IReadOnlyList<DemoFile> Files = [.. DemoFiles.Create(Calendar)];

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Register = DemoRows
        .Of(Files, "customers")
        .GroupBy(row => row["customer_id"])
        .ToDictionary(rows => rows.Key, rows => rows.Last());

    private static readonly HashSet<string> WithPortal =
    [
        .. Population.Create(Calendar).Where(customer => customer.HasPortal).Select(customer => customer.Id),
    ];

    [Fact]
    public void FirstTimeRight_RepairAnswers_ImproveWhereItWasIntroduced()
    {
        var change = DifferenceInDifferences(
            Answers("journey").Where(answer => answer["journey"] == "repair"),
            PlantedTruth.FirstTimeRightFrom,
            id => PlantedTruth.FirstTimeRightRegions.Contains(Register[id]["region"])
        );

        // The truth is 21.3 points; the standard error of this estimate is about 2.
        Assert.InRange(change, 15, 28);
    }

    [Fact]
    public void FirstTimeRight_CostOfRepairs_FallsWhereItWasIntroduced()
    {
        var cost = DemoRows
            .Of(Files, "revenue")
            .Where(row =>
                row["product"] == "Repair" && row["cost"].Length > 0 && Register.ContainsKey(row["customer_id"])
            )
            .ToLookup(row =>
                (
                    PlantedTruth.FirstTimeRightRegions.Contains(Register[row["customer_id"]]["region"]),
                    Calendar.MonthOf(DemoRows.Day(row["booked_on"])) >= PlantedTruth.FirstTimeRightFrom
                )
            );
        double Share(bool introduced, bool after) =>
            (double)(
                cost[(introduced, after)].Sum(row => DemoRows.Number(row["cost"]))
                / cost[(introduced, after)].Sum(row => DemoRows.Number(row["amount"]))
            );

        // The truth is 8.4 points of the price.
        Assert.InRange(Share(true, true) - Share(true, false), -0.095, -0.075);
        Assert.InRange(Share(false, true) - Share(false, false), -0.01, 0.01);
    }

    [Theory]
    [InlineData("transaction")]
    [InlineData("relationship")]
    public void Portal_Answers_DoNotChange(string level)
    {
        var change = DifferenceInDifferences(Answers(level), PlantedTruth.PortalFrom, WithPortal.Contains);

        Assert.InRange(change, -7, 7);
    }

    [Fact]
    public void Pilot_SoFar_IsTooSmallToMeasure() =>
        Assert.InRange(Population.Create(Calendar).Count(customer => customer.IsInPilot), 30, 64);

    [Fact]
    public void PriceLetter_LastCompleteMonth_SmallBusinessesLeaveLikeNeverBefore()
    {
        var register = Population.Create(Calendar);
        var rates = Enumerable
            .Range(1, 35)
            .Select(month =>
            {
                var before = register
                    .Where(c => c.SegmentAt(month - 1) == Segment.SmallBusiness && c.IsActive(month - 1))
                    .ToList();
                return before.Count(customer => !customer.IsActive(month)) / (double)before.Count;
            })
            .ToList();

        Assert.InRange(rates[^1], 0.035, 0.06);
        Assert.InRange(rates.SkipLast(1).Max(), 0, 0.03);
    }

    [Fact]
    public void TextMessages_LastWeeks_AreSilent() =>
        Assert.Equal(
            Today.AddDays(-PlantedTruth.TextMessagesSilentDays - 1),
            Answers("transaction").Max(answer => DemoRows.Day(answer["answered_at"]))
        );

    private static IEnumerable<IReadOnlyDictionary<string, string>> Answers(string level) =>
        DemoRows
            .Of(Files, "surveys")
            .Where(row => row["level"] == level && row["score"].Length > 0 && Register.ContainsKey(row["customer_id"]));

    private static double DifferenceInDifferences(
        IEnumerable<IReadOnlyDictionary<string, string>> answers,
        int from,
        Func<string, bool> isExposed
    )
    {
        var groups = answers.ToLookup(answer =>
            (isExposed(answer["customer_id"]), Calendar.MonthOf(DemoRows.Day(answer["answered_at"])) >= from)
        );
        double Nps(bool exposed, bool after) =>
            groups[(exposed, after)]
                .Average(answer =>
                    DemoRows.Number(answer["score"]) is var score && score >= 9 ? 100
                    : score <= 6 ? -100
                    : 0.0
                );
        return Nps(true, true) - Nps(true, false) - (Nps(false, true) - Nps(false, false));
    }
}
