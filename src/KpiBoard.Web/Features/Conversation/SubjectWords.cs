using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What a subject is called, and where it is.</summary>
public sealed class SubjectWords(
    IStringLocalizer<ConversationText> text,
    IStringLocalizer<FigureText> figureText,
    CompanySettings settings,
    KpiBook book
)
{
    private readonly FigureWords figures = new(figureText, FigureContext.Of(settings, Formats.Current));

    public PeriodCalendar Calendar => figures.Context.Calendar;

    /// <summary>The subject that a text names, if there is such a figure.</summary>
    public Subject? Read(string? typed) => Subject.Parse(typed, Calendar, book);

    public string Name(AboutRow row) => Name(row.Subject, row.Initiative);

    public string Name(Subject subject, string? initiative) =>
        subject.Kind == Subject.Initiative
            ? initiative ?? text["Subject.Initiative"]
            : string.Join(", ", ((string?[])[Figure(subject), Member(subject), Period(subject)]).OfType<string>());

    public string? Period(Subject subject) =>
        subject.Period.Length == 0 ? null
        : Calendar.TryParse(subject.Period, out var period) ? figures.Context.Period(period)
        : subject.Period;

    /// <summary>From the root of the site; a point is shown on the page of its figure.</summary>
    public string Path(Subject subject)
    {
        if (subject.Kind == Subject.Initiative)
        {
            return $"/strategy/initiatives/{subject.InitiativeId}";
        }
        var isPoint = Calendar.TryParse(subject.Period, out var period);
        (string Name, string? Value)[] parts =
        [
            ("grain", isPoint && period.Grain != Grain.Month ? period.Grain.Text() : null),
            ("member", subject.Dimension == KpiDimensions.Total ? null : $"{subject.Dimension}:{subject.Member}"),
            ("point", isPoint ? subject.Period : null),
        ];
        var query = QueryString.Create(
            parts
                .Where(part => part.Value is not null)
                .Select(part => new KeyValuePair<string, string?>(part.Name, part.Value))
        );
        return $"/figures/{subject.Kpi}{query}";
    }

    private string Figure(Subject subject) => book.TryGet(subject.Kpi, out var kpi) ? figures.Name(kpi) : subject.Kpi;

    private string? Member(Subject subject) =>
        subject.Dimension == KpiDimensions.Total ? null : figures.NameOfMember(subject.Member);
}
