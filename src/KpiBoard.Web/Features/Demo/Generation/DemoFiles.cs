using System.Globalization;
using System.Text;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// A file of the demo company in the form of the contracts, as its systems would deliver it on the day after its last.
/// </summary>
public sealed record DemoFile(string Kind, string Source, string Name, DateOnly LastDay, byte[] Content);

/// <summary>A system that sends files, and how often it is to.</summary>
public sealed record DemoSource(string Kind, string Name, int PromisedDays);

/// <summary>The company's files in the order in which they come in: the register first, then lines and answers.</summary>
public sealed class DemoFiles
{
    private const string Register = "customer-register";
    private const string Wallets = "category-survey";
    private const string Plan = "board-plan";

    public static readonly IReadOnlyList<DemoSource> Sources =
    [
        new("customers", Register, PromisedDays: 7),
        .. DemoWords.All.Units.Select(unit => new DemoSource("revenue", Ledger(unit), PromisedDays: 1)),
        new("surveys", AnswerMonth.Relationship, PromisedDays: 1),
        new("surveys", AnswerMonth.Journey, PromisedDays: 1),
        new("surveys", AnswerMonth.TextMessage, PromisedDays: 1),
        new("wallets", Wallets, PromisedDays: 366),
    ];

    private readonly DemoCalendar calendar;
    private readonly IReadOnlyList<DemoCustomer> customers;
    private readonly List<DemoLine> lines = [];
    private readonly List<DemoAnswer> answers = [];
    private int nextMonth;

    private DemoFiles(DemoCalendar calendar)
    {
        this.calendar = calendar;
        customers = Population.Create(calendar);
    }

    public static IEnumerable<DemoFile> Create(DemoCalendar calendar)
    {
        var files = new DemoFiles(calendar);
        return calendar
            .Deliveries()
            .SelectMany(period =>
                files.Deliver(period).Where(file => file.Content.Length > 0).OrderBy(file => file.LastDay)
            );
    }

    private IEnumerable<DemoFile> Deliver(DemoPeriod period)
    {
        for (; nextMonth <= calendar.MonthOf(period.To); nextMonth++)
        {
            var month = RevenueMonth.Create(calendar, customers, nextMonth);
            lines.AddRange(month.Lines);
            answers.AddRange(AnswerMonth.Create(calendar, customers, month.Visits, nextMonth).Answers);
        }
        yield return Customers(period);
        foreach (var unit in DemoWords.All.Units)
        {
            yield return Revenue(unit, period);
        }
        // After the last day with data the text messages would be silent for this long.
        var silentFrom = calendar.MadeOn.AddDays(-PlantedTruth.TextMessagesSilentDays);
        foreach (var source in new[] { AnswerMonth.Relationship, AnswerMonth.Journey, AnswerMonth.TextMessage })
        {
            yield return Surveys(
                source,
                period,
                answers.Where(a => a.Source == source && (source != AnswerMonth.TextMessage || a.Day < silentFrom))
            );
        }
        for (var month = calendar.MonthOf(period.From); month <= calendar.MonthOf(period.To); month++)
        {
            if (period.Contains(calendar.LastDay(month)))
            {
                yield return File("wallets", Wallets, period, calendar.LastDay(month), WalletMonth(month));
                yield return File("targets", Plan, period, calendar.LastDay(month), PlanMonth(month));
            }
        }
        lines.RemoveAll(line => period.Contains(line.BookedOn));
        answers.RemoveAll(answer => period.Contains(answer.Day));
    }

    private DemoFile Customers(DemoPeriod period)
    {
        var csv = new Csv("customer_id,name,segment,region,business_unit,joined_on,left_on,valid_from");
        var isFirst = period.From == calendar.FirstDay(0);
        foreach (var customer in customers)
        {
            if (!customer.IsMissingFromRegister && Changes(customer, period, isFirst) is { } change)
            {
                csv.Add(
                    customer.Id,
                    customer.Name,
                    SegmentProfile.Of(change.Segment).Name,
                    customer.Region,
                    customer.Unit.Name,
                    Date(customer.JoinedOn),
                    change.LeftOn is { } left ? Date(left) : "",
                    change.ValidFrom is { } from ? Date(from) : ""
                );
            }
        }
        return File("customers", Register, period, period.To, csv);
    }

    /// <summary>What the register learns of a customer in the period; null when it is nothing.</summary>
    private (Segment Segment, DateOnly? LeftOn, DateOnly? ValidFrom)? Changes(
        DemoCustomer customer,
        DemoPeriod period,
        bool isFirst
    )
    {
        DateOnly? leftOn = null;
        DateOnly? validFrom = null;
        var changed = isFirst ? customer.JoinedOn <= period.To : period.Contains(customer.JoinedOn);
        var last = calendar.MonthOf(period.To);
        for (var month = customer.FirstMonth + 1; month <= last; month++)
        {
            var isNews = period.Contains(calendar.FirstDay(month));
            if (customer.IsActive(month) != customer.IsActive(month - 1))
            {
                leftOn = customer.IsActive(month) ? null : calendar.FirstDay(month);
                changed |= isNews;
            }
            if (month == customer.GrowsIn && isNews)
            {
                validFrom = calendar.FirstDay(month);
                changed = true;
            }
        }
        return changed ? (customer.SegmentAt(last), leftOn, validFrom) : null;
    }

