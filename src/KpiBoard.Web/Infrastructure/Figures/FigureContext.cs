using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>What turns a figure into text: the reader's formats and the company's currency, calendar and level.</summary>
public sealed record FigureContext(
    Formats Formats,
    PeriodCalendar Calendar,
    string Currency,
    double Level,
    TimeZoneInfo Zone
)
{
    public static FigureContext Of(CompanySettings settings, Formats formats) =>
        new(
            formats,
            new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters),
            settings.SumCurrency,
            settings.IntervalLevel,
            settings.TimeZone
        );

    public string Period(Period period) => Formats.Period(Calendar.Text(period));

    public string PeriodShort(Period period) => Formats.PeriodShort(Calendar.Text(period));

    public string Time(DateTimeOffset instant) => Formats.Time(instant, Zone);
}
