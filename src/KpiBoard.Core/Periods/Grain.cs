namespace KpiBoard.Core.Periods;

/// <summary>The length of a period; <see cref="R12"/> is the twelve months to the end of a month.</summary>
public enum Grain
{
    Month = 1,
    Quarter = 2,
    Year = 3,
    R12 = 4,
}

/// <summary>The names of the grains in commands, endpoints and tables: month, quarter, year, r12.</summary>
public static class Grains
{
    public static readonly IReadOnlyList<Grain> All = [Grain.Month, Grain.Quarter, Grain.Year, Grain.R12];

    public static int Months(this Grain grain) =>
        grain switch
        {
            Grain.Month => 1,
            Grain.Quarter => 3,
            Grain.Year or Grain.R12 => 12,
            _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Unknown grain."),
        };

    public static string Text(this Grain grain) =>
        grain switch
        {
            Grain.Month => "month",
            Grain.Quarter => "quarter",
            Grain.Year => "year",
            Grain.R12 => "r12",
            _ => throw new ArgumentOutOfRangeException(nameof(grain), grain, "Unknown grain."),
        };

    public static bool TryParse(string? text, out Grain grain)
    {
        grain = All.FirstOrDefault(candidate => candidate.Text() == text);
        return grain != default;
    }

    public static Grain Parse(string text) =>
        TryParse(text, out var grain)
            ? grain
            : throw new FormatException($"'{text}' is not a grain: month, quarter, year or r12.");
}
