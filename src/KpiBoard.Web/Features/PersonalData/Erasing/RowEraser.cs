using KpiBoard.Data;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>
/// Takes a person out of the rows that <see cref="PersonalTables"/> names. It is the only one beside the slice that keeps a
/// table to write it, and never writes but to empty: done twice, it changes nothing the second time.
/// </summary>
internal sealed class RowEraser(BulkSession session, ErasureWork work, PersonTerms terms)
{
    /// <summary>Empties the rows, as many in a transaction as its time allows.</summary>
    /// <returns>How many rows were changed or removed.</returns>
    public async Task<long> EraseAsync(string table, IReadOnlyList<FoundRow> rows, CancellationToken ct)
    {
        var todo = rows.Select(row => (Row: row, Changes: Changes(row)))
            .Where(each => each.Row.Plan.RowGoes || each.Changes.Count > 0)
            .ToList();
        for (var next = 0; next < todo.Count; )
        {
            next = await session.WriteAsync(
                async transaction =>
                {
                    var at = next;
                    do
                    {
                        await EraseAsync(transaction, table, todo[at].Row, todo[at].Changes);
                        at++;
                    } while (at < todo.Count && !session.SliceIsOver);
                    return at;
                },
                ct
            );
        }
        return todo.Count;
    }

    /// <summary>The statements that it can make for a table; a test runs them all.</summary>
    internal static string ChangeSql(string table, PersonalTable plan, IEnumerable<string> columns) =>
        $"UPDATE [{table}] SET {string.Join(", ", columns.Select(column => $"[{column}] = @{column}"))} WHERE {Where(plan)}";

    internal static string RemoveSql(string table, PersonalTable plan) => $"DELETE FROM [{table}] WHERE {Where(plan)}";

    private static string Where(PersonalTable plan) =>
        string.Join(" AND ", plan.Keys.Select(key => $"[{key}] = @key_{key}"));

    private static Task EraseAsync(
        DatabaseTransaction transaction,
        string table,
        FoundRow row,
        Dictionary<string, object?> changes
    )
    {
        var parameters = new Dictionary<string, object?>(changes);
        foreach (var key in row.Plan.Keys)
        {
            parameters["key_" + key] = row.Values[key];
        }
        return transaction.ExecuteAsync(
            row.Plan.RowGoes ? RemoveSql(table, row.Plan) : ChangeSql(table, row.Plan, changes.Keys),
            parameters
        );
    }

    private Dictionary<string, object?> Changes(FoundRow row)
    {
        var changes = new Dictionary<string, object?>();
        foreach (var column in row.Plan.Columns.Where(column => row.Values[column] is string { Length: > 0 }))
        {
            var text = (string)row.Values[column]!;
            if (Emptied(row, column, text) is var (isEmptied, changed) && isEmptied)
            {
                changes[column] = changed;
            }
        }
        return changes;
    }

    private (bool IsChanged, string? Text) Emptied(FoundRow row, string column, string text)
    {
        var plan = row.Plan;
        if (row.IsOwn && plan.Cleared.Contains(column))
        {
            return (true, null);
        }
        var changed =
            row.IsOwn && plan.Blanked.Contains(column) ? PersonTerms.Mark
            : row.IsOwn && plan.Numbers.Contains(column) ? Hidden(text)
            : plan.Words.Contains(column) ? terms.Redact(text)
            : text;
        return (changed != text, changed);
    }

    private string Hidden(string text) =>
        work.Numbers.Aggregate(text, (rest, number) => ErasedCustomer.Hide(rest, number.Number, number.Pseudonym));
}
