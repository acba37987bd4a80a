using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.Approaches;

/// <summary>The approaches and what is recommended, in the reader's language.</summary>
public sealed class ApproachWords(IStringLocalizer<ApproachText> text, PriorityWords words)
{
    /// <summary>From here on it is said to be sure, and below it to be open.</summary>
    private const double Sure = 0.8;
    private const double Open = 0.5;

    public PriorityWords Priorities => words;

    public string Name(Approach approach) => text[$"Approach.{approach}"];

    /// <summary>"Touchpoint and execution".</summary>
    public string Name(ApproachOption option) => Capital(List(option));

    private string List(ApproachOption option)
    {
        var names = option.Approaches.Select(Name).ToList();
        return names is [.. var first, var last] && first.Count > 0
            ? text["Approach.And", string.Join(", ", first), last].Value
            : names[0];
    }

    /// <summary>As it stands alone.</summary>
    public string Heading(Approach approach) => Capital(Name(approach));

    /// <summary>What to do, and how sure it is.</summary>
    public string Recommendation(ApproachView view)
    {
        if (view.Best is not { Score: { } score, Lower: { } lower, Upper: { } upper } best)
        {
            return text["Recommend.None"];
        }
        var key =
            best.BestByCost >= Sure ? "Recommend.Sure"
            : best.BestByCost >= Open ? "Recommend.Likely"
            : "Recommend.Open";
        return text[
            key,
            Name(best),
            words.Score(score),
            words.Formats.Interval(words.Score(lower), words.Score(upper)),
            words.Share(best.BestByCost)
        ];
    }

    /// <summary>What brings the most in all, where that is something else.</summary>
    public string? InAll(ApproachView view) =>
        view.Most is { } most && most != view.Best
            ? text["Recommend.Most", List(most), words.Worth(most.Benefit), words.Share(most.Best)].Value
            : null;

    /// <summary>What the recommendation does not know.</summary>
    public IReadOnlyList<string> Unknowns(ApproachView view)
    {
        var lines = new List<string>();
        if (view.Best?.OnAssumption is > 0 and { } share)
        {
            lines.Add(text["Unknown.Assumption", words.Share(share)]);
        }
        if (view.Unsaid.Count > 0)
        {
            lines.Add(text["Unknown.NoApproach", Titles(view.Unsaid)]);
        }
        if (view.Stale.Count > 0)
        {
            lines.Add(text["Unknown.Stale", Titles(view.Stale)]);
        }
        lines.AddRange(
            words.Unknowns(
                view.Situation,
                unknown =>
                    unknown.Kind
                        is UnknownKind.NoUnitValue
                            or UnknownKind.NoValue
                            or UnknownKind.NoLinks
                            or UnknownKind.NoEffort
                            or UnknownKind.NoDayRate
                            or UnknownKind.NoCapacity
                            or UnknownKind.OtherCurrency
            )
        );
        lines.Add(text["Unknown.Together"]);
        return lines;
    }

    private static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];

    public static string Titles(IEnumerable<Contender> of) => string.Join("; ", of.Select(one => one.Title));
}
