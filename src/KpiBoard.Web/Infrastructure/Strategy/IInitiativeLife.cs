using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>Moves an initiative through its life, for slices that decide what should start, rest or end.</summary>
public interface IInitiativeLife
{
    /// <summary>
    /// Takes a step that an executive may take, with everything that is asked of it: a reason, and evidence before an
    /// approval. That <paramref name="by"/> is an executive is for the caller to have asked.
    /// </summary>
    /// <param name="to">A status as the table has it: <c>running</c>, <c>paused</c>, <c>stopped</c> ...</param>
    /// <returns>Null when it is done; else why nothing has changed, in the reader's language.</returns>
    Task<string?> MoveAsync(long id, string to, string why, string by, CancellationToken ct);

    /// <summary>The same as part of a larger write, which the caller takes back when it is refused.</summary>
    Task<string?> MoveAsync(DatabaseTransaction transaction, long id, string to, string why, string by);

    /// <summary>
    /// Takes a step back as part of a larger write: to where it stood before, also where life has no such step. Refused when
    /// it stands elsewhere by now.
    /// </summary>
    Task<string?> TakeBackAsync(
        DatabaseTransaction transaction,
        long id,
        string from,
        string to,
        string why,
        string by
    );
}
