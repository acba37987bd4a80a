using System.Security.Claims;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;

namespace KpiBoard.Web.Features.Search;

/// <summary>Asks every source that the person may ask, and no other.</summary>
public sealed class SearchAll(IEnumerable<ISearchSource> sources)
{
    /// <summary>Of one group; more means that a longer word is needed.</summary>
    public const int MostOfAGroup = 8;

    public async Task<SearchResults> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        var groups = new List<SearchGroup>();
        foreach (var source in sources.OrderBy(source => source.Order).Where(source => person.May(source.Policy)))
        {
            var hits = await source.FindAsync(term, person, ct);
            // Without a word the list of pages is the way to all of them.
            var most = term.IsEmpty ? hits.Count : MostOfAGroup;
            if (hits.Count > 0)
            {
                groups.Add(new(source.Title, [.. hits.Take(most)]) { HasMore = hits.Count > most });
            }
        }
        return new(term.Text, groups);
    }
}

public sealed record SearchResults(string Text, IReadOnlyList<SearchGroup> Groups)
{
    public int Count => Groups.Sum(group => group.Hits.Count);
}

public sealed record SearchGroup(string Title, IReadOnlyList<SearchHit> Hits)
{
    public bool HasMore { get; init; }
}
