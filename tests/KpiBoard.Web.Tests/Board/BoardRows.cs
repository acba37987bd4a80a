using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Tests.Board;

/// <summary>Stored rows of figures, as a refresh would have left them.</summary>
internal static class BoardRows
{
    public const string Latest = "2026-10";
    public const string YearAgo = "2025-10";

    /// <summary>Thirteen complete months; the last one compared with the first.</summary>
    public static IEnumerable<FigureRow> Series(
        string kpi,
        double before,
        double after,
        double halfWidth,
        double pValue,
        long n,
        string dimension = "",
        string member = ""
    )
    {
        for (var back = 12; back > 0; back--)
        {
            var month = new DateOnly(2026, 10, 1).AddMonths(-back);
            yield return Point(kpi, Month.FromDate(month).ToString(), before, halfWidth, n, dimension, member);
        }

        var change = after - before;
        yield return new FigureRow
        {
            Kpi = kpi,
            Dimension = dimension,
            Member = member,
            Period = Latest,
            Value = after,
            Lower = after - halfWidth,
            Upper = after + halfWidth,
            N = n,
            IsComplete = true,
            ComparedWith = YearAgo,
            Difference = change,
            DifferenceLower = change - halfWidth,
            DifferenceUpper = change + halfWidth,
            PValue = pValue,
        };
    }

    /// <summary>A figure that was there until the month before.</summary>
    public static IEnumerable<FigureRow> GoneSilent(string kpi) =>
        [Point(kpi, "2026-09", 48, 2, 1204, "", ""), Absent(kpi, "no responses")];

    public static FigureRow Absent(string kpi, string reason) =>
        new()
        {
            Kpi = kpi,
            Period = Latest,
            Reason = reason,
            IsComplete = true,
        };

    private static FigureRow Point(
        string kpi,
        string period,
        double value,
        double halfWidth,
        long n,
        string dimension,
        string member
    ) =>
        new()
        {
            Kpi = kpi,
            Dimension = dimension,
            Member = member,
            Period = period,
            Value = value,
            Lower = value - halfWidth,
            Upper = value + halfWidth,
            N = n,
            IsComplete = true,
        };
}
