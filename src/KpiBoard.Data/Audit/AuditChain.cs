namespace KpiBoard.Data.Audit;

/// <summary>What became of the chain.</summary>
/// <param name="Entries">How many entries were checked.</param>
/// <param name="Erased">Of how many the content has been erased on purpose.</param>
/// <param name="Hash">Of the last entry; who notes it elsewhere can tell later that nothing before it has changed.</param>
/// <param name="Break">The first place that does not fit; none when all do.</param>
public sealed record AuditVerdict(long Entries, long Erased, string Hash, AuditBreak? Break);

/// <summary>Where the chain is broken.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="IsMissing">It is not there; otherwise it is not what was written.</param>
public sealed record AuditBreak(long Entry, bool IsMissing);

/// <summary>Reads the whole chain and computes every hash again.</summary>
public sealed class AuditChain(KpiDatabase database)
{
    private const string HeadSql = "SELECT [Last], [Hash] FROM [AuditHead] WHERE [Id] = 1";

    private const string EntriesSql = """
        SELECT e.[Id], e.[At], e.[By], e.[Address], e.[Action], e.[Subject], e.[SubjectKey], e.[Before], e.[After],
               e.[ContentHash], e.[ErasedAt], e.[Hash]
          FROM [AuditEntry] e
         WHERE e.[Id] <= @last
         ORDER BY e.[Id]
        """;

    public async Task<AuditVerdict> VerifyAsync(CancellationToken ct)
    {
        // What is appended meanwhile is left to the next time.
        var head = (await database.SingleOrDefaultAsync<Head>(HeadSql, null, ct))!;
        var (count, erased, hash) = (0L, 0L, "");
        await foreach (var entry in database.StreamAsync<AuditEntry>(EntriesSql, new { last = head.Last }, ct))
        {
            if (entry.Id != count + 1)
            {
                return new(count, erased, hash, new(count + 1, IsMissing: true));
            }
            var isErased = entry.ErasedAt is not null;
            if (
                entry.Hash != entry.HashAfter(hash)
                || (!isErased && entry.ContentHash != AuditEntry.HashOf(entry.Before, entry.After))
            )
            {
                return new(count, erased, hash, new(entry.Id, IsMissing: false));
            }
            (count, erased, hash) = (entry.Id, erased + (isErased ? 1 : 0), entry.Hash);
        }
        return count < head.Last ? new(count, erased, hash, new(count + 1, IsMissing: true))
            : hash != head.Hash ? new(count, erased, hash, new(count, IsMissing: false))
            : new(count, erased, hash, null);
    }

    private sealed record Head(long Last, string Hash);
}
