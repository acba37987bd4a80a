using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>
/// Writes requests for help. Only an answer closes one: a later check-in that asks for nothing leaves it open, as nobody
/// has helped yet.
/// </summary>
public sealed class HelpDesk(KpiDatabase database, HelpCounts counts, TimeProvider clock) : IHelpDesk
{
    /// <summary>A check-in that says nothing new about help already asked for does not ask twice.</summary>
    private const string AskSql = """
        INSERT INTO [HelpRequest] ([Id], [InitiativeId], [CheckInId], [What], [AskedById], [AskedBy], [AskedAt],
               [Answer], [MailTries], [Version])
        SELECT @requestId, @Initiative, @CheckIn, @What, @ById, @By, @At, '', 0, 1
         WHERE @CheckIn IS NULL
            OR NOT EXISTS (SELECT 1
                             FROM [HelpRequest] h
                            WHERE h.[InitiativeId] = @Initiative AND h.[CheckInId] IS NOT NULL
                              AND h.[AnsweredAt] IS NULL AND (@What = '' OR h.[What] = @What))
        """;

    private const string ForgetSql = """
        DELETE FROM [HelpRequest]
         WHERE [CheckInId] = @checkIn AND [AnsweredAt] IS NULL
        """;

    private const string KeepSql = "UPDATE [HelpRequest] SET [CheckInId] = NULL WHERE [CheckInId] = @checkIn";

    private const string AnswerSql = """
        UPDATE [HelpRequest]
           SET [Answer] = @answer, [AnsweredAt] = @now, [AnsweredById] = @byId, [AnsweredBy] = @by,
               [Version] = [Version] + 1
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [Version] = @version AND [AnsweredAt] IS NULL
        """;

    private const string ReopenSql = """
        UPDATE [HelpRequest]
           SET [Answer] = '', [AnsweredAt] = NULL, [AnsweredById] = NULL, [AnsweredBy] = NULL,
               [Version] = [Version] + 1
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [Version] = @version AND [AnsweredAt] IS NOT NULL
        """;

    public async Task AskAsync(DatabaseTransaction transaction, HelpAsked asked)
    {
        await transaction.ExecuteAsync(
            AskSql,
            new
            {
                requestId = await transaction.NextIdsAsync("help-request"),
                asked.Initiative,
                asked.CheckIn,
                asked.What,
                asked.ById,
                asked.By,
                asked.At,
            }
        );
        counts.Forget();
    }

    public async Task ForgetAsync(DatabaseTransaction transaction, long checkIn)
    {
        await transaction.ExecuteAsync(ForgetSql, new { checkIn });
        await transaction.ExecuteAsync(KeepSql, new { checkIn });
        counts.Forget();
    }

    /// <summary>Somebody asks in words, outside of a check-in.</summary>
    public async Task AskAsync(long initiative, string what, long? byId, string by, CancellationToken ct)
    {
        var asked = new HelpAsked(initiative, null, what, byId, by, clock.GetUtcNow());
        await database.WriteAsync(transaction => AskAsync(transaction, asked), ct);
        counts.Forget();
    }

    /// <summary>Closes a request: with what was answered, or without words when it is not needed any more.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> AnswerAsync(
        long initiative,
        long id,
        int version,
        string answer,
        long byId,
        string by,
        CancellationToken ct
    ) =>
        ChangeAsync(
            AnswerSql,
            new
            {
                initiative,
                id,
                version,
                answer,
                byId,
                by,
                now = clock.GetUtcNow(),
            },
            ct
        );

    /// <summary>Takes an answer back; false when somebody else was faster.</summary>
    public Task<bool> ReopenAsync(long initiative, long id, int version, CancellationToken ct) =>
        ChangeAsync(
            ReopenSql,
            new
            {
                initiative,
                id,
                version,
            },
            ct
        );

    private async Task<bool> ChangeAsync(string sql, object values, CancellationToken ct)
    {
        var isChanged = await database.ExecuteAsync(sql, values, ct) > 0;
        counts.Forget();
        return isChanged;
    }
}
