namespace KpiBoard.Web.Infrastructure.Sheets;

/// <summary>
/// A table to take away. A value is a text, a number (whole, double, decimal or <see cref="Core.Money"/>), a date, an instant,
/// true or false, or nothing; it keeps its type and its digits in every format.
/// </summary>
/// <param name="FileName">Without its ending.</param>
/// <param name="Header">Stable names, the same in every language: scripts read them.</param>
/// <param name="Rows">As they come, so that a long table is never held.</param>
public sealed record Sheet(string FileName, IReadOnlyList<string> Header, IAsyncEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>What the table is about: company, period, currency, as known when. A page of its own in a workbook.</summary>
    public IReadOnlyList<(string Name, string Value)> About { get; init; } = [];

    /// <summary>In which instants are written.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A table that is in memory already.</summary>
    public static Sheet Of(string fileName, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<object?>> rows) =>
        new(fileName, header, rows.ToAsyncEnumerable());
}
