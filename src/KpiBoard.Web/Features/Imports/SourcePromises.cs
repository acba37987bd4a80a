using KpiBoard.Data;

namespace KpiBoard.Web.Features.Imports;

/// <summary>How often a source is to deliver, where somebody has promised it; without a promise, its rhythm is learned.</summary>
public sealed class SourcePromises(KpiDatabase database)
{
    private const string PromiseSql = """
        UPDATE [Source]
           SET [CadenceDays] = @days
         WHERE [Kind] = @kind AND [Name] = @source
        """;

    public Task SetAsync(string kind, string source, int days, CancellationToken ct) =>
        database.ExecuteAsync(
            PromiseSql,
            new
            {
                kind,
                source,
                days,
            },
            ct
        );
}
