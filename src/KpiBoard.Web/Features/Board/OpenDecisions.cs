using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>How many proposals wait, for who decides: it stands on every page, and is one look into an index.</summary>
public sealed class OpenDecisions(KpiDatabase database, IStringLocalizer<BoardText> text) : INavigationCount
{
    private const string CountSql = "SELECT COUNT(*) FROM [Proposal] WHERE [Status] = 'open'";

    public string Path => "/priorities";

    public async Task<NavigationCount?> CountAsync(ClaimsPrincipal person, CancellationToken ct) =>
        person.May(AccessPolicy.DecidePriorities)
        && await database.ScalarAsync<long>(CountSql, null, ct) is > 0 and var open
            ? new((int)open, text.Count("NavOpen", open))
            : null;
}
