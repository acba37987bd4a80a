using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>
/// An estimate inside its uncertainty on one line, as percentages of the width: drawn by the server as SVG
/// attributes, so that no inline style is needed.
/// </summary>
/// <param name="Range">From and width of the interval.</param>
/// <param name="Usual">From and width of the usual range, for exact figures.</param>
/// <param name="Zero">Where zero lies, if it lies on the line.</param>
/// <param name="Target">Where the period's target lies, if it has one.</param>
public sealed record Strip(
    Verdict Verdict,
    double Point,
    (double From, double Width)? Range,
    (double From, double Width)? Usual,
    double? Zero,
    double? Target = null
)
{
    private const double Margin = 0.06;

    /// <summary>The latest value of a series on a line that reaches over its recent past.</summary>
    public static Strip? Of(FigureSeries series, Verdict verdict) =>
        Of(
            series.Latest,
            verdict,
            series.ShowsUsual && series.Usual is { } usual ? (usual.Lower, usual.Upper) : null,
            ScaleOf(series)
        );

    /// <summary>The strip of a value on a line that reaches over everything it is read against.</summary>
    public static Strip? Of(
        FigurePoint? point,
        Verdict verdict,
        (double Lower, double Upper)? usual,
        StripScale scale
    ) =>
        point?.Value is not { } value
            ? null
            : new(
                verdict,
                scale.At(value),
                (point.Lower, point.Upper) is ({ } lower, { } upper) ? scale.Between(lower, upper) : null,
                usual is ({ } from, { } to) ? scale.Between(from, to) : null,
                scale.Zero,
                point.Target is { } target ? scale.At(target.Value) : null
            );

    private static StripScale ScaleOf(FigureSeries series)
    {
        var recent = series.Complete.TakeLast(SparkLine.Periods);
        double?[] usual = series.ShowsUsual ? [series.Usual?.Lower, series.Usual?.Upper] : [];
        return StripScale.Over([.. recent.SelectMany(Ends), .. usual, series.Latest?.Target?.Value]);
    }

    public static IEnumerable<double?> Ends(FigurePoint point) => [point.Value, point.Lower, point.Upper];

    public string? Css =>
        Verdict switch
        {
            Verdict.Better => "strip-better",
            Verdict.Worse => "strip-worse",
            _ => null,
        };

    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A line from one value to another, a little wider than what is drawn on it.</summary>
    public sealed record StripScale(double From, double To)
    {
        public double? Zero => From < 0 && To > 0 ? At(0) : null;

        public static StripScale Over(IEnumerable<double?> values)
        {
            var known = values.OfType<double>().DefaultIfEmpty(0).ToList();
            var (low, high) = (known.Min(), known.Max());
            var margin = high > low ? (high - low) * Margin : Math.Max(Math.Abs(high), 1) * Margin;
            // What cannot be negative is not drawn as if it could.
            return new(low >= 0 ? Math.Max(0, low - margin) : low - margin, high + margin);
        }

        public double At(double value) => Math.Clamp((value - From) / (To - From), 0, 1);

        public (double From, double Width) Between(double lower, double upper) => (At(lower), At(upper) - At(lower));
    }
}
