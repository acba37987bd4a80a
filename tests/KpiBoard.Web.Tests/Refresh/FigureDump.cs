using KpiBoard.Data;

namespace KpiBoard.Web.Tests.Refresh;

/// <summary>Every figure in force and what it rests on, as lines to compare; which run wrote a row does not count.</summary>
internal static class FigureDump
{
    private static readonly string[] Figures =
    [
        """
            SELECT [Measure], [Grain], [Dimension], [Member], [Period], [LastMonth], [Start], [New], [Reactivated],
                   [Expansion], [Contraction], [Churned], [End], [CustomersStart], [CustomersNew],
                   [CustomersReactivated], [CustomersExpanded], [CustomersContracted], [CustomersFlat],
                   [CustomersChurned], [CustomersEnd], [Moved], [Unidentified], [CoveredAmount], [TotalAmount],
                   [Moments], [IsComplete], [IsGap]
              FROM [Bridge]
             WHERE [ToRun] = 9223372036854775807
            """,
        """
            SELECT [Kpi], [Grain], [Dimension], [Member], [Period], [LastMonth], [Value], [MoneyValue], [Lower], [Upper],
                   [StandardError], [Centre], [Unweighted], [N], [Reason], [IsComplete], [IsGap], [ComparedWith],
                   [Difference], [DifferenceLower], [DifferenceUpper], [PValue]
              FROM [KpiValue]
             WHERE [ToRun] = 9223372036854775807
            """,
    ];

    private static readonly string[] Groundwork =
    [
        """
            SELECT [Measure], [Grain], [Dimension], [Member], [LastMonth], [Moved], [CoveredAmount], [TotalAmount],
                   [Moments]
              FROM [BridgeAhead]
            """,
        """
            SELECT [CustomerId], [Month], [Currency], [Amount], [Lines], [CoveredAmount], [CoveredCost], [CoveredLines],
                   [FirstDay], [LastDay]
              FROM [CustomerMonth]
            """,
        "SELECT [CustomerId], [ValidFrom], [Segment], [Region], [BusinessUnit] FROM [CustomerMember]",
        "SELECT [Currency], [Month], [Rate] FROM [MonthRate]",
    ];

    public static async Task<List<string>> ReadAsync(KpiDatabase database, bool withFigures)
    {
        var lines = new List<string>();
        foreach (var query in withFigures ? [.. Figures, .. Groundwork] : Groundwork)
        {
            var rows = await database.QueryAsync<dynamic>(query, null, CancellationToken.None);
            lines.AddRange(
                rows.Select(row =>
                        string.Join('|', ((IDictionary<string, object>)row).Select(cell => Text(cell.Value)))
                    )
                    .Order(StringComparer.Ordinal)
            );
        }
        return lines;
    }

    private static string Text(object? value) =>
        value switch
        {
            null => "",
            byte[] bytes => Convert.ToHexString(bytes),
            double number => BitConverter.DoubleToInt64Bits(number).ToString("x16", null),
            _ => FormattableString.Invariant($"{value}"),
        };
}
