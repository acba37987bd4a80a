namespace KpiBoard.Web.Features.Demo.Generation;

internal enum Segment
{
    SmallBusiness,
    MidSize,
    PublicSector,
    Enterprise,
}

/// <summary>How a segment behaves. Fees and visits in DKK, rates per month.</summary>
internal sealed record SegmentProfile(
    string Name,
    int Customers,
    double Joins,
    double Churn,
    int FeeLow,
    int FeeHigh,
    double Visits,
    int VisitPrice,
    double ResponseRate,
    double Promoters,
    double Detractors
)
{
    private static readonly IReadOnlyList<SegmentProfile> All =
    [
        new("Small business", 1_010, 19.5, 0.0165, 1_000, 7_000, 0.5, 1_800, 0.30, 0.45, 0.18),
        new("Mid-size", 520, 6.5, 0.011, 5_000, 38_000, 1.3, 3_200, 0.38, 0.48, 0.15),
        new("Public sector", 245, 1.8, 0.005, 12_000, 78_000, 2.0, 4_500, 0.42, 0.45, 0.16),
        new("Enterprise", 105, 0.9, 0.005, 60_000, 330_000, 5.0, 6_500, 0.50, 0.52, 0.12),
    ];

    public static SegmentProfile Of(Segment segment) => All[(int)segment];
}
