using System.Data.Common;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>Remembers which answers of the provider were taken, for all nodes and for as long as one could be sent again.</summary>
internal sealed class TakenAnswers(KpiDatabase database, TimeProvider clock)
{
    /// <summary>So long may somebody take to sign in at the provider.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const string TakeSql = "INSERT INTO [TakenAnswer] ([AnswerHash], [TakenAt]) VALUES (@hash, @now)";

    private const string ForgetSql = "DELETE FROM [TakenAnswer] WHERE [TakenAt] < @before";

    /// <summary>False when it was taken before.</summary>
    public async Task<bool> TakeAsync(string nonce, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new
        {
            hash = Secret.Hash(nonce),
            now,
            // Longer than an answer works, so that clocks of nodes may differ.
            before = now - (2 * Lifetime),
        };
        try
        {
            await database.WriteAsync(
                async transaction =>
                {
                    await transaction.ExecuteAsync(ForgetSql, row);
                    await transaction.ExecuteAsync(TakeSql, row);
                },
                ct
            );
            return true;
        }
        catch (DbException error) when (database.Dialect.IsUniqueViolation(error))
        {
            return false;
        }
    }
}
