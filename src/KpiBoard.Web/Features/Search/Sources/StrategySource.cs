using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>Initiatives by their title, their theme or their owner's name.</summary>
internal sealed class StrategySource(KpiDatabase database, IStringLocalizer<SearchText> text) : ISearchSource
{
    private const string InitiativesSql = """
        SELECT i.[Id], i.[Title], t.[Title] AS [Theme], u.[Name] AS [Owner]
          FROM [Initiative] i
          JOIN [Theme] t ON t.[Id] = i.[ThemeId]
          JOIN [AppUser] u ON u.[Id] = i.[OwnerId]
         ORDER BY i.[Title], i.[Id]
        """;

    public int Order => 35;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Initiatives"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(
        SearchTerm term,
        ClaimsPrincipal person,
        CancellationToken ct
    ) =>
        term.IsEmpty
            ? []
            :
            [
                .. (await database.QueryAsync<InitiativeRow>(InitiativesSql, null, ct))
                    .Where(row => term.Fits(row.Title, row.Theme, row.Owner))
                    // Those that are called so come before those that only belong to it.
                    .OrderBy(row => term.Fits(row.Title) ? 0 : 1)
                    .Select(row => new SearchHit(
                        row.Title,
                        $"{row.Theme}, {row.Owner}",
                        $"/strategy/initiatives/{row.Id}"
                    )),
            ];

    private sealed class InitiativeRow
    {
        public long Id { get; init; }
        public string Title { get; init; } = "";
        public string Theme { get; init; } = "";
        public string Owner { get; init; } = "";
    }
}
