using System.Data.Common;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Board;

/// <summary>Keeps what each person has been told.</summary>
public sealed class LookStore(KpiDatabase database)
{
    private const string AddSql = """
        INSERT INTO [LastLook] ([PersonId], [Run], [CheckInAt], [HappenedAt], [At], [ShownRun], [ShownCheckInAt],
               [ShownHappenedAt], [ShownAt], [BeforeRun], [BeforeCheckInAt], [BeforeHappenedAt], [BeforeAt], [Version])
        VALUES (@PersonId, @Run, @CheckInAt, @HappenedAt, @At, @ShownRun, @ShownCheckInAt, @ShownHappenedAt, @ShownAt,
               @BeforeRun, @BeforeCheckInAt, @BeforeHappenedAt, @BeforeAt, @Version)
        """;

    private const string ChangeSql = """
        UPDATE [LastLook]
           SET [Run] = @Run, [CheckInAt] = @CheckInAt, [HappenedAt] = @HappenedAt, [At] = @At, [ShownRun] = @ShownRun,
               [ShownCheckInAt] = @ShownCheckInAt, [ShownHappenedAt] = @ShownHappenedAt, [ShownAt] = @ShownAt,
               [BeforeRun] = @BeforeRun, [BeforeCheckInAt] = @BeforeCheckInAt,
               [BeforeHappenedAt] = @BeforeHappenedAt, [BeforeAt] = @BeforeAt, [Version] = @Version
         WHERE [PersonId] = @PersonId AND [Version] = @Version - 1
        """;

    private const string AtSql = """
        SELECT COALESCE((SELECT MAX([Id]) FROM [RefreshRun] WHERE [Status] = 'done' AND [FinishedAt] <= @at),
                        (SELECT MIN([Id]) FROM [RefreshRun] WHERE [Status] = 'done'), 0) AS [Run],
               (SELECT MAX([At]) FROM [CheckIn] WHERE [At] <= @at) AS [CheckInAt],
               (SELECT MAX([At]) FROM [InitiativeVersion] WHERE [At] <= @at) AS [InitiativeAt],
               (SELECT MAX([AddedAt]) FROM [Event] WHERE [AddedAt] <= @at) AS [EventAt],
               (SELECT MAX([ProposedAt]) FROM [Proposal] WHERE [ProposedAt] <= @at) AS [ProposedAt],
               (SELECT MAX([DecidedAt]) FROM [Decision] WHERE [DecidedAt] <= @at) AS [DecidedAt]
        """;

    private const string FirstRunSql = "SELECT MIN([FinishedAt]) FROM [RefreshRun] WHERE [Status] = 'done'";

    /// <summary>What was known at an instant; before the first run, what that run knew.</summary>
    public async Task<LookPoint> AtAsync(DateTimeOffset at, CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<PointRow>(AtSql, new { at }, ct))!.ToPoint();

    /// <summary>When the first figures were known.</summary>
    public Task<DateTimeOffset?> FirstRunAsync(CancellationToken ct) =>
        database.ScalarAsync<DateTimeOffset?>(FirstRunSql, null, ct);

    /// <summary>Stores a look that follows the one before it; another page that was opened at the same time may be first.</summary>
    public async Task<bool> StoreAsync(LastLookRow look, CancellationToken ct)
    {
        try
        {
            return await database.ExecuteAsync(look.Version == 1 ? AddSql : ChangeSql, look, ct) == 1;
        }
        catch (DbException error) when (look.Version == 1 && database.Dialect.IsUniqueViolation(error))
        {
            return false;
        }
    }

    private sealed class PointRow
    {
        public long Run { get; init; }
        public DateTimeOffset? CheckInAt { get; init; }
        public DateTimeOffset? InitiativeAt { get; init; }
        public DateTimeOffset? EventAt { get; init; }
        public DateTimeOffset? ProposedAt { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }

        public LookPoint ToPoint() =>
            new(Run, CheckInAt, BoardVersionRow.Latest(InitiativeAt, EventAt, ProposedAt, DecidedAt));
    }
}
