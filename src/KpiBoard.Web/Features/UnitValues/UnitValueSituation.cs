using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>Everything that the pages speak of, read at one moment, with the words for it.</summary>
public sealed record UnitValueSituation(
    KpiBook Figures,
    UnitValueBook Values,
    IReadOnlyList<LinkRow> Links,
    IReadOnlyList<InitiativeName> Untied,
    TiedFigures Tied,
    UnitValueWords Words,
    DateOnly Today
)
{
    /// <summary>What one link's change is worth in a year at full success; null where no value is known.</summary>
    public static double? Worth(LinkRow link, double change, UnitValueBook values, KpiBook figures) =>
        figures.TryGet(link.Kpi, out var kpi)
            ? link.TimesAYear * values.Of(link.Kpi, link.Dimension, link.Member).Of(change, kpi.Good)
            : null;
}

/// <summary>Reads the situation for one person.</summary>
public sealed class UnitValueReader(
    KpiDatabase database,
    CompanySettingsStore settingsStore,
    TimeProvider clock,
    Formats formats,
    IStringLocalizer<FigureText> figureText,
    IStringLocalizer<UnitValuesText> text
)
{
    /// <summary>Over twelve months, as what one unit is worth is said for a year.</summary>
    private const Grain Shown = Grain.R12;

    /// <summary>Reads it, without what is of units that the person does not see.</summary>
    public async Task<UnitValueSituation> ReadAsync(VisibleUnits units, CancellationToken ct)
    {
        var settings = await settingsStore.GetAsync(ct);
        var context = FigureContext.Of(settings, formats);
        var today = settings.DateOf(clock.GetUtcNow());
        var figureWords = new FigureWords(figureText, context);
        return await database.ReadSnapshotAsync(
            async snapshot =>
            {
                var book = await KpiBookQueries.ReadAsync(snapshot);
                var targets = await TargetQueries.ReadAsync(snapshot);
                var values = await UnitValueQueries.ReadAsync(snapshot, book, settings.Currency);
                var steering = await Steering.ReadAsync(snapshot, targets, today);
                var links = await UnitValuePageQueries.LinksAsync(snapshot);
                return new UnitValueSituation(
                    book,
                    values,
                    [
                        .. links
                            .Where(link => units.Includes(link.Dimension, link.Member))
                            .Select(link =>
                                link with
                                {
                                    TimesAYear = Steering.TimesAYear(
                                        link.Kpi,
                                        steering.GrainOf(link.Kpi, link.Dimension, link.Member)
                                    ),
                                }
                            ),
                    ],
                    await UnitValuePageQueries.UntiedAsync(snapshot),
                    await TiedFigures.ReadAsync(snapshot, Shown, context.Calendar, book, targets),
                    new(text, figureWords, book, values, today),
                    today
                );
            },
            ct
        );
    }
}
