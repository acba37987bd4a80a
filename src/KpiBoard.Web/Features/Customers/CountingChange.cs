using System.Globalization;
using System.Text;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Customers;

/// <summary>
/// Whether a month's figures would say something else if some numbers were counted otherwise. What a customer adds to a
/// month depends on its lines in that month and the one before, whether it was there earlier, its answers, its contract
/// and its members: as long as all customers together add the same, nothing changes, whatever they are called. So a
/// number that goes on where another stopped changes no month before it began.
/// </summary>
public sealed class CountingChange(CountingFacts facts, Counting before, Counting after)
{
    /// <summary>A month of 28 days is the shortest, so this many reach back far enough.</summary>
    private const int ShortestMonth = 28;

    /// <summary>How far back a line of a customer has a part in a month: to its predecessor, or as long as lost takes.</summary>
    private readonly int reach = facts.InactiveDays is { } days ? (days / ShortestMonth) + 2 : 1;

    public IReadOnlyList<int> Months(IEnumerable<int> months) => [.. months.Where(Changes).Order()];

    private bool Changes(int month) => !Parts(before, month).SequenceEqual(Parts(after, month));

    private IEnumerable<string> Parts(Counting counting, int month) =>
        facts
            .Numbers.GroupBy(counting.Of)
            .Where(group => group.Key != Counting.Nobody)
            .Select(group => Part(group.Key, [.. group.Order()], Month.FromKey(month)))
            .Where(part => part.Length > 0)
            .Order(StringComparer.Ordinal);

    private string Part(long counted, long[] numbers, Month month)
    {
        var text = new StringBuilder();
        var lines = numbers.SelectMany(number => facts.Lines[number]).ToList();
        var first = month - reach;
        var near = lines.Where(line => line.Month >= first.Key && line.Month <= month.Key).ToList();
        if (near.Count > 0)
        {
            foreach (
                var cell in near.GroupBy(line => (line.Month, line.Currency))
                    .OrderBy(cell => cell.Key.Month)
                    .ThenBy(cell => cell.Key.Currency, StringComparer.Ordinal)
            )
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{cell.Key} {cell.Sum(line => line.Units)} {cell.Sum(line => line.Covered)} {cell.Sum(line => line.Cost)} {cell.Sum(line => line.CoveredRows)}"
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $" {(facts.InactiveDays is null ? 0 : cell.Max(line => line.LastDay))};"
                );
            }
            text.Append(lines.Exists(line => line.Month < first.Key) ? "was" : "new")
                .Append(lines.Exists(line => line.Month < first.Key && line.CoveredRows > 0) ? "was" : "new");
        }
        var answers = numbers.SelectMany(number => facts.Answers[number]).Where(answer => answer.Month == month.Key);
        foreach (var answer in answers.Select(answer => $"{answer};").Order(StringComparer.Ordinal))
        {
            text.Append(answer);
        }
        text.Append(Contract(counted, numbers, month));
        return text.Length == 0 ? "" : text.Append(Members(counted, numbers, month)).ToString();
    }

    // Merged numbers are one contract: it began when the first of them did, and ended when that did under which it goes on.
    private string Contract(long counted, long[] numbers, Month month)
    {
        var spans = numbers.Where(facts.Contracts.ContainsKey).Select(number => facts.Contracts[number]).ToList();
        if (!facts.ByContract || spans.Count == 0)
        {
            return "";
        }
        var left =
            spans.Count > 1 && facts.Contracts.TryGetValue(counted, out var own) ? own.LeftOn
            : spans.Exists(span => span.LeftOn is null) ? null
            : spans.Max(span => span.LeftOn);
        var start = DateKey.ToKey(month.FirstDay);
        var wasActive = spans.Min(span => span.JoinedOn ?? 0) < start && (left is null || left >= start);
        var leaves = left >= start && left <= DateKey.ToKey(month.LastDay);
        return wasActive || leaves ? $"contract {wasActive} {leaves}" : "";
    }

    // What a number itself says of its members counts from its first day on; before, what those merged into it say.
    private string Members(long counted, long[] numbers, Month month)
    {
        var own = facts.Members[counted].ToList();
        var ownFrom = own.Count > 0 ? own[0].ValidFrom : int.MaxValue;
        var steps = numbers
            .Where(number => number != counted)
            .SelectMany(number => facts.Members[number])
            .Where(step => step.ValidFrom < ownFrom)
            .OrderBy(step => step.ValidFrom)
            .Concat(own)
            .ToList();
        return $"{At(DateKey.ToKey((month - 1).LastDay))} {At(DateKey.ToKey(month.LastDay))}";

        string At(int day) => steps.LastOrDefault(step => step.ValidFrom <= day)?.Text ?? CountedMember.NotDescribed;
    }
}
