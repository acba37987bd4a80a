using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>What is said about initiatives, in the reader's language.</summary>
public sealed class InitiativeWords(
    IStringLocalizer<InitiativeText> text,
    IStringLocalizer<FigureText> figureText,
    Formats formats
)
{
    private const int Quarter = 3;

    private FigureWords Figures(CompanySettings settings) => new(figureText, FigureContext.Of(settings, formats));

    public static PeriodCalendar Calendar(CompanySettings settings) =>
        new(settings.FiscalYearStart, settings.FiscalQuarters);

    /// <summary>What the figures say of an initiative, beside what its owner says.</summary>
    public FiguresSay Say(TiedFigures tied, InitiativeRow row, IEnumerable<LinkRow> links, CompanySettings settings) =>
        tied.Say(
            links.Select(link => (link.Kpi, link.Dimension, link.Member)),
            row.ClaimedStatus == ClaimedStatus.OnTrack && InitiativeStatus.IsAtWork(row.Status),
            Figures(settings)
        );

    public string KpiName(string code, KpiBook book, CompanySettings settings) =>
        book.TryGet(code, out var kpi) ? Figures(settings).Name(kpi) : code;

    public string MemberName(string member) =>
        member == KpiDimensions.NotDescribed ? figureText["NotDescribed"] : member;

    /// <summary>"Customer churn, Mid-size".</summary>
    public string Subject(string kpi, string member, KpiBook book, CompanySettings settings) =>
        member.Length == 0 ? KpiName(kpi, book, settings) : $"{KpiName(kpi, book, settings)}, {MemberName(member)}";

    /// <summary>"+4 points (2 to 7)".</summary>
    public string Change(LinkContent link, KpiBook book, CompanySettings settings)
    {
        if (!book.TryGet(link.Kpi, out var kpi))
        {
            return formats.Change(link.ChangeLikely, 1);
        }
        var currency = settings.Currency ?? "";
        string Level(double value) =>
            kpi.Unit switch
            {
                KpiUnit.Ratio => formats.Change(value * 100, 1),
                KpiUnit.Money => formats.MoneyShortChange(Core.Money.FromDecimal((decimal)value), currency),
                _ => formats.Change(value, 1),
            };
        var likely = kpi.Unit switch
        {
            KpiUnit.Ratio => formats.PercentagePointsChange(link.ChangeLikely),
            KpiUnit.Points => formats.PointsChange(link.ChangeLikely, 1),
            KpiUnit.Days => formats.DaysChange(link.ChangeLikely, 1),
            _ => Level(link.ChangeLikely),
        };
        return text["Change.Expected", likely, formats.Interval(Level(link.ChangeLow), Level(link.ChangeHigh))];
    }

    public string Link(LinkContent link, KpiBook book, CompanySettings settings) =>
        text[
            "Link.Sentence",
            Subject(link.Kpi, link.Member, book, settings),
            Change(link, book, settings),
            formats.Date(link.ByWhen)
        ];

    /// <summary>From when to when, or from when on.</summary>
    public string Days(DateOnly from, DateOnly? to) =>
        to is { } end
            ? text["Days.FromTo", formats.Date(from), formats.Date(end)]
            : text["Days.From", formats.Date(from)];

    public string Money(InitiativeContent content) =>
        content.Budget() is { } budget ? formats.MoneyExact(budget, content.BudgetCurrency ?? "") : "";

    /// <summary>One field of a version in words; empty when nothing is said.</summary>
    public string Value(
        ContentField field,
        InitiativeContent content,
        InitiativeChoices choices,
        CompanySettings settings
    ) =>
        field.Name switch
        {
            nameof(InitiativeContent.Title) => content.Title,
            nameof(InitiativeContent.ThemeId) => choices
                .Themes.FirstOrDefault(theme => theme.Id == content.ThemeId)
                ?.Title
                ?? "",
            nameof(InitiativeContent.Status) => text[$"Status.{content.Status}"],
            nameof(InitiativeContent.Approach) => content.Approach is { } approach ? text[$"Approach.{approach}"] : "",
            nameof(InitiativeContent.Diagnosis) => content.Diagnosis,
            nameof(InitiativeContent.IsBet) => text[content.IsBet ? "Yes" : "No"],
            nameof(InitiativeContent.ProofDate) => content.ProofDate is { } proof ? formats.Date(proof) : "",
            nameof(InitiativeContent.KillCriterion) => content.KillCriterion,
            nameof(InitiativeContent.Why) => content.Why,
            nameof(InitiativeContent.CustomersWords) => content.CustomersWords,
            nameof(InitiativeContent.BriefCustomers) => content.BriefCustomers,
            nameof(InitiativeContent.BriefNeed) => content.BriefNeed,
            nameof(InitiativeContent.BriefSituation) => content.BriefSituation,
            nameof(InitiativeContent.BriefDifference) => content.BriefDifference,
            nameof(InitiativeContent.OwnerId) => Person(choices, content.OwnerId),
            nameof(InitiativeContent.SponsorId) => Person(choices, content.SponsorId),
            nameof(InitiativeContent.StartsOn) => formats.Date(content.StartsOn),
            nameof(InitiativeContent.EndsOn) => content.EndsOn is { } end ? formats.Date(end) : "",
            nameof(InitiativeContent.EffortDays) => content.EffortDays is { } days ? text.Count("Effort", days) : "",
            nameof(InitiativeContent.Budget) => Money(content),
            nameof(InitiativeContent.Units) => string.Join(", ", content.Units),
            _ => string.Join("\n", content.Links.Select(link => Link(link, choices.Figures, settings))),
        };

    /// <summary>What happened to an initiative, the newest first: each version against the one before it.</summary>
    public IReadOnlyList<HistoryEntry> History(
        IReadOnlyList<VersionRow> versions,
        InitiativeChoices choices,
        CompanySettings settings
    )
    {
        var entries = new List<HistoryEntry>();
        InitiativeContent? before = null;
        foreach (var version in versions.Reverse())
        {
            if (version.Action == VersionAction.CheckInUndone)
            {
                var note = version.Content.Length == 0 ? [] : new[] { formats.Quote(version.Content) };
                entries.Add(new(version, [.. note.Select(words => new HistoryChange("", "", words))]));
                continue;
            }
            var after = KpiJson.Deserialize<InitiativeContent>(version.Content)!;
            var changed = before is null ? [] : ContentField.Between(before, after);
            entries.Add(
                new(
                    version,
                    [
                        .. changed.Select(field => new HistoryChange(
                            text[$"Field.{field.Name}"],
                            Value(field, before!, choices, settings),
                            Value(field, after, choices, settings)
                        )),
                    ]
                )
            );
            before = after;
        }
        entries.Reverse();
        return entries;
    }

    /// <summary>Both sides of a conflict, field by field.</summary>
    public IReadOnlyList<ConflictLine> Lines(
        EditConflict conflict,
        InitiativeChoices choices,
        CompanySettings settings
    ) =>
        [
            .. conflict.Differing.Select(field => new ConflictLine(
                text[$"Field.{field.Name}"],
                Value(field, conflict.Stored, choices, settings),
                Value(field, conflict.Mine, choices, settings),
                conflict.IsContested(field) ? "Conflict.Both"
                    : field.AreSame(conflict.Base, conflict.Mine) ? "Conflict.Theirs"
                    : "Conflict.Mine"
            )),
        ];

    /// <summary>The quarters that the roadmap spans, whole ones.</summary>
    public static Roadmap Roadmap(IEnumerable<InitiativeRow> rows, IEnumerable<MilestoneRow> milestones, DateOnly today)
    {
        var days = rows.SelectMany(row => new[] { row.StartsOn, row.EndsOn ?? row.StartsOn })
            .Concat(milestones.Select(milestone => milestone.DueOn))
            .Append(today)
            .ToList();
        var from = QuarterOf(days.Min());
        return new(from, QuarterOf(days.Max()).AddMonths(Quarter), today);
    }

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, (day.Month - 1) / Quarter * Quarter + 1, 1);

    private static string Person(InitiativeChoices choices, long? id) =>
        choices.People.FirstOrDefault(person => person.Id == id)?.Name ?? "";
}

public sealed record HistoryChange(string Field, string Before, string After);

public sealed record HistoryEntry(VersionRow Version, IReadOnlyList<HistoryChange> Changes);

/// <summary>One field of a conflict as both sides have it.</summary>
/// <param name="Outcome">The key of the words that say which side stands in the form.</param>
public sealed record ConflictLine(string Field, string Stored, string Mine, string Outcome);

/// <summary>The time that a roadmap shows, and where on it a day lies, in percent.</summary>
public sealed record Roadmap(DateOnly From, DateOnly To, DateOnly Today)
{
    private const double LeastWidth = 1;

    public IEnumerable<DateOnly> Quarters()
    {
        for (var quarter = From; quarter < To; quarter = quarter.AddMonths(3))
        {
            yield return quarter;
        }
    }

    public double Left(DateOnly day) => 100.0 * (day.DayNumber - From.DayNumber) / (To.DayNumber - From.DayNumber);

    /// <summary>Without an end it reaches as far as the roadmap.</summary>
    public double Width(InitiativeRow row) =>
        Math.Max(LeastWidth, Left((row.EndsOn ?? To.AddDays(-1)).AddDays(1)) - Left(row.StartsOn));
}
