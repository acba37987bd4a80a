using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>What is said about evidence, in the reader's language.</summary>
public sealed class EvidenceWords(IStringLocalizer<EvidenceText> text, Formats formats)
{
    /// <summary>The kinds, in the order of the list.</summary>
    public IEnumerable<(string Key, string Name)> Kinds =>
        EvidenceKeys.Kinds.Select(key => (key, text[$"Kind.{key}"].Value));

    /// <summary>What an initiative rests on, as a sentence.</summary>
    public string Rests(EvidenceStanding standing, bool isAnything)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (standing.Strongest is not { } strongest || standing.FreshUntil is not { } until)
        {
            return text[isAnything ? "Rests.Weighed" : "Rests.Nothing"];
        }
        return text.Sentence(
            standing.IsStale ? "Rests.Stale" : "Rests.Fresh",
            text[$"Rests.{EvidenceKeys.Key(standing.Grade)}"].Value,
            formats.Date(strongest.FoundOn),
            formats.Date(until)
        );
    }

    /// <summary>The same in a few words, for tables.</summary>
    public string RestsShort(EvidenceStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return text[$"Grade.{EvidenceKeys.Key(standing.Grade)}"];
    }

    public string Chance(double chance) => formats.Percent(chance, 0);

    public string Age(EvidenceAgeView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return text.Count($"Age.{view.Age.ToString().ToLowerInvariant()}", view.Days);
    }
}
