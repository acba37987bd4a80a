using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Retention;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis.Pages;

/// <summary>The customers that moved one bar most, and what the others add up to: together the bar, to the last digit.</summary>
public sealed record BridgeMovers(string Title, string Lead)
{
    public const int Most = 10;

    public required string Start { get; init; }
    public required string End { get; init; }

    /// <summary>Whose customers are shown, for who does not see all.</summary>
    public string? Units { get; init; }
    public IReadOnlyList<MoverLine> Lines { get; init; } = [];

    /// <summary>The others, those of units that the person does not see, and the bar itself.</summary>
    public IReadOnlyList<MoverLine> Foot { get; init; } = [];

    /// <summary>What leads to every customer behind the bar.</summary>
    public required string Query { get; init; }
    public required string All { get; init; }
    public required string Figure { get; init; }
    public required string FigureAddress { get; init; }
}

/// <summary>A customer, or the sum of several.</summary>
public sealed record MoverLine(string Name, string Share)
{
    /// <summary>Null for a sum.</summary>
    public long? Id { get; init; }
    public string CustomerId { get; init; } = "";
    public string Before { get; init; } = "";
    public string After { get; init; } = "";
    public string Difference { get; init; } = "";

    /// <summary>Before and after in one, where there is no room for two columns.</summary>
    public string Both { get; init; } = "";
}

/// <summary>Puts the largest customers behind a bar into words.</summary>
public sealed class BridgeMoversComposer(IStringLocalizer<KpiText> text, FigureWords figures)
{
    private FigureContext Context => figures.Context;

    /// <summary>What is shown of a bar.</summary>
    /// <param name="top">The first of those who are seen, with their names.</param>
    public BridgeMovers Compose(
        BridgeBar bar,
        BridgeCustomers behind,
        IReadOnlyList<BridgeCustomer> top,
        BridgeCustomersQuery query,
        IReadOnlyList<string>? units
    )
    {
        var words = new BridgeBarWords(text, figures, bar);
        var amount = Context.Formats.MoneyExact(behind.Amount, Context.Currency);
        var title = words.Title;
        return new(
            behind.Seen.Count > BridgeMovers.Most ? text["MoversTitle", title] : title,
            behind.Count == 0 ? text["CustomersNone"] : Lead(behind, top, amount)
        )
        {
            Start = words.Start,
            End = words.End,
            Units = words.Units(units),
            Lines = [.. top.Select(customer => Line(customer, behind))],
            Foot = behind.Count == 0 ? [] : [.. Foot(bar, behind)],
            Query = query.ToQuery(1),
            All = text["MoversAll", Context.Formats.Whole(behind.Seen.Count)],
            Figure = words.Figure,
            FigureAddress = words.FigureAddress,
        };
    }

    private string Lead(BridgeCustomers behind, IReadOnlyList<BridgeCustomer> top, string amount)
    {
        var all = text.Count("CustomersLead", behind.Count, amount).Value;
        return top.Count < behind.Count && Share(BridgeCustomers.Sum(top), behind) is { Length: > 0 } share
            ? $"{all} {text["MoversShare", Context.Formats.Whole(top.Count), share]}"
            : all;
    }

    private MoverLine Line(BridgeCustomer customer, BridgeCustomers behind) =>
        With(
            new(customer.Name, Share(customer.Amount, behind)) { Id = customer.Id, CustomerId = customer.CustomerId },
            customer.Entry.PresentAtStart ? customer.Before : null,
            customer.Entry.PresentAtEnd ? customer.After : null,
            customer.After - customer.Before
        );

    private MoverLine With(MoverLine line, Money? before, Money? after, Money? difference)
    {
        var (first, last) = (Shown(before), Shown(after));
        return line with
        {
            Before = first,
            After = last,
            Difference = difference is { } change ? Context.Formats.MoneyNumberChange(change) : "",
            Both = (first, last) switch
            {
                ({ Length: > 0 }, { Length: > 0 }) => Context.Formats.Interval(first, last),
                _ => first + last,
            },
        };

        string Shown(Money? amount) => amount is { } known ? Context.Formats.MoneyNumber(known) : "";
    }

    private IEnumerable<MoverLine> Foot(BridgeBar bar, BridgeCustomers behind)
    {
        var others = behind.Seen.Skip(BridgeMovers.Most).ToList();
        if (others.Count > 0)
        {
            var (before, after) = (Sum(others, other => other.Before), Sum(others, other => other.After));
            yield return With(
                new(text.Count("MoversOthers", others.Count), Share(BridgeCustomers.Sum(others), behind)),
                bar.Part.IsOfThoseWhoCame ? null : before,
                bar.Part.Change == BridgeChange.Churned ? null : after,
                after - before
            );
        }
        var hidden = behind.Count - behind.Seen.Count;
        if (hidden > 0)
        {
            yield return Part(text.Count("MoversHidden", hidden), behind.Amount - BridgeCustomers.Sum(behind.Seen));
        }
        yield return Part(text["MoversBar"], behind.Amount);

        // Of what a bar is made stands in its own column: the start before, the end after, a step as the difference.
        MoverLine Part(string name, Money amount) =>
            With(
                new(name, Share(amount, behind)),
                bar.Part == BridgePart.Start ? amount : null,
                bar.Part == BridgePart.End ? amount : null,
                bar.Part.Change is null ? null : amount
            );
    }

    private static Money Sum(IEnumerable<BridgeCustomer> customers, Func<BridgeCustomer, Money> amount) =>
        customers.Aggregate(Money.Zero, (sum, customer) => sum + amount(customer));

    /// <summary>Of the whole bar; nothing is a share of nothing.</summary>
    private string Share(Money amount, BridgeCustomers behind) =>
        behind.Amount == Money.Zero ? "" : Context.Formats.Percent((double)amount.Units / behind.Amount.Units);
}

/// <summary>What is said about a bar wherever its customers are shown.</summary>
internal sealed class BridgeBarWords(IStringLocalizer<KpiText> text, FigureWords figures, BridgeBar bar)
{
    private readonly KpiDefinition figure = KpiCatalogue.Get(
        bar.IsMargin ? KpiCodes.ExistingMargin : KpiCodes.ExistingRevenue
    );

    public string Start => figures.Context.Period(bar.Period.Predecessor);

    public string End => figures.Context.Period(bar.Period);

    /// <summary>"Churned customers, Oct 2026, Small business".</summary>
    public string Title
    {
        get
        {
            var title = bar.Part.Code switch
            {
                "start" => text["CustomersOf", Start].Value,
                "end" => text["CustomersOf", End].Value,
                var code => text["CustomersTitle", text[$"Customers.{code}"].Value, End].Value,
            };
            string?[] parts =
            [
                title,
                bar.Member.Length > 0 ? figures.NameOfMember(bar.Member) : null,
                bar.IsAtConstantRates ? text["ConstantRates"].Value : null,
            ];
            return string.Join(", ", parts.OfType<string>());
        }
    }

    public string Figure => figures.Name(figure);

    public string FigureAddress
    {
        get
        {
            var choice = new FigureChoice(bar.Period.Grain)
            {
                Dimension = bar.Dimension,
                Member = bar.Member,
                To = bar.Period,
            };
            return $"/figures/{figure.Code}{choice.ToQuery(figures.Context.Calendar)}";
        }
    }

    /// <summary>Whose customers are shown, for who does not see all.</summary>
    public string? Units(IReadOnlyList<string>? units) =>
        units is null ? null
        : units.Count == 0 ? text["CustomersNoUnits"].Value
        : text["CustomersUnits", string.Join(", ", units)].Value;
}
