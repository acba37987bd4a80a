using System.Globalization;

namespace KpiBoard.Benchmarks;

/// <summary>Prints what was measured, line by line, as rows of a table.</summary>
internal sealed class Report
{
    public void Add(string what, TimeSpan took) =>
        Add(what, string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s"));

    public void Add(string what, string figure) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {figure} |"));
}
