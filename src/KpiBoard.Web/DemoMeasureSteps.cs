using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.OwnFigures;

namespace KpiBoard.Web;

/// <summary>What the demo company says of the figures that it follows itself.</summary>
internal static class DemoMeasureSteps
{
    private static readonly IReadOnlyList<(string Code, OwnFigureContent Content)> Definitions =
    [
        (
            DemoMeasures.OnTimeDelivery,
            new()
            {
                NameEn = "On-time delivery",
                NameDa = "Rettidig levering",
                NameNb = "Leveringspresisjon",
                MeaningEn =
                    "Deliveries that arrived within the hour agreed, as a share of all deliveries of the month.",
                MeaningDa = "Leveringer, der kom inden for den aftalte time, som andel af månedens leveringer.",
                MeaningNb = "Leveringer som kom innen den avtalte timen, som andel av månedens leveringer.",
                Kind = OwnFigureKind.Customer,
                Unit = "percent",
                Good = "up",
                Decimals = 1,
                AddsUp = "mean",
                OnBoard = true,
            }
        ),
        (
            DemoMeasures.SalesOutstanding,
            new()
            {
                NameEn = "Days sales outstanding",
                NameDa = "Debitordage",
                NameNb = "Kredittid",
                MeaningEn = "How many days of revenue customers owe at the end of the month.",
                MeaningDa = "Hvor mange dages omsætning kunderne skylder ved månedens udgang.",
                MeaningNb = "Hvor mange dagers omsetning kundene skylder ved månedens slutt.",
                Kind = OwnFigureKind.Traditional,
                Unit = "days",
                Good = "down",
                Decimals = 1,
                AddsUp = "last",
                OnBoard = true,
            }
        ),
    ];

    /// <summary>Defines them where they are not defined yet.</summary>
    public static async Task DefineAsync(OwnFigureStore store, string by, CancellationToken ct)
    {
        foreach (var (code, content) in Definitions)
        {
            await store.DefineAsync(code, content, by, ct);
        }
    }
}
