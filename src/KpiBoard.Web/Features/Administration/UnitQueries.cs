using KpiBoard.Data;

namespace KpiBoard.Web.Features.Administration;

/// <summary>The business units that the register of customers knows.</summary>
public sealed class UnitQueries(KpiDatabase database)
{
    private const string AllSql = """
        SELECT DISTINCT [BusinessUnit]
          FROM [CurrentCustomerVersion]
         WHERE [BusinessUnit] IS NOT NULL
         ORDER BY [BusinessUnit]
        """;

    public Task<IReadOnlyList<string>> AllAsync(CancellationToken ct) => database.QueryAsync<string>(AllSql, null, ct);
}
