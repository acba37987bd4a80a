using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>A theme's versions and conflicts, in the reader's language.</summary>
public sealed class ThemeWords(IStringLocalizer<InitiativeText> text, Formats formats)
{
    private IEnumerable<(string Name, Func<ThemeContent, string> Value)> Fields =>
        [
            (text["Theme.Title"], content => content.Title),
            (text["Theme.Why"], content => content.Why),
            (text["Theme.Order"], content => formats.Whole(content.SortOrder)),
        ];

    /// <summary>What happened to a theme, the newest first: each version against the one before it.</summary>
    public IReadOnlyList<HistoryEntry> History(IReadOnlyList<ThemeVersionRow> versions) =>
        [
            .. versions
                .Select(
                    (version, at) =>
                        new HistoryEntry(
                            new VersionRow
                            {
                                Version = version.Version,
                                At = version.At,
                                By = version.By,
                                Action = version.Action,
                            },
                            at == 0 ? [] : Changes(versions[at - 1].ToContent(), version.ToContent())
                        )
                )
                .Reverse(),
        ];

    /// <summary>Both sides of a conflict, field by field.</summary>
    public IReadOnlyList<ConflictLine> Lines(ThemeContent common, ThemeContent stored, ThemeContent mine) =>
        [
            .. Fields
                .Where(field => field.Value(stored) != field.Value(mine))
                .Select(field => new ConflictLine(
                    field.Name,
                    field.Value(stored),
                    field.Value(mine),
                    field.Value(common) == field.Value(mine) ? "Conflict.Theirs"
                        : field.Value(common) == field.Value(stored) ? "Conflict.Mine"
                        : "Conflict.Both"
                )),
        ];

    /// <summary>What each changed alone; where both did, mine.</summary>
    public static ThemeContent Merge(ThemeContent common, ThemeContent stored, ThemeContent mine) =>
        new()
        {
            Title = mine.Title == common.Title ? stored.Title : mine.Title,
            Why = mine.Why == common.Why ? stored.Why : mine.Why,
            SortOrder = mine.SortOrder == common.SortOrder ? stored.SortOrder : mine.SortOrder,
        };

    private List<HistoryChange> Changes(ThemeContent before, ThemeContent after) =>
        [
            .. Fields
                .Where(field => field.Value(before) != field.Value(after))
                .Select(field => new HistoryChange(field.Name, field.Value(before), field.Value(after))),
        ];
}
