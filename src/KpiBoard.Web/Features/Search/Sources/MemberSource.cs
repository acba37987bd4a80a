using System.Security.Claims;
using KpiBoard.Core.Kpis;
using KpiBoard.Data;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>Segments, regions and units that the figures are divided by.</summary>
internal sealed class MemberSource(KpiDatabase database, UserQueries users, IStringLocalizer<SearchText> text)
    : ISearchSource
{
    // One figure that every member with customers has; the values in force have the largest number as ToRun.
    private const string MembersSql = """
        SELECT DISTINCT [Dimension], [Member]
          FROM [KpiValue]
         WHERE [ToRun] = 9223372036854775807 AND [Kpi] = @kpi AND [Grain] = 'month' AND [Dimension] <> ''
         ORDER BY [Dimension], [Member]
        """;

    public int Order => 30;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Members"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        if (term.IsEmpty)
        {
            return [];
        }
        var rows = await database.QueryAsync<MemberRow>(MembersSql, new { kpi = KpiCodes.LogoChurn }, ct);
        var units = await users.VisibleUnitsAsync(person, ct);
        return
        [
            .. rows.Where(row => row.Member != KpiDimensions.NotDescribed && term.Fits(row.Member))
                .Where(row => units.Includes(row.Dimension, row.Member))
                .Select(row => new SearchHit(
                    row.Member,
                    text[$"Dimension.{row.Dimension}"],
                    $"/figures/{KpiCodes.LogoChurn}{QueryString.Create("member", $"{row.Dimension}:{row.Member}")}"
                )),
        ];
    }

    private sealed class MemberRow
    {
        public string Dimension { get; init; } = "";
        public string Member { get; init; } = "";
    }
}
