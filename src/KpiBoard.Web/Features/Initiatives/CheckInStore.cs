using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>What an owner says at a check-in.</summary>
public sealed record CheckInAnswer(int Progress, string Status, int Confidence, string Note, bool NeedsHelp);

/// <summary>Writes check-ins, and with them what the initiative claims. They are no versions: editors are not disturbed.</summary>
public sealed class CheckInStore(KpiDatabase database, IHelpDesk help, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [CheckIn] ([Id], [InitiativeId], [At], [ById], [By], [Progress], [Status], [Confidence], [Note],
               [NeedsHelp])
        VALUES (@checkInId, @id, @at, @byId, @by, @Progress, @Status, @Confidence, @Note, @NeedsHelp)
        """;

    /// <summary>What the newest check-in says is what the initiative claims; without one it claims nothing.</summary>
    private const string ClaimSql = """
        UPDATE [Initiative]
           SET [ClaimedStatus] = (SELECT c.[Status] FROM [CheckIn] c WHERE c.[Id] = (SELECT MAX(n.[Id])
                 FROM [CheckIn] n WHERE n.[InitiativeId] = @id)),
               [Confidence] = (SELECT c.[Confidence] FROM [CheckIn] c WHERE c.[Id] = (SELECT MAX(n.[Id])
                 FROM [CheckIn] n WHERE n.[InitiativeId] = @id)),
               [Progress] = COALESCE((SELECT c.[Progress] FROM [CheckIn] c WHERE c.[Id] = (SELECT MAX(n.[Id])
                 FROM [CheckIn] n WHERE n.[InitiativeId] = @id)), 0)
         WHERE [Id] = @id
        """;

    private const string AnswerSql = """
        UPDATE [CheckInReminder] SET [AnsweredAt] = @at WHERE [InitiativeId] = @id AND [AnsweredAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [CheckInReminder]
           SET [AnsweredAt] = NULL
         WHERE [InitiativeId] = @id AND [AnsweredAt] = (SELECT c.[At] FROM [CheckIn] c WHERE c.[Id] = @checkInId)
        """;

    /// <summary>The history keeps what was taken back.</summary>
    private const string NoteUndoSql = """
        INSERT INTO [InitiativeVersion] ([Id], [InitiativeId], [Version], [At], [By], [Action], [Content])
        SELECT @versionId, i.[Id], i.[Version], @at, @by, @action, c.[Note]
          FROM [CheckIn] c
          JOIN [Initiative] i ON i.[Id] = c.[InitiativeId]
         WHERE c.[Id] = @checkInId
        """;

    private const string RemoveSql = "DELETE FROM [CheckIn] WHERE [Id] = @checkInId";

    private const string NewestSql = """
        SELECT MAX([Id])
          FROM [CheckIn]
         WHERE [InitiativeId] = @id
        """;

    /// <summary>Adds a check-in and returns its id; a token has no <paramref name="byId"/>.</summary>
    public Task<long> AddAsync(long id, CheckInAnswer answer, long? byId, string by, CancellationToken ct) =>
        AddAsync(id, answer, byId, by, clock.GetUtcNow(), ct);

    /// <summary>The same as of a moment that has passed, for a company whose past is filled in.</summary>
    public Task<long> AddAsync(
        long id,
        CheckInAnswer answer,
        long? byId,
        string by,
        DateTimeOffset at,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var checkInId = await transaction.NextIdsAsync("check-in");
                var row = new
                {
                    checkInId,
                    id,
                    at,
                    byId,
                    by,
                    answer.Progress,
                    answer.Status,
                    answer.Confidence,
                    answer.Note,
                    answer.NeedsHelp,
                };
                await transaction.ExecuteAsync(AddSql, row);
                await transaction.ExecuteAsync(ClaimSql, new { id });
                await transaction.ExecuteAsync(AnswerSql, new { id, at });
                if (answer.NeedsHelp)
                {
                    await help.AskAsync(transaction, new(id, checkInId, answer.Note, byId, by, at));
                }
                return checkInId;
            },
            ct
        );

    /// <summary>Takes the newest check-in back; false when it is not the newest any more.</summary>
    public Task<bool> UndoAsync(long id, long checkInId, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await transaction.ScalarAsync<long?>(NewestSql, new { id }) != checkInId)
                {
                    return false;
                }
                await transaction.ExecuteAsync(ReopenSql, new { id, checkInId });
                await transaction.ExecuteAsync(
                    NoteUndoSql,
                    new
                    {
                        versionId = await transaction.NextIdsAsync("initiative-version"),
                        at = clock.GetUtcNow(),
                        by,
                        action = VersionAction.CheckInUndone,
                        checkInId,
                    }
                );
                await help.ForgetAsync(transaction, checkInId);
                await transaction.ExecuteAsync(RemoveSql, new { checkInId });
                await transaction.ExecuteAsync(ClaimSql, new { id });
                return true;
            },
            ct
        );
}
