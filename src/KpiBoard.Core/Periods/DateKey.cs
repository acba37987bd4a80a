namespace KpiBoard.Core.Periods;

/// <summary>Dates as the database holds them: the integer yyyymmdd, which sorts and groups like the date.</summary>
public static class DateKey
{
    public static int ToKey(DateOnly date) => (date.Year * 10_000) + (date.Month * 100) + date.Day;

    /// <summary>The date of a key.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The key is no date.</exception>
    public static DateOnly FromKey(int key) => new(key / 10_000, key / 100 % 100, key % 100);
}
