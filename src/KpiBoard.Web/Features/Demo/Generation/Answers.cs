using System.Globalization;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>An answer to a survey.</summary>
internal readonly record struct DemoAnswer(
    string Source,
    DateOnly Day,
    int Minute,
    string Id,
    string? CustomerId,
    string Audience,
    string Level,
    string? Touchpoint,
    string? Journey,
    string? JourneyInstance,
    int? Score,
    string? Comment,
    string? Emotion
);

/// <summary>One month's answers, at three levels, and what the leaders guess.</summary>
internal sealed class AnswerMonth
{
    public const string Relationship = "relationship-survey";
    public const string Journey = "journey-survey";
    public const string TextMessage = "text-message-survey";

    private const double Blank = 0.01;

    /// <summary>The six lower scores, as often as they are given.</summary>
    private static readonly int[] DetractorScores = [0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6];

    private static readonly string[] PromoterEmotions = ["pleased", "relieved", "confident"];
    private static readonly string[] DetractorEmotions = ["frustrated", "disappointed", "angry"];
    private static readonly string[] Touchpoints = ["phone", "visit", "visit", "invoice", "portal"];

    private readonly DemoCalendar calendar;
    private readonly int month;

    private AnswerMonth(DemoCalendar calendar, int month)
    {
        this.calendar = calendar;
        this.month = month;
    }

    public List<DemoAnswer> Answers { get; } = [];

    public static AnswerMonth Create(
        DemoCalendar calendar,
        IReadOnlyList<DemoCustomer> customers,
        IReadOnlyList<DemoVisit> visits,
        int month
    )
    {
        var result = new AnswerMonth(calendar, month);
        foreach (var customer in customers)
        {
            if (customer.IsActive(month))
            {
                result.AddRelationship(customer);
            }
        }
        for (var i = 0; i < visits.Count; i++)
        {
            result.AddVisit(visits[i], i);
        }
        result.AddLeaders();
        result.Answers.Sort(
            (a, b) => a.Day.CompareTo(b.Day) is var c && c != 0 ? c : string.CompareOrdinal(a.Id, b.Id)
        );
        return result;
    }

    /// <summary>Every customer is asked once a quarter about the whole, newcomers in their second month about the welcome.</summary>
    private void AddRelationship(DemoCustomer customer)
    {
        var random = RandomStream.For(Purpose.Relationship, customer.Number, month);
        var profile = SegmentProfile.Of(customer.SegmentAt(month));
        var day = calendar.FirstDay(month).AddDays(random.Between(0, calendar.LastDay(month).Day - 1));
        if ((customer.Number + month) % 3 == 0 && random.Chance(profile.ResponseRate))
        {
            var (promoters, detractors) = (profile.Promoters, profile.Detractors);
            Add(ref random, customer, new(Relationship, "relationship", null, null, null), day, promoters, detractors);
        }
        if (customer.FirstMonth > 0 && month == customer.FirstMonth + 1 && random.Chance(0.45))
        {
            var about = new Question(Journey, "journey", "welcome", "onboarding", $"ON-{customer.Id}");
            Add(ref random, customer, about, day, 0.40, 0.20);
        }
    }

    private void AddVisit(DemoVisit visit, int number)
    {
        var random = RandomStream.For(Purpose.Visit, number, month);
        var (promoters, detractors) = visit.Failed ? (0.18, 0.50) : (0.53, 0.14);
        if (random.Chance(0.40))
        {
            var about = new Question(Journey, "journey", "visit", "repair", visit.Id);
            Add(ref random, visit.Customer, about, visit.Day.AddDays(random.Between(1, 4)), promoters, detractors);
        }
        if (random.Chance(0.12))
        {
            // What is asked right afterwards is answered more kindly; a repair that failed is felt later.
            var about = new Question(TextMessage, "transaction", random.Pick(Touchpoints), null, null);
            Add(ref random, visit.Customer, about, visit.Day, 0.61, 0.13);
        }
    }

    /// <summary>In the first month of a quarter, 22 leaders guess what customers answer.</summary>
    private void AddLeaders()
    {
        var random = RandomStream.For(Purpose.Leaders, month);
        for (var leader = 1; leader <= 22 && calendar.FirstDay(month).Month % 3 == 1; leader++)
        {
            var day = calendar.FirstDay(month).AddDays(random.Between(4, 12));
            var about = new Question(Relationship, "relationship", null, null, null);
            Add(ref random, null, $"L-{month:00}-{leader:00}", "leader", about, day, 0.56, 0.10);
        }
    }

    private void Add(
        ref RandomStream random,
        DemoCustomer customer,
        Question about,
        DateOnly day,
        double promoters,
        double detractors
    )
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{about.Code}-{customer.Number}-{month}-{Answers.Count}");
        Add(
            ref random,
            customer,
            id,
            "customer",
            about,
            day,
            promoters + 0.18 * customer.Mood,
            detractors - 0.12 * customer.Mood
        );
    }

    private void Add(
        ref RandomStream random,
        DemoCustomer? customer,
        string id,
        string audience,
        Question about,
        DateOnly day,
        double promoters,
        double detractors
    )
    {
        var kind =
            random.Unit() is var u && u < promoters ? "promoter"
            : u < 1 - detractors ? "passive"
            : "detractor";
        var score = kind switch
        {
            "promoter" => random.Chance(0.55) ? 10 : 9,
            "passive" => random.Chance(0.6) ? 8 : 7,
            _ => random.Pick(DetractorScores),
        };
        var comments = DemoWords.All.Comments[customer?.Unit.Language ?? "en"][kind];
        var comment = random.Chance(kind == "detractor" ? 0.5 : 0.25) ? random.Pick(comments) : null;
        var emotion = kind switch
        {
            "promoter" => random.Pick(PromoterEmotions),
            "passive" => "neutral",
            _ => random.Pick(DetractorEmotions),
        };
        Answers.Add(
            new DemoAnswer(
                about.Source,
                day,
                random.Between(7 * 60, 21 * 60),
                id,
                customer?.Id,
                audience,
                about.Level,
                about.Touchpoint,
                about.Journey,
                about.Instance,
                random.Chance(Blank) ? null : score,
                customer is null ? null : comment,
                customer is not null && random.Chance(0.6) ? emotion : null
            )
        );
    }

    private readonly record struct Question(
        string Source,
        string Level,
        string? Touchpoint,
        string? Journey,
        string? Instance
    )
    {
        public char Code => char.ToUpperInvariant(Source[0]);
    }
}
