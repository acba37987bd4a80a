using System.Security.Claims;
using KpiBoard.Web.Features.Events.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Events;

/// <summary>Events as marks on charts.</summary>
internal sealed class EventAnnotations(EventQueries queries) : IAnnotationSource
{
    public async Task<IReadOnlyList<Annotation>> FindAsync(ChartScope chart, CancellationToken ct) =>
        [
            .. (await queries.ConcerningAsync(chart, ct)).Select(row => new Annotation(
                AnnotationKind.Event,
                row.FromDay,
                row.ToDay,
                row.Title,
                $"/events/{row.Id}"
            )
            {
                Language = row.Language,
            }),
        ];
}

/// <summary>Events by their title and words.</summary>
internal sealed class EventSearch(EventQueries queries, EventWords words, IStringLocalizer<EventText> text)
    : ISearchSource
{
    public int Order => 37;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Title"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(
        SearchTerm term,
        ClaimsPrincipal person,
        CancellationToken ct
    ) =>
        term.IsEmpty
            ? []
            :
            [
                .. (await queries.AllAsync(ct))
                    .Where(row => term.Fits(row.Title, row.Words, row.Member))
                    .OrderBy(row => term.Fits(row.Title) ? 0 : 1)
                    .Select(row => new SearchHit(row.Title, words.When(row), $"/events/{row.Id}")),
            ];
}
