using System.Security.Claims;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>People, for who administers them.</summary>
internal sealed class PeopleSource(UserQueries users, IStringLocalizer<SearchText> text) : ISearchSource
{
    public int Order => 60;

    public string Policy => AccessPolicy.Administer;

    public string Title => text["People"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(
        SearchTerm term,
        ClaimsPrincipal person,
        CancellationToken ct
    ) =>
        term.IsEmpty
            ? []
            :
            [
                .. (await users.ListAsync(ct))
                    .Select(access => access.User)
                    .Where(user => term.Fits(user.Name, user.Email))
                    .Select(user => new SearchHit(user.Name, user.Email, $"/administration/users/{user.Id}")),
            ];
}
