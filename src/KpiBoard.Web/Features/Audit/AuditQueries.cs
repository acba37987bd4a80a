using KpiBoard.Data;
using KpiBoard.Data.Audit;

namespace KpiBoard.Web.Features.Audit;

/// <summary>Which entries are asked for; what is not said is not asked.</summary>
/// <param name="By">Exactly as it is kept.</param>
/// <param name="Subject">The table.</param>
/// <param name="Key">Of one row of it.</param>
/// <param name="Change">See <see cref="AuditAction"/>.</param>
/// <param name="From">The first day, in the company's time zone.</param>
/// <param name="To">The last day.</param>
/// <param name="Before">Only entries with smaller numbers.</param>
public sealed record AuditFilter(
    string? By = null,
    string? Subject = null,
    string? Key = null,
    string? Change = null,
    DateOnly? From = null,
    DateOnly? To = null,
    long? Before = null
)
{
    public bool IsAnything => this with { Before = null } != new AuditFilter();
}

public sealed class AuditQueries(KpiDatabase database)
{
    private const string Entries = """
        SELECT e.[Id], e.[At], e.[By], e.[Address], e.[Action], e.[Subject], e.[SubjectKey], e.[Before], e.[After],
               e.[ContentHash], e.[ErasedAt], e.[Hash]
          FROM [AuditEntry] e
         WHERE e.[Id] < @before
        """;

    private const string Filter = """
         AND (@by IS NULL OR e.[By] = @by) AND (@subject IS NULL OR e.[Subject] = @subject)
           AND (@key IS NULL OR e.[SubjectKey] = @key) AND (@change IS NULL OR e.[Action] = @change)
           AND e.[At] >= @from AND e.[At] < @to
         ORDER BY e.[Id] DESC
        """;

    private const string ListSql = Entries + Filter;

    // A condition that may be empty is served by no index; these two have one each.
    private const string OfRowSql = Entries + " AND e.[Subject] = @subject AND e.[SubjectKey] = @key" + Filter;

    private const string OfPersonSql = Entries + " AND e.[By] = @by" + Filter;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The entries, newest first; read only as far as they are taken.</summary>
    public IAsyncEnumerable<AuditEntry> ListAsync(AuditFilter filter, TimeZoneInfo zone, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return database.StreamAsync<AuditEntry>(
            filter is { Subject: not null, Key: not null } ? OfRowSql
                : filter.By is not null ? OfPersonSql
                : ListSql,
            new
            {
                before = filter.Before ?? long.MaxValue,
                by = filter.By,
                subject = filter.Subject,
                key = filter.Key,
                change = filter.Change,
                from = Start(filter.From) ?? Earliest,
                to = Start(filter.To?.AddDays(1)) ?? Latest,
            },
            ct
        );

        DateTimeOffset? Start(DateOnly? day) =>
            day is { } date && date.ToDateTime(TimeOnly.MinValue) is var midnight
                ? new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime()
                : null;
    }
}
