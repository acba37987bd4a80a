using System.Globalization;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>A line of revenue; amounts in øre. A line without a customer is a call-out that was paid on the spot.</summary>
internal readonly record struct DemoLine(
    DateOnly BookedOn,
    DemoUnit Unit,
    string? CustomerId,
    string InvoiceId,
    int LineInInvoice,
    string Product,
    long Amount,
    long? Cost
);

/// <summary>A repair at a customer's, and whether somebody had to come again.</summary>
internal readonly record struct DemoVisit(DemoCustomer Customer, DateOnly Day, string Id, bool Failed);

/// <summary>One month's lines and visits.</summary>
internal sealed class RevenueMonth
{
    private const double CostUnknown = 0.015;

    /// <summary>More repairs in the heating season, few in July.</summary>
    private static readonly double[] Season = [1.25, 1.2, 1.1, 1, 0.95, 0.9, 0.65, 0.9, 1.05, 1.1, 1.15, 1];

    private readonly DemoCalendar calendar;
    private readonly int month;
    private readonly string prefix;
    private int lastInvoice;

    private RevenueMonth(DemoCalendar calendar, int month)
    {
        this.calendar = calendar;
        this.month = month;
        prefix = calendar.FirstDay(month).ToString("yyMM", CultureInfo.InvariantCulture);
    }

    public List<DemoLine> Lines { get; } = [];

    public List<DemoVisit> Visits { get; } = [];

    public static RevenueMonth Create(DemoCalendar calendar, IReadOnlyList<DemoCustomer> customers, int month)
    {
        var result = new RevenueMonth(calendar, month);
        foreach (var customer in customers)
        {
            if (customer.IsActive(month))
            {
                result.AddCustomer(customer);
            }
        }
        result.AddUnidentified();
        result.Lines.Sort((a, b) => a.BookedOn.CompareTo(b.BookedOn) is var c && c != 0 ? c : Order(a, b));
        return result;
    }

    private static int Order(DemoLine a, DemoLine b) =>
        string.CompareOrdinal(a.InvoiceId, b.InvoiceId) is var c && c != 0 ? c : a.LineInInvoice - b.LineInInvoice;

    private void AddCustomer(DemoCustomer customer)
    {
        var random = RandomStream.For(Purpose.Month, customer.Number, month);
        var profile = SegmentProfile.Of(customer.SegmentAt(month));
        var from = calendar.FirstDay(month);
        from = customer.JoinedOn > from ? customer.JoinedOn : from;
        var agreedOn = from.AddDays(random.Between(0, 2));
        Add(ref random, customer, agreedOn, "Service agreement", customer.Fee(month), 0.61);
        if ((customer.Number + month) % 12 == 0)
        {
            Add(ref random, customer, Day(ref random, from), "Inspection", 100 * random.Between(900, 2_600), 0.66);
        }
        if (random.Chance(0.015))
        {
            var price = profile.VisitPrice * random.Between(4.0, 12.0);
            Add(ref random, customer, Day(ref random, from), "Installation", (long)(price * 100), 0.74);
        }
        var visits = random.Count(profile.Visits * Season[from.Month - 1]);
        for (var i = 0; i < visits; i++)
        {
            AddVisit(ref random, customer, profile, from);
        }
    }

    private void AddVisit(ref RandomStream random, DemoCustomer customer, SegmentProfile profile, DateOnly from)
    {
        var fails = customer.HasFirstTimeRight(month)
            ? PlantedTruth.RepairFailsWhereFirstTimeRight
            : PlantedTruth.RepairFails;
        var failed = random.Chance(fails);
        var day = Day(ref random, from);
        var amount = (long)(profile.VisitPrice * random.Between(0.4, 1.6) * 100);
        // The second visit is not invoiced; it costs all the same.
        Add(ref random, customer, day, "Repair", amount, failed ? 0.98 : 0.70);
        var invoice = Lines[^1].InvoiceId;
        Visits.Add(new DemoVisit(customer, day, invoice, failed));
        if (random.Chance(0.4))
        {
            var parts = (long)(profile.VisitPrice * random.Between(0.1, 0.9) * 100);
            Lines.Add(Lines[^1] with { LineInInvoice = 2, Product = "Parts", Amount = parts, Cost = parts * 7 / 10 });
        }
        if (random.Chance(failed ? 0.025 : 0.004))
        {
            Add(ref random, customer, day, "Credit note", -(long)(amount * random.Between(0.3, 1.0)), 0);
        }
    }

    private void AddUnidentified()
    {
        foreach (var unit in DemoWords.All.Units)
        {
            var random = RandomStream.For(Purpose.Unidentified, month, unit.Code[0]);
            for (var i = random.Between(6, 11); i > 0; i--)
            {
                var day = Day(ref random, calendar.FirstDay(month));
                Add(ref random, null, unit, day, "Call-out", 100 * random.Between(2_000, 15_000), 0.7);
            }
        }
    }

    private void Add(
        ref RandomStream random,
        DemoCustomer customer,
        DateOnly day,
        string product,
        long amount,
        double costShare
    ) => Add(ref random, customer.Id, customer.Unit, day, product, amount, costShare);

    private void Add(
        ref RandomStream random,
        string? customerId,
        DemoUnit unit,
        DateOnly day,
        string product,
        long amount,
        double costShare
    )
    {
        var cost = (long)(amount * (costShare * random.Between(0.94, 1.06)));
        var invoice = string.Create(CultureInfo.InvariantCulture, $"{unit.Code}{prefix}-{++lastInvoice:00000}");
        long? known = random.Chance(CostUnknown) ? null : cost;
        Lines.Add(new DemoLine(day, unit, customerId, invoice, 1, product, amount, known));
    }

    /// <summary>A day of the month on which people work, Sundays seldom.</summary>
    private DateOnly Day(ref RandomStream random, DateOnly from)
    {
        var to = calendar.LastDay(month);
        var day = from.AddDays(random.Between(0, to.DayNumber - from.DayNumber));
        return day.DayOfWeek == DayOfWeek.Sunday && day < to && random.Chance(0.8) ? day.AddDays(1) : day;
    }
}
