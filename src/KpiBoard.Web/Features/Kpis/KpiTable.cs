using System.Globalization;
using System.Text;
using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>Figures and bridges as a table to read at the command line.</summary>
internal static class KpiTable
{
    private const string Gap = "  ";

    public static string Of(IReadOnlyList<KpiPoint> points) =>
        Text(
            ["Figure", "Period", "Member", "Value", "Interval", "n", "Status"],
            points.Select(point =>
                new[]
                {
                    point.Kpi,
                    point.Complete ? point.Period : $"{point.Period} so far",
                    point.Member ?? "",
                    point.Value is null
                        ? $"({point.Reason})"
                        : Number(point.Unit, Convert.ToDouble(point.Value, Culture)),
                    point.Lower is { } lower && point.Upper is { } upper
                        ? $"{Number(point.Unit, lower)} to {Number(point.Unit, upper)}"
                        : "",
                    point.N.ToString("N0", Culture),
                    point.Status ?? "",
                }
            ),
            numbers: [3, 5]
        );

    public static string Of(IReadOnlyList<BridgePoint> points) =>
        Text(
            [
                "Period",
                "Member",
                "Start",
                "New",
                "Reactivated",
                "Expansion",
                "Contraction",
                "Churned",
                "End",
                "Moved",
                "Unidentified",
            ],
            points.Select(point =>
                new[]
                {
                    point.Complete ? point.Period : $"{point.Period} so far",
                    point.Member ?? "",
                    Money(point.Start),
                    Money(point.New),
                    Money(point.Reactivated),
                    Money(point.Expansion),
                    Money(point.Contraction),
                    Money(point.Churned),
                    Money(point.End),
                    Money(point.Moved),
                    point.Unidentified is { } amount ? Money(amount) : "",
                }
            ),
            numbers: [2, 3, 4, 5, 6, 7, 8, 9, 10]
        );

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static string Money(decimal amount) => amount.ToString("N2", Culture);

    private static string Number(string unit, double value) =>
        unit == KpiUnit.Ratio.Text() ? value.ToString("P2", Culture)
        : unit == KpiUnit.Money.Text() ? value.ToString("N2", Culture)
        : value.ToString("0.00", Culture);

    private static string Text(string[] header, IEnumerable<string[]> points, int[] numbers)
    {
        string[][] rows = [header, .. points];
        if (rows.Length == 1)
        {
            return "No figures yet.";
        }
        int[] widths = [.. header.Select((_, column) => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select(
                (cell, column) =>
                    numbers.Contains(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])
            );
            text.AppendLine(string.Join(Gap, cells).TrimEnd());
        }
        return text.ToString().TrimEnd();
    }
}
