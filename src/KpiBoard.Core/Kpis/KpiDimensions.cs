namespace KpiBoard.Core.Kpis;

/// <summary>What customers are divided by, as tables, commands and endpoints name it; the total has no name.</summary>
public static class KpiDimensions
{
    public const string Total = "";
    public const string Segment = "segment";
    public const string Region = "region";
    public const string BusinessUnit = "business_unit";

    /// <summary>The member that holds the customers of whom nothing is known.</summary>
    public const string NotDescribed = "not described";

    /// <summary>The dimensions, without the total.</summary>
    public static readonly IReadOnlyList<string> All = [Segment, Region, BusinessUnit];

    /// <summary>The total and the dimensions.</summary>
    public const int Count = 4;

    /// <summary>The name by number: 0 the total, then as in <see cref="All"/>.</summary>
    public static string Name(int dimension) => dimension == 0 ? Total : All[dimension - 1];
}
