using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>The ledger as people look at it: filtered, a page at a time, with what was refused.</summary>
public sealed class LedgerQueries(KpiDatabase database)
{
    public const int PageSize = 25;

    private const string PageSql = """
        SELECT l.[Id], l.[Kind], l.[Source], l.[FileName], l.[Status], l.[At], l.[By], l.[UndoneAt], l.[RowsRead],
               l.[RowsQuarantined], l.[Total]
          FROM (SELECT b.[Id], b.[Kind], s.[Name] AS [Source], b.[FileName], b.[Status],
                       COALESCE(b.[PublishedAt], b.[StartedAt]) AS [At], b.[StartedBy] AS [By], b.[UndoneAt],
                       b.[RowsRead], b.[RowsQuarantined],
                       ROW_NUMBER() OVER (ORDER BY b.[Id] DESC) AS [Number],
                       COUNT(*) OVER () AS [Total]
                  FROM [ImportBatch] b
                  JOIN [Source] s ON s.[Id] = b.[SourceId]
                 WHERE b.[Status] <> 'loading'
                   AND (@kind = '' OR b.[Kind] = @kind)
                   AND (@source = '' OR s.[Name] = @source)
                   AND (@status = '' OR b.[Status] = @status)
                   AND (@by = '' OR b.[StartedBy] = @by)
                   AND (@from IS NULL OR COALESCE(b.[PublishedAt], b.[StartedAt]) >= @from)
                   AND (@before IS NULL OR COALESCE(b.[PublishedAt], b.[StartedAt]) < @before)
                   AND (@text = '' OR LOWER(b.[FileName]) LIKE @text ESCAPE '!')) l
         WHERE l.[Number] > @after AND l.[Number] <= @upTo
         ORDER BY l.[Number]
        """;

    private const string SourcesSql = """
        SELECT DISTINCT s.[Name]
          FROM [Source] s
         WHERE EXISTS (SELECT 1 FROM [ImportBatch] b WHERE b.[SourceId] = s.[Id] AND b.[Status] <> 'loading')
         ORDER BY s.[Name]
        """;

    private const string PeopleSql =
        "SELECT DISTINCT [StartedBy] FROM [ImportBatch] WHERE [Status] <> 'loading' ORDER BY [StartedBy]";

    private const string WarningsSql = "SELECT [Warnings] FROM [ImportBatch] WHERE [Id] = @id";

    private const string ClosedSql = "SELECT [Month] FROM [PeriodClose] WHERE [ReopenedAt] IS NULL";

    private const string ReplacedBySql =
        "SELECT MAX([Id]) FROM [ImportBatch] WHERE [ReplacesBatchId] = @id AND [Status] = 'published'";

    public async Task<LedgerPage> PageAsync(LedgerFilter filter, CancellationToken ct)
    {
        var rows = await database.QueryAsync<LedgerLine>(
            PageSql,
            Parameters(filter, (filter.Page - 1) * PageSize, filter.Page * PageSize),
            ct
        );
        var total = rows.Count == 0 ? 0 : rows[0].Total;
        return new LedgerPage(rows, total, (int)((total + PageSize - 1) / PageSize));
    }

    /// <summary>Who has imported.</summary>
    public Task<IReadOnlyList<string>> PeopleAsync(CancellationToken ct) =>
        database.QueryAsync<string>(PeopleSql, null, ct);

    /// <summary>Every line that the filter lets through, newest first.</summary>
    public IAsyncEnumerable<LedgerLine> AllAsync(LedgerFilter filter, CancellationToken ct) =>
        database.StreamAsync<LedgerLine>(PageSql, Parameters(filter, 0, int.MaxValue), ct);

    public Task<IReadOnlyList<string>> SourcesAsync(CancellationToken ct) =>
        database.QueryAsync<string>(SourcesSql, null, ct);

    /// <summary>What was noted when the import was published, to be said in any language.</summary>
    public async Task<IReadOnlyList<ImportMessage>> WarningsAsync(long id, CancellationToken ct) =>
        await database.ScalarAsync<string>(WarningsSql, new { id }, ct) is { } warnings
            ? KpiJson.Deserialize<ImportMessage[]>(warnings)!
            : [];

    private static object Parameters(LedgerFilter filter, int after, int upTo) =>
        new
        {
            kind = filter.Kind,
            source = filter.Source,
            status = filter.Status,
            by = filter.By,
            from = Instant(filter.From, filter.Zone),
            before = Instant(filter.To?.AddDays(1), filter.Zone),
            text = Pattern(filter.Text),
            after,
            upTo,
        };

    /// <summary>When a day begins in the company's time zone.</summary>
    private static DateTimeOffset? Instant(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } known)
        {
            return null;
        }
        var midnight = known.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static string Pattern(string text) =>
        text.Length == 0
            ? ""
            : $"%{text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal)}%";

    /// <summary>The months that are closed now, yyyy-MM.</summary>
    public async Task<IReadOnlyList<string>> ClosedAsync(CancellationToken ct) =>
        [
            .. (await database.QueryAsync<int>(ClosedSql, null, ct)).Select(month =>
                $"{month / 100:0000}-{month % 100:00}"
            ),
        ];

    /// <summary>The import that took this one's place.</summary>
    public Task<long?> ReplacedByAsync(long id, CancellationToken ct) =>
        database.ScalarAsync<long?>(ReplacedBySql, new { id }, ct);
}

/// <summary>What the reader chose to see; an empty text is everything.</summary>
public sealed record LedgerFilter(string Kind = "", string Source = "", string Status = "", int Page = 1)
{
    /// <summary>Who imported.</summary>
    public string By { get; init; } = "";

    /// <summary>The first and last day of importing, in the time zone below.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A part of the file's name, whatever the case.</summary>
    public string Text { get; init; } = "";

    public bool IsAnything => (Kind + Source + Status + By + Text).Length > 0 || From is not null || To is not null;

    /// <summary>The part of an address that chooses the same lines, whatever the page.</summary>
    public string ToQuery()
    {
        (string Name, string Value)[] parts =
        [
            ("kind", Kind),
            ("source", Source),
            ("status", Status),
            ("by", By),
            ("from", Day(From)),
            ("to", Day(To)),
            ("text", Text),
        ];
        return QueryString
            .Create(
                parts
                    .Where(part => part.Value.Length > 0)
                    .Select(part => KeyValuePair.Create<string, string?>(part.Name, part.Value))
            )
            .ToString();

        static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";
    }
}

/// <summary>The ledger's filter as it stands in a link.</summary>
public sealed class LedgerSearch
{
    public string? Kind { get; init; }

    public string? Source { get; init; }

    public string? Status { get; init; }

    public string? By { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Text { get; init; }

    public LedgerFilter ToFilter(int page, TimeZoneInfo zone) =>
        new(Kind ?? "", Source ?? "", Status ?? "", page)
        {
            By = By ?? "",
            From = From,
            To = To,
            Zone = zone,
            Text = (Text ?? "").Trim(),
        };
}

public sealed record LedgerPage(IReadOnlyList<LedgerLine> Lines, long Total, int Pages);

public sealed class LedgerLine
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public string Source { get; init; } = "";

    public string FileName { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string By { get; init; } = "";

    public DateTimeOffset? UndoneAt { get; init; }

    public long RowsRead { get; init; }

    public long RowsQuarantined { get; init; }

    public long Total { get; init; }
}
