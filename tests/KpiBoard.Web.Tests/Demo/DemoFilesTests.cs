using System.Security.Cryptography;
using KpiBoard.Web.Features.Demo.Generation;
using Xunit;

namespace KpiBoard.Web.Tests.Demo;

public sealed class DemoFilesTests
{
    private static readonly DateOnly Today = new(2026, 3, 18);

    private static readonly Lazy<IReadOnlyList<DemoFile>> Files = new(() => Create(Today));

    private static readonly Lazy<ILookup<string, IReadOnlyDictionary<string, string>>> Rows = new(() =>
        Files
            .Value.SelectMany(file => DemoRows.Of(file).Select(row => (file.Kind, Row: row)))
            .ToLookup(found => found.Kind, found => found.Row)
    );

    [Fact]
    public void Create_OneDay_TheSameBytesOnEveryMachine()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files.Value)
        {
            hash.AppendData(file.Content);
        }

        // Changes whenever the company does; the truth in db/demo/README.md is to be measured again then.
        Assert.Equal(
            "7fe8ffcadfe5051b00b48a0cc6a40d47560a3ffae8ac418bc88d847b04ca7346",
            Convert.ToHexStringLower(hash.GetHashAndReset())
        );
    }

    [Theory]
    [InlineData("2026-03-18", "2023-03-01")]
    [InlineData("2026-03-01", "2023-03-01")]
    [InlineData("2026-03-03", "2023-03-01")]
    [InlineData("2028-02-29", "2025-02-01")]
    [InlineData("2026-12-31", "2023-12-01")]
    public void Create_AnyDay_ThirtySixCompleteMonthsAndWhatPassedSince(string today, string firstMonth)
    {
        var day = DemoRows.Day(today);
        var files = Create(day);

        var booked = DemoRows.Of(files, "revenue").Select(row => DemoRows.Day(row["booked_on"])).ToList();

        Assert.Equal(DemoRows.Day(firstMonth), booked.Min());
        Assert.Equal(day.AddDays(-1), booked.Max());
        var complete = booked.Select(date => (date.Year, date.Month)).Distinct().ToList();
        Assert.Equal(day.Day == 1 ? 36 : 37, complete.Count);
    }

    [Fact]
    public void Create_SomeDaysLater_OnlyAddsTheFilesOfThoseDays()
    {
        var later = DemoFiles.Create(new DemoCalendar(Today, Today.AddDays(20))).ToList();

        Assert.All(
            Files.Value.Zip(later),
            pair =>
            {
                Assert.Equal((pair.First.Name, pair.First.Source), (pair.Second.Name, pair.Second.Source));
                Assert.Equal(pair.First.Content, pair.Second.Content);
            }
        );
        Assert.All(later.Skip(Files.Value.Count), file => Assert.True(file.LastDay >= Today));
    }

    [Fact]
    public void Create_EveryFile_HoldsTheDaysOfItsName()
    {
        foreach (var file in Files.Value.Where(file => file.Kind is "revenue" or "surveys"))
        {
            var days = file.Name[..^".csv".Length].Split('_');
            var column = file.Kind == "revenue" ? "booked_on" : "answered_at";
            Assert.All(
                DemoRows.Of(file),
                row => Assert.InRange(DemoRows.Day(row[column]), DemoRows.Day(days[1]), DemoRows.Day(days[^1]))
            );
        }
    }

    [Fact]
    public void Create_Keys_AreUnique()
    {
        AssertUnique(Rows.Value["revenue"].Select(row => row["line_id"]));
        AssertUnique(Rows.Value["surveys"].Select(row => row["response_id"]));
        AssertUnique(Rows.Value["customers"].Select(row => (row["customer_id"], row["name"])).Distinct());
    }

    [Fact]
    public void Create_Names_AreInvented()
    {
        var names = Rows.Value["customers"].Select(row => row["name"]).Distinct().ToList();
        var places = DemoWords.All.PlaceStarts.SelectMany(start => DemoWords.All.PlaceEnds.Select(end => start + end));

        var invented = places.ToHashSet();

        Assert.All(names, name => Assert.Contains(name.Split(' ')[0], invented));
        AssertUnique(names);
    }

    [Fact]
    public void Create_Volume_FitsAFirstPageWithinSeconds() =>
        Assert.InRange(Rows.Value["revenue"].Count(), 150_000, 250_000);

    [Fact]
    public void Create_Register_HasFourSegmentsThreeUnitsAndAboutTwoThousandCustomers()
    {
        var register = Rows.Value["customers"].ToList();

        Assert.Equal(4, register.Select(row => row["segment"]).Distinct().Count());
        Assert.Equal(3, register.Select(row => row["business_unit"]).Distinct().Count());
        Assert.InRange(Present(35).Count, 1_900, 2_200);
        Assert.Contains(register, row => row["valid_from"].Length > 0);
        Assert.Contains(register, row => row["left_on"].Length > 0);
    }

    [Fact]
    public void Create_Customers_ComeGoAndComeBackAtAPlausiblePace()
    {
        var ever = Present(0);
        var returned = 0;
        for (var month = 1; month < 35; month++)
        {
            var (before, now) = (Present(month - 1), Present(month));
            Assert.InRange(before.Except(now).Count() / (double)before.Count, 0.006, 0.020);
            Assert.InRange(now.Except(ever).Count() / (double)before.Count, 0.008, 0.025);
            returned += now.Except(before).Intersect(ever).Count();
            ever = [.. ever, .. now];
        }
        Assert.InRange(returned, 60, 200);
    }

    [Fact]
    public void Create_Money_IsPlausible()
    {
        var rows = Rows.Value["revenue"].ToList();
        var amount = rows.Sum(row => DemoRows.Number(row["amount"]));
        var covered = rows.Where(row => row["cost"].Length > 0).ToList();
        var margin =
            1 - covered.Sum(row => DemoRows.Number(row["cost"])) / covered.Sum(row => DemoRows.Number(row["amount"]));
        var unidentified = rows.Where(row => row["customer_id"].Length == 0).Sum(row => DemoRows.Number(row["amount"]));

        Assert.InRange(amount / 36.5m, 40_000_000, 65_000_000);
        Assert.InRange(margin, 0.30m, 0.40m);
        Assert.InRange(unidentified / amount, 0.002m, 0.01m);
        Assert.InRange(covered.Count / (double)rows.Count, 0.97, 0.99);
        Assert.Contains(rows, row => row["amount"].StartsWith('-'));
    }

    [Fact]
    public void Create_Answers_AreAtThreeLevelsWithCommentsInThreeLanguages()
    {
        var answers = Rows.Value["surveys"].ToList();

        Assert.Equal(["journey", "relationship", "transaction"], answers.Select(a => a["level"]).Distinct().Order());
        Assert.Contains(answers, answer => answer["audience"] == "leader");
        Assert.Contains(answers, answer => answer["score"].Length == 0);
        var comments = answers.Select(answer => answer["comment"]).ToHashSet();
        Assert.All(
            DemoWords.All.Comments.SelectMany(language => language.Value.SelectMany(kind => kind.Value)),
            comment => Assert.Contains(comment, comments)
        );
    }

    [Fact]
    public void Create_Wallets_TellMoreThanCustomersSpendHereAndSomeOnlyARank()
    {
        var wallets = Rows.Value["wallets"].ToList();

        Assert.Equal(3, wallets.Select(row => row["period"]).Distinct().Count());
        Assert.InRange(wallets.Count / 3, 500, 900);
        Assert.InRange(wallets.Count(row => row["category_spend"].Length == 0) / (double)wallets.Count, 0.08, 0.16);
        Assert.All(wallets, row => Assert.NotEqual(row["category_spend"].Length == 0, row["rank"].Length == 0));
    }

    [Fact]
    public void Create_Plan_IsDecidedEachDecemberForTheNextYear()
    {
        var plans = Files.Value.Where(file => file.Kind == "targets").ToList();

        Assert.Equal(["2024", "2025", "2026"], plans.Select(plan => DemoRows.Of(plan).First()["period"][..4]));
        Assert.All(plans, plan => Assert.Equal(12, plan.LastDay.Month));
        AssertUnique(Rows.Value["targets"].Select(row => (row["kpi"], row["period"])));
    }

    private static IReadOnlyList<DemoFile> Create(DateOnly today) =>
        [.. DemoFiles.Create(new DemoCalendar(today, today.AddDays(-1)))];

    private static HashSet<string> Present(int month) => ByMonth.Value[month];

    private static readonly Lazy<IReadOnlyList<HashSet<string>>> ByMonth = new(() =>
        [
            .. Rows.Value["revenue"]
                .Where(row => row["customer_id"].Length > 0)
                .GroupBy(row => row["booked_on"][..7], row => row["customer_id"])
                .OrderBy(month => month.Key, StringComparer.Ordinal)
                .Select(month => month.ToHashSet()),
        ]
    );

    private static void AssertUnique<T>(IEnumerable<T> values)
    {
        var list = values.ToList();
        Assert.Equal(list.Count, list.Distinct().Count());
    }
}
