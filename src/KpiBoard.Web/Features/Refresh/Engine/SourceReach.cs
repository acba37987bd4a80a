using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>How far sources that belong together have come.</summary>
/// <param name="Newest">The last day that any of them reports on.</param>
/// <param name="All">The last day that all of them report on, leaving out those that have fallen silent.</param>
internal sealed record SourceReach(int? Newest, int? All)
{
    /// <summary>A source this many days behind the newest one is no longer waited for.</summary>
    public const int SilentAfterDays = 62;

    private const string Reported = """
        [Reported] AS (
            SELECT s.[Id], s.[Kind],
                   (SELECT MAX(b.[LastDate])
                      FROM [ImportBatch] b
                     WHERE b.[SourceId] = s.[Id] AND b.[Status] = 'published') AS [LastDate]
              FROM [Source] s
        )
        """;

    private const string RevenueSql = $"""
        WITH {Reported}
        SELECT [LastDate] FROM [Reported] WHERE [Kind] = 'revenue' AND [LastDate] IS NOT NULL
        """;

    private const string AnswersSql = $"""
        WITH {Reported}
        SELECT l.[Level], r.[LastDate]
          FROM [Reported] r
          JOIN [SurveySourceLevel] l ON l.[SourceId] = r.[Id]
         WHERE r.[LastDate] IS NOT NULL
        """;

    private const string RegisterSql = """
        SELECT MAX(b.[PublishedAt])
          FROM [ImportBatch] b
         WHERE b.[Kind] = 'customers' AND b.[Status] = 'published'
        """;

    public static async Task<SourceReach> RevenueAsync(DatabaseTransaction transaction) =>
        Of(await transaction.QueryAsync<int>(RevenueSql));

    /// <summary>By level of survey: a level waits only for the sources that ask at it.</summary>
    public static async Task<SortedDictionary<string, SourceReach>> AnswersAsync(DatabaseTransaction transaction) =>
        new(
            (await transaction.QueryAsync<(string Level, int LastDate)>(AnswersSql))
                .GroupBy(row => row.Level, row => row.LastDate)
                .ToDictionary(level => level.Key, level => Of([.. level])),
            StringComparer.Ordinal
        );

    /// <summary>The register speaks as of the moment its last file came.</summary>
    public static Task<DateTimeOffset?> RegisterAsync(DatabaseTransaction transaction) =>
        transaction.ScalarAsync<DateTimeOffset?>(RegisterSql);

    public static SourceReach Of(IReadOnlyCollection<int> lastDays)
    {
        if (lastDays.Count == 0)
        {
            return new(null, null);
        }
        var newest = lastDays.Max();
        var silent = DateKey.ToKey(DateKey.FromKey(newest).AddDays(-SilentAfterDays));
        return new(newest, lastDays.Where(day => day >= silent).Min());
    }
}
