using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>How far the sources of one kind of file have come.</summary>
/// <param name="Newest">The last day that any of them reports on.</param>
/// <param name="All">The last day that all of them report on, leaving out those that have fallen silent.</param>
internal sealed record SourceReach(int? Newest, int? All)
{
    /// <summary>A source this many days behind the newest one is no longer waited for.</summary>
    public const int SilentAfterDays = 62;

    private const string LastDaysSql = """
        SELECT (SELECT MAX(b.[LastDate])
                  FROM [ImportBatch] b
                 WHERE b.[SourceId] = s.[Id] AND b.[Status] = 'published')
          FROM [Source] s
         WHERE s.[Kind] = @kind
        """;

    private const string RegisterSql = """
        SELECT MAX(b.[PublishedAt])
          FROM [ImportBatch] b
         WHERE b.[Kind] = 'customers' AND b.[Status] = 'published'
        """;

    public static async Task<SourceReach> ReadAsync(DatabaseTransaction transaction, string kind) =>
        Of([.. (await transaction.QueryAsync<int?>(LastDaysSql, new { kind })).OfType<int>()]);

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
