namespace KpiBoard.Core.Statistics;

/// <summary>
/// A figure with its uncertainty, or absent with a reason: never 0 or NaN for what cannot be computed.
/// The interval is two-sided; it is missing when one observation says nothing about spread, or the value is exact.
/// </summary>
public sealed record Estimate(
    double? Value,
    double? StandardError,
    double? Lower,
    double? Upper,
    long N,
    string? Reason = null
)
{
    public static Estimate Absent(string reason, long n = 0) => new(null, null, null, null, n, reason);

    /// <summary>Value +- z SE; without a standard error, without an interval.</summary>
    /// <param name="level">Confidence, between 0 and 1.</param>
    public static Estimate Wald(double value, double? standardError, long n, double level)
    {
        var reach = Normal.TwoSidedQuantile(level) * standardError;
        return new(value, standardError, value - reach, value + reach, n);
    }
}

/// <summary>Why a figure is absent: the codes that tables, endpoints and translations share.</summary>
public static class AbsenceReason
{
    public const string NoResponses = "no responses";

    /// <summary>No line of the period or the one before says what it cost, so there is no margin to speak of.</summary>
    public const string NoCost = "no cost";

    /// <summary>A period between others in which the source has nothing at all.</summary>
    public const string NoData = "no data";

    /// <summary>Of the months that a longer period is made of, one between others is missing.</summary>
    public const string PartsMissing = "parts missing";
    public const string NoCustomersAtStart = "no customers at start";
    public const string NoCustomersInBoth = "no customers in both periods";
    public const string StartNotPositive = "start not positive";

    /// <summary>Nobody has said what any customer spends in the category.</summary>
    public const string NoEstimates = "no estimates";
    public const string NoCategorySpend = "no category spend";
    public const string WeightsNotPositive = "weights not positive";
}

/// <summary>
/// The difference of two estimates (later - earlier) with its interval, and the probability of one at least as large
/// when nothing changed. The standard error is missing where the method has none (Newcombe).
/// </summary>
public sealed record ChangeTest(double Difference, double? StandardError, double Lower, double Upper, double PValue)
{
    /// <summary>z = difference / SE. An SE of 0 is certainty: p is 0 unless the difference is 0 too.</summary>
    public static ChangeTest Z(double difference, double standardError, double level)
    {
        var reach = Normal.TwoSidedQuantile(level) * standardError;
        var p = (difference, standardError) switch
        {
            (0, _) => 1,
            (_, 0) => 0,
            _ => Normal.TwoSidedP(difference / standardError),
        };
        return new(difference, standardError, difference - reach, difference + reach, p);
    }

    /// <summary>Later against earlier, independent of each other: z = d / sqrt(se1^2 + se2^2); none without both errors.</summary>
    public static ChangeTest? Between(Estimate later, Estimate earlier, double level) =>
        (later.Value, earlier.Value, later.StandardError, earlier.StandardError)
            is ({ } now, { } before, { } error, { } earlierError)
            ? Z(now - before, Math.Sqrt((error * error) + (earlierError * earlierError)), level)
            : null;
}
