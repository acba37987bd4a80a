using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>Figures by their name in the reader's language, by their code, and by what they say.</summary>
internal sealed class FigureSource(FigureHelp figures, KpiDatabase database, IStringLocalizer<SearchText> text)
    : ISearchSource
{
    public int Order => 20;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Figures"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        var hits = term.IsEmpty
            ? []
            : (await KpiBookQueries.ReadAsync(database, ct))
                .All.Select(figures.Of)
                .Where(figure => term.Fits(figure.Name, figure.Code, figure.About))
                // Those that are called so come before those that only speak of it.
                .OrderBy(figure => term.Fits(figure.Name, figure.Code) ? 0 : 1)
                .Select(figure => new SearchHit(figure.Name, figure.About, $"/figures/{figure.Code}"));
        return [.. hits];
    }
}
