using KpiBoard.Core.Periods;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Initiatives.Reminders;

/// <summary>
/// Records who should check in: nothing was heard of a running initiative for as long as the settings allow, or a figure
/// that it is tied to has really moved since.
/// </summary>
public sealed class ReminderStore(KpiDatabase database)
{
    private const string SilentSql = """
        SELECT i.[Id], i.[OwnerId]
          FROM [Initiative] i
         WHERE i.[Status] IN @atWork
           AND i.[StartsOn] <= @day
           AND NOT EXISTS (SELECT 1 FROM [CheckIn] c WHERE c.[InitiativeId] = i.[Id] AND c.[At] > @since)
           AND NOT EXISTS (SELECT 1
                             FROM [CheckInReminder] r
                            WHERE r.[InitiativeId] = i.[Id] AND r.[AnsweredAt] IS NULL)
         ORDER BY i.[Id]
        """;

    private const string AddSql = """
        INSERT INTO [CheckInReminder] ([Id], [InitiativeId], [PersonId], [RemindedAt])
        VALUES (@reminderId, @id, @person, @now)
        """;

    /// <summary>Whoever no longer runs it need not answer.</summary>
    private const string CloseSql = """
        UPDATE [CheckInReminder]
           SET [AnsweredAt] = @now
         WHERE [AnsweredAt] IS NULL
           AND NOT EXISTS (SELECT 1
                             FROM [Initiative] i
                            WHERE i.[Id] = [CheckInReminder].[InitiativeId] AND i.[Status] IN @atWork)
        """;

    /// <summary>Nobody is mailed twice about the same silence.</summary>
    private const string UnmailedSql = """
        SELECT r.[Id], r.[InitiativeId], i.[Title], p.[Name], p.[Email], p.[Language],
               (SELECT MAX(c.[At]) FROM [CheckIn] c WHERE c.[InitiativeId] = i.[Id]) AS [CheckedInAt], r.[MovedKpi],
               r.[MovedDimension], r.[MovedMember], r.[MovedMonth]
          FROM [CheckInReminder] r
          JOIN [Initiative] i ON i.[Id] = r.[InitiativeId]
          JOIN [AppUser] p ON p.[Id] = r.[PersonId]
         WHERE r.[AnsweredAt] IS NULL AND r.[MailedAt] IS NULL AND p.[DisabledAt] IS NULL
         ORDER BY r.[Id]
        """;

    /// <summary>Initiatives of which nobody waits for a check-in, each figure that they are tied to in a row.</summary>
    private const string HeardSql = """
        SELECT i.[Id], i.[OwnerId], i.[StartsOn], l.[Kpi], l.[Dimension], l.[Member],
               (SELECT MAX(c.[At]) FROM [CheckIn] c WHERE c.[InitiativeId] = i.[Id]) AS [CheckedInAt],
               (SELECT MAX(r.[MovedMonth])
                  FROM [CheckInReminder] r
                 WHERE r.[InitiativeId] = i.[Id] AND r.[MovedKpi] = l.[Kpi] AND r.[MovedDimension] = l.[Dimension]
                   AND r.[MovedMember] = l.[Member]) AS [RemindedMonth]
          FROM [Initiative] i
          JOIN [InitiativeLink] l ON l.[InitiativeId] = i.[Id]
         WHERE i.[Status] IN @atWork
           AND i.[StartsOn] <= @day
           AND NOT EXISTS (SELECT 1
                             FROM [CheckInReminder] r
                            WHERE r.[InitiativeId] = i.[Id] AND r.[AnsweredAt] IS NULL)
         ORDER BY i.[Id], l.[Id]
        """;

    private const string AddMovedSql = """
        INSERT INTO [CheckInReminder] ([Id], [InitiativeId], [PersonId], [RemindedAt], [MovedKpi], [MovedDimension],
               [MovedMember], [MovedMonth])
        VALUES (@reminderId, @id, @person, @now, @Kpi, @Dimension, @Member, @month)
        """;

    /// <summary>When a value was first there as one of a complete period.</summary>
    private const string KnownSql = """
        SELECT MIN(r.[FinishedAt])
          FROM [KpiValue] v
          JOIN [RefreshRun] r ON r.[Id] = v.[FromRun]
         WHERE v.[Kpi] = @Kpi AND v.[Grain] = @grain AND v.[Dimension] = @Dimension AND v.[Member] = @Member
           AND v.[LastMonth] = @month AND v.[IsComplete] = 1
        """;

    private const string OpenSql = """
        SELECT r.[Id], r.[InitiativeId], r.[MovedKpi], r.[MovedDimension], r.[MovedMember], r.[MovedMonth]
          FROM [CheckInReminder] r
         WHERE r.[InitiativeId] = @id AND r.[AnsweredAt] IS NULL
         ORDER BY r.[Id]
        """;

