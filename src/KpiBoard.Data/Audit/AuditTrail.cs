using System.Collections.Concurrent;

namespace KpiBoard.Data.Audit;

/// <summary>What is needed to keep the changes of a database: which tables, who writes, and when.</summary>
public sealed class AuditTrail(
    IReadOnlyDictionary<string, AuditedTable> tables,
    IActorSource actors,
    TimeProvider clock
)
{
    private readonly ConcurrentDictionary<string, AuditedStatement?> statements = [];

    internal AuditedStatement? StatementOf(string sql) =>
        statements.GetOrAdd(sql, text => AuditedStatement.Of(text, tables));

    /// <summary>A bulk load passes the trail by; it is for rows that others stand for.</summary>
    internal void CheckBulk(string table)
    {
        if (tables.ContainsKey(table))
        {
            throw new InvalidOperationException($"[{table}] is audited: a bulk load into it would not be kept.");
        }
    }

    internal AuditRecorder Begin() => new(actors.Current, clock);
}
