using KpiBoard.Data;

namespace KpiBoard.Web.Features.Initiatives.Reminders;

/// <summary>Records who should check in: nothing was heard of a running initiative for as long as the settings allow.</summary>
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
               (SELECT MAX(c.[At]) FROM [CheckIn] c WHERE c.[InitiativeId] = i.[Id]) AS [CheckedInAt]
          FROM [CheckInReminder] r
          JOIN [Initiative] i ON i.[Id] = r.[InitiativeId]
          JOIN [AppUser] p ON p.[Id] = r.[PersonId]
         WHERE r.[AnsweredAt] IS NULL AND r.[MailedAt] IS NULL AND p.[DisabledAt] IS NULL
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
}