    private const string MailedSql = "UPDATE [CheckInReminder] SET [MailedAt] = @at WHERE [Id] = @id";

    /// <summary>The reminders whose owners have had no mail.</summary>
    public Task<IReadOnlyList<DueReminder>> UnmailedAsync(CancellationToken ct) =>
        database.QueryAsync<DueReminder>(UnmailedSql, null, ct);

    public Task MailedAsync(long id, DateTimeOffset at, CancellationToken ct) =>
        database.ExecuteAsync(MailedSql, new { id, at }, ct);

    /// <summary>Records what is missing and returns how many were added; asking again adds nothing.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="silence">How long nothing may be heard.</param>
    /// <param name="today">The company's day at that moment.</param>
    public Task<int> RecordAsync(DateTimeOffset now, TimeSpan silence, DateOnly today, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(CloseSql, new { now, atWork = InitiativeStatus.AtWork });
                var silent = await transaction.QueryAsync<SilentRow>(
                    SilentSql,
                    new
                    {
                        atWork = InitiativeStatus.AtWork,
                        since = now - silence,
                        day = today.AddDays(-silence.Days),
                    }
                );
                if (silent.Count == 0)
                {
                    return 0;
                }
                var first = await transaction.NextIdsAsync("check-in-reminder", silent.Count);
                await transaction.ExecuteAsync(
                    AddSql,
                    silent.Select(
                        (row, at) =>
                            new
                            {
                                reminderId = first + at,
                                id = row.Id,
                                person = row.OwnerId,
                                now,
                            }
                    )
                );
                return silent.Count;
            },
            ct
        );

    /// <summary>The open reminder of an initiative; null when nobody waits for a check-in.</summary>
    public async Task<DueReminder?> OpenAsync(long id, CancellationToken ct) =>
        (await database.QueryAsync<DueReminder>(OpenSql, new { id }, ct)).FirstOrDefault();

    /// <summary>
    /// Records whose figures have moved since the last check-in, or since the start without one, and returns how many were
    /// added: one for an initiative, and one for a movement however long it goes on.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="today">The company's day at that moment.</param>
    /// <param name="startOf">When a day of the company's begins.</param>
    /// <param name="tied">The figures as they are judged.</param>
    public Task<int> RecordMovedAsync(
        DateTimeOffset now,
        DateOnly today,
        Func<DateOnly, DateTimeOffset> startOf,
        TiedFigures tied,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var heard = await transaction.QueryAsync<HeardRow>(
                    HeardSql,
                    new { atWork = InitiativeStatus.AtWork, day = today }
                );
                var reminded = new HashSet<long>();
                foreach (var row in heard.Where(row => !reminded.Contains(row.Id)))
                {
                    if (
                        tied.Moved(row.Kpi, row.Dimension, row.Member) is not { } moved
                        || row.RemindedMonth >= moved.First.Last.Key
                        || !(await KnownAsync(transaction, row, moved) > (row.CheckedInAt ?? startOf(row.StartsOn)))
                    )
                    {
                        continue;
                    }
                    await transaction.ExecuteAsync(
                        AddMovedSql,
                        new
                        {
                            reminderId = await transaction.NextIdsAsync("check-in-reminder"),
                            id = row.Id,
                            person = row.OwnerId,
                            now,
                            row.Kpi,
                            row.Dimension,
                            row.Member,
                            month = moved.Latest.Last.Key,
                        }
                    );
                    reminded.Add(row.Id);
                }
                return reminded.Count;
            },
            ct
        );

    private static Task<DateTimeOffset?> KnownAsync(DatabaseTransaction transaction, HeardRow row, Movement moved) =>
        transaction.ScalarAsync<DateTimeOffset?>(
            KnownSql,
            new
            {
                row.Kpi,
                row.Dimension,
                row.Member,
                grain = moved.Latest.Grain.Text(),
                month = moved.Latest.Last.Key,
            }
        );

    private sealed class HeardRow
    {
        public long Id { get; init; }
        public long OwnerId { get; init; }
        public DateOnly StartsOn { get; init; }
        public string Kpi { get; init; } = "";
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
        public DateTimeOffset? CheckedInAt { get; init; }
        public int? RemindedMonth { get; init; }
    }

    private sealed class SilentRow
    {
        public long Id { get; init; }
        public long OwnerId { get; init; }
    }
}

/// <summary>A reminder, for whom and of what.</summary>
public sealed class DueReminder
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Title { get; init; } = "";
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string? Language { get; init; }
    public DateTimeOffset? CheckedInAt { get; init; }

    /// <summary>The figure that moved; null when nothing was heard for too long.</summary>
    public string? MovedKpi { get; init; }
    public string? MovedDimension { get; init; }
    public string? MovedMember { get; init; }
    public int? MovedMonth { get; init; }
}
