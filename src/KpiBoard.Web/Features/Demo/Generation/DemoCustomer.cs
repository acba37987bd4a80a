using System.Globalization;

namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>A customer with its whole life up to the last month of the calendar.</summary>
internal sealed class DemoCustomer
{
    public required int Number { get; init; }

    public required string Name { get; init; }

    public required DemoUnit Unit { get; init; }

    public required string Region { get; init; }

    public required Segment FirstSegment { get; init; }

    public required int FirstMonth { get; init; }

    public required DateOnly JoinedOn { get; init; }

    /// <summary>How content the customer is by nature, from -1 to 1: the answers of one customer resemble each other.</summary>
    public required double Mood { get; init; }

    public required bool HasPortal { get; init; }

    public required bool IsInPilot { get; init; }

    /// <summary>From which month the customer counts as mid-size; null for those who do not grow.</summary>
    public int? GrowsIn { get; init; }

    /// <summary>The monthly fee in øre from the first month on; 0 in the months in which the customer is away.</summary>
    public required IReadOnlyList<long> Fees { get; init; }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"A-{10_000 + Number}");

    /// <summary>Buys, but nobody has entered it in the register.</summary>
    public bool IsMissingFromRegister => Number % 640 == 7;

    public bool HasFirstTimeRight(int month) =>
        month >= PlantedTruth.FirstTimeRightFrom && PlantedTruth.FirstTimeRightRegions.Contains(Region);

    public long Fee(int month) => month < FirstMonth ? 0 : Fees[month - FirstMonth];

    /// <summary>The last month with a fee.</summary>
    public int LastActiveMonth()
    {
        for (var at = Fees.Count - 1; at >= 0; at--)
        {
            if (Fees[at] > 0)
            {
                return FirstMonth + at;
            }
        }
        return FirstMonth;
    }

    public bool IsActive(int month) => Fee(month) > 0;

    public Segment SegmentAt(int month) => month >= GrowsIn ? Segment.MidSize : FirstSegment;
}