    private DemoFile Revenue(DemoUnit unit, DemoPeriod period)
    {
        var csv = new Csv("booked_on,amount,cost,customer_id,line_id,invoice_id,currency,product");
        foreach (var line in lines)
        {
            if (line.Unit == unit && period.Contains(line.BookedOn))
            {
                csv.Add(
                    Date(line.BookedOn),
                    Amount(line.Amount),
                    line.Cost is { } cost ? Amount(cost) : "",
                    line.CustomerId ?? "",
                    string.Create(CultureInfo.InvariantCulture, $"{line.InvoiceId}-{line.LineInInvoice}"),
                    line.InvoiceId,
                    "DKK",
                    line.Product
                );
            }
        }
        return File("revenue", Ledger(unit), period, period.To, csv);
    }

    private static DemoFile Surveys(string source, DemoPeriod period, IEnumerable<DemoAnswer> answers)
    {
        var csv = new Csv(
            "score,answered_at,response_id,customer_id,audience,level,touchpoint,journey,journey_instance,comment,emotion"
        );
        var last = period.From;
        foreach (var answer in answers)
        {
            if (period.Contains(answer.Day))
            {
                csv.Add(
                    answer.Score?.ToString(CultureInfo.InvariantCulture) ?? "",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{answer.Day:yyyy-MM-dd} {answer.Minute / 60:00}:{answer.Minute % 60:00}:00"
                    ),
                    answer.Id,
                    answer.CustomerId ?? "",
                    answer.Audience,
                    answer.Level,
                    answer.Touchpoint ?? "",
                    answer.Journey ?? "",
                    answer.JourneyInstance ?? "",
                    answer.Comment ?? "",
                    answer.Emotion ?? ""
                );
                last = answer.Day;
            }
        }
        // Systems send what has come together by the end of the period; text messages come as they are answered.
        var sentAfter = source == AnswerMonth.TextMessage ? last : period.To;
        return File("surveys", source, period, sentAfter, csv);
    }

    /// <summary>Each February some customers tell what they spent in the category in the year before.</summary>
    private Csv WalletMonth(int month)
    {
        var csv = new Csv("customer_id,period,category_spend,currency,rank,brands,source");
        if (calendar.FirstDay(month).Month == DemoWallet.AskedIn)
        {
            var year = calendar.FirstDay(month).AddYears(-1).Year.ToString(CultureInfo.InvariantCulture);
            foreach (var customer in customers.Where(customer => !customer.IsMissingFromRegister))
            {
                if (DemoWallet.Of(customer, month) is { } wallet)
                {
                    var isRank = wallet.Spend is null;
                    csv.Add(
                        customer.Id,
                        year,
                        wallet.Spend is { } spend ? Amount(spend) : "",
                        isRank ? "" : "DKK",
                        isRank ? wallet.Rank.ToString(CultureInfo.InvariantCulture) : "",
                        isRank ? wallet.Brands.ToString(CultureInfo.InvariantCulture) : "",
                        "interview"
                    );
                }
            }
        }
        return csv;
    }

    /// <summary>Each December the board decides the plan of the next year.</summary>
    private Csv PlanMonth(int month)
    {
        var csv = new Csv("kpi,period,value,threshold");
        if (calendar.FirstDay(month).Month == DemoPlan.DecidedIn)
        {
            foreach (var line in DemoPlan.Of(month, calendar.FirstDay(month).Year + 1))
            {
                csv.Add(line.Kpi, line.Period, line.Value, line.Threshold);
            }
        }
        return csv;
    }

    private static DemoFile File(string kind, string source, DemoPeriod period, DateOnly last, Csv csv)
    {
        var days = period.From == period.To ? Date(period.To) : $"{Date(period.From)}_{Date(period.To)}";
        return new DemoFile(kind, source, $"{source}_{days}.csv", last, csv.ToBytes());
    }

    private static string Ledger(DemoUnit unit) => $"erp-{unit.Name.ToLowerInvariant()}";

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Amount(long øre) => (øre / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Rows under one header; without rows there is no file.</summary>
    private sealed class Csv(string header)
    {
        private readonly StringBuilder text = new();

        public void Add(params ReadOnlySpan<string> fields)
        {
            for (var i = 0; i < fields.Length; i++)
            {
                var field = fields[i];
                var quoted = field.AsSpan().IndexOfAny(',', '"') >= 0;
                text.Append(i == 0 ? "" : ",")
                    .Append(quoted ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field);
            }
            text.Append('\n');
        }

        public byte[] ToBytes() => text.Length == 0 ? [] : Encoding.UTF8.GetBytes($"{header}\n{text}");
    }
}
