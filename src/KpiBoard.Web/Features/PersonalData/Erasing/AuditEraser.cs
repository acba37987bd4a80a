using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>
/// Empties entries of the change log. Who did what to which row, and the hash of what it said, stay: the chain holds, and
/// says of each emptied entry that it was.
/// </summary>
internal static class AuditEraser
{
    private const string SubjectSql = """
        SELECT [Id]
          FROM [AuditEntry]
         WHERE [Subject] = @subject AND [SubjectKey] IN @keys AND [ErasedAt] IS NULL
        """;

    private const string EraseSql = """
        UPDATE [AuditEntry]
           SET [Before] = NULL, [After] = NULL, [ErasedAt] = @at
         WHERE [Id] = @id AND [ErasedAt] IS NULL
        """;

    private const int KeysAtATime = 500;

    /// <summary>Entries about rows that went whole, whatever these said.</summary>
    public static async Task<HashSet<long>> FindAsync(
        KpiDatabase database,
        IEnumerable<FoundRow> rows,
        CancellationToken ct
    )
    {
        var found = new HashSet<long>();
        foreach (var table in rows.GroupBy(row => row.Table))
        {
            foreach (var keys in table.Select(row => row.Key).Chunk(KeysAtATime))
            {
                found.UnionWith(await database.QueryAsync<long>(SubjectSql, new { subject = table.Key, keys }, ct));
            }
        }
        return found;
    }

    /// <summary>Entries in which the person is named.</summary>
    public static async Task<HashSet<long>> FindAsync(TableScan scan, PersonTerms terms, CancellationToken ct)
    {
        var found = new HashSet<long>();
        await foreach (var row in scan.FindAsync(PersonalTables.Audit, [], terms, everything: false, ct))
        {
            found.Add((long)row.Values["Id"]!);
        }
        return found;
    }

    public static async Task EraseAsync(
        BulkSession session,
        IReadOnlyList<long> entries,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        for (var next = 0; next < entries.Count; )
        {
            next = await session.WriteAsync(
                async transaction =>
                {
                    var done = next;
                    do
                    {
                        await transaction.ExecuteAsync(EraseSql, new { id = entries[done], at });
                        done++;
                    } while (done < entries.Count && !session.SliceIsOver);
                    return done;
                },
                ct
            );
        }
    }
}
