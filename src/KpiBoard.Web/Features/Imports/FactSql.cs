using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// SQL that is the same for every fact table, since they share their first columns: written once, for revenue lines, and
/// put <see cref="On"/> the table of the kind at hand.
/// </summary>
public static class FactSql
{
    /// <summary>
    /// That the row f is seen, and would still be after the batch @replaces is gone: a published batch brought it or
    /// sent it again.
    /// </summary>
    public const string StaysVisible = """
        (EXISTS (SELECT 1
                   FROM [ImportBatch] b
                  WHERE b.[Id] = f.[BatchId] AND b.[Status] = 'published' AND b.[Id] <> @replaces)
         OR EXISTS (SELECT 1
                      FROM [ImportConfirmation] k
                      JOIN [ImportBatch] b ON b.[Id] = k.[BatchId]
                     WHERE k.[ConfirmedBatchId] = f.[BatchId] AND k.[ConfirmedLine] = f.[Line]
                       AND b.[Status] = 'published' AND b.[Id] <> @replaces))
        """;

    public static string On(ImportKind kind, string sql) =>
        sql.Replace("RevenueLine]", $"{kind.Table}]", StringComparison.Ordinal);
}
