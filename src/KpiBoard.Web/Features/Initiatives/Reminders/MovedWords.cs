using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives.Reminders;

/// <summary>Says which figure moved, without a number: whoever reads it may not see those of every unit.</summary>
public sealed class MovedWords(IStringLocalizer<InitiativeText> text, IStringLocalizer<FigureText> figureText)
{
    /// <summary>"Customer churn, Mid-size, really moved in Oct 2026"; null for a reminder of silence.</summary>
    public string? Sentence(DueReminder due, KpiBook book, CompanySettings settings, Formats formats)
    {
        if (
            due
            is not { MovedKpi: { } code, MovedDimension: { } dimension, MovedMember: { } member, MovedMonth: { } month }
        )
        {
            return null;
        }
        var words = new FigureWords(figureText, FigureContext.Of(settings, formats));
        var name = book.TryGet(code, out var kpi) ? words.Name(kpi) : code;
        var figure =
            dimension.Length == 0 || dimension == KpiDimensions.BusinessUnit
                ? name
                : $"{name}, {words.NameOfMember(member)}";
        return text[
            dimension == KpiDimensions.BusinessUnit ? "Moved.Unit" : "Moved",
            figure,
            words.Context.Period(new(Grain.Month, Month.FromKey(month)))
        ];
    }
}
