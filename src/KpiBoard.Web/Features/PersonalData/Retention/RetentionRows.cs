using System.Globalization;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>
/// Rows that are older than a kind is kept, found first and then forgotten few at a time: nobody waits for long. No figure
/// is made of any of them.
/// </summary>
public sealed class RetentionRows(KpiDatabase database)
{
    private const string AnswersSql =
        "SELECT [BatchId] AS [First], [Line] AS [Second] FROM [SurveyResponse] WHERE [AnsweredOn] < @day AND [Comment] IS NOT NULL";

    private const string ForgetAnswerSql =
        "UPDATE [SurveyResponse] SET [Comment] = NULL WHERE [BatchId] = @First AND [Line] = @Second";

    private const string QuarantineSql = """
        SELECT q.[BatchId] AS [First], q.[Line] AS [Second]
          FROM [ImportQuarantine] q
          JOIN [ImportBatch] b ON b.[Id] = q.[BatchId]
         WHERE b.[StartedAt] < @before AND b.[Status] <> 'loading'
        """;

    private const string ForgetQuarantinedSql =
        "DELETE FROM [ImportQuarantine] WHERE [BatchId] = @First AND [Line] = @Second";

    private const string SignInsSql = "SELECT [Id] AS [First] FROM [SignIn] WHERE [At] < @before";

    private const string ForgetSignInSql = "DELETE FROM [SignIn] WHERE [Id] = @First";

    private const string JobsSql = "SELECT [Id] AS [First] FROM [JobRun] WHERE [StartedAt] < @before";

    private const string ForgetJobSql = "DELETE FROM [JobRun] WHERE [Id] = @First";

    private const string AuditSql = """
        SELECT [Id] AS [First]
          FROM [AuditEntry]
         WHERE [At] < @before AND [ErasedAt] IS NULL AND ([Before] IS NOT NULL OR [After] IS NOT NULL)
        """;

    private const string ForgetAuditSql = """
        UPDATE [AuditEntry]
           SET [Before] = NULL, [After] = NULL, [ErasedAt] = @now
         WHERE [Id] = @First AND [ErasedAt] IS NULL
        """;

    private const string InvitationsSql =
        "SELECT [TokenHash] AS [Text] FROM [PasswordLink] WHERE [ExpiresAt] < @before";

    private const string ForgetInvitationSql = "DELETE FROM [PasswordLink] WHERE [TokenHash] = @Text";

    private static readonly Dictionary<string, (string Find, string Forget)> Statements = new()
    {
        [RetentionKind.Answers] = (AnswersSql, ForgetAnswerSql),
        [RetentionKind.Quarantine] = (QuarantineSql, ForgetQuarantinedSql),
        [RetentionKind.SignIns] = (SignInsSql, ForgetSignInSql),
        [RetentionKind.Jobs] = (JobsSql, ForgetJobSql),
        [RetentionKind.Audit] = (AuditSql, ForgetAuditSql),
        [RetentionKind.Invitations] = (InvitationsSql, ForgetInvitationSql),
    };

    public static bool Has(string kind) => Statements.ContainsKey(kind);

    public async Task<long> CountAsync(string kind, DateTimeOffset before, CancellationToken ct) =>
        (await FindAsync(kind, before, ct)).Count;

    /// <summary>Forgets what is older.</summary>
    /// <returns>How many rows that were.</returns>
    public async Task<long> ForgetAsync(string kind, DateTimeOffset before, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await FindAsync(kind, before, ct);
        if (rows.Count == 0)
        {
            return 0;
        }
        await using var session = await database.OpenErasureAsync(ct);
        for (var next = 0; next < rows.Count; )
        {
            next = await session.WriteAsync(
                async transaction =>
                {
                    var at = next;
                    do
                    {
                        var row = rows[at];
                        await transaction.ExecuteAsync(
                            Statements[kind].Forget,
                            new
                            {
                                row.First,
                                row.Second,
                                row.Text,
                                now,
                            }
                        );
                        at++;
                    } while (at < rows.Count && !session.SliceIsOver);
                    return at;
                },
                ct
            );
        }
        return rows.Count;
    }

    private Task<IReadOnlyList<RowKey>> FindAsync(string kind, DateTimeOffset before, CancellationToken ct) =>
        database.QueryAsync<RowKey>(
            Statements[kind].Find,
            new
            {
                before,
                day = int.Parse(
                    before.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                    CultureInfo.InvariantCulture
                ),
            },
            ct
        );

    private sealed class RowKey
    {
        public long First { get; init; }

        public long Second { get; init; }

        public string? Text { get; init; }
    }
}
