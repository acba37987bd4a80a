using System.Security.Claims;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>The pages that one may open; without a word, all that the navigation has.</summary>
internal sealed class PageSource(
    IEnumerable<NavigationItem> navigation,
    IEnumerable<Tab> tabs,
    IStringLocalizerFactory texts,
    IStringLocalizer<SearchText> text
) : ISearchSource
{
    /// <summary>Pages beneath those of the navigation.</summary>
    private static readonly (string Path, string Policy, string Key)[] Others =
    [
        ("/imports/new", AccessPolicy.ChangeImports, "Page.NewImport"),
        ("/administration/users/add", AccessPolicy.Administer, "Page.AddUser"),
        ("/figures/own", AccessPolicy.ReadBoard, "Page.OwnFigures"),
        ("/events", AccessPolicy.ReadBoard, "Page.Events"),
        ("/help", AccessPolicy.ReadBoard, "Page.Help"),
        ("/account", AccessPolicy.SignedIn, "Page.Account"),
    ];

    public int Order => 10;

    public string Policy => AccessPolicy.ReadBoard;

    public string Title => text["Pages"];

    public Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        var pages = navigation
            .Concat(tabs.Where(tab => tab.Group != TabGroup.Initiative).Select(tab => tab.Item))
            .OrderBy(item => item.Order)
            .Where(item => person.May(item.Policy))
            .Select(item => new SearchHit(item.Title(texts), "", item.Path))
            .Concat(
                Others
                    .Where(page => person.May(page.Policy))
                    .Select(page => new SearchHit(text[page.Key], "", page.Path))
            )
            .Where(hit => term.Fits(hit.Text))
            .DistinctBy(hit => hit.Path);
        return Task.FromResult<IReadOnlyList<SearchHit>>([.. pages]);
    }
}
