using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>The recent past of a figure as the script that draws it reads it.</summary>
/// <param name="Values">Numbers, a hyphen where the figure is absent.</param>
/// <param name="Usual">The usual range of an exact sum.</param>
/// <param name="State">better or worse, when the last point is a signal.</param>
/// <param name="Direction">up or down.</param>
public sealed record SparkLine(string Values, string? Usual, string? State, string? Direction)
{
    public const int Periods = 13;

    public static SparkLine? Of(FigureSeries series, Verdict verdict)
    {
        var recent = series.Complete.TakeLast(Periods).ToList();
        if (recent.All(point => point.IsAbsent))
        {
            return null;
        }

        var up = series.Latest?.Change is { } change ? change.Difference > 0 : series.OutsideUsual > 0;
        var isSignal = verdict.IsSignal();
        return new(
            string.Join(' ', recent.Select(point => point.Value is { } value ? Text(value) : "-")),
            series.ShowsUsual && series.Usual is { } usual ? $"{Text(usual.Lower)} {Text(usual.Upper)}" : null,
            verdict.Tone(),
            isSignal ? (up ? "up" : "down") : null
        );
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
