using System.Security.Claims;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Search;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

/// <summary>The settings, for who may change them.</summary>
internal sealed class SettingSource(IStringLocalizer<AdministrationText> text) : ISearchSource
{
    public int Order => 70;

    public string Policy => AccessPolicy.Administer;

    public string Title => text["Settings"];

    public Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        var hits = term.IsEmpty
            ? []
            : SettingDefinition
                .All.Select(setting =>
                    (
                        setting.Key,
                        Name: text[$"Setting.{setting.TextKey}"],
                        Hint: text[$"Setting.{setting.TextKey}.Hint"]
                    )
                )
                .Where(setting => term.Fits(setting.Name, setting.Key))
                .Select(setting => new SearchHit(
                    setting.Name,
                    setting.Hint,
                    $"/administration/settings#Values_{setting.Key.Replace('.', '_')}_"
                ));
        return Task.FromResult<IReadOnlyList<SearchHit>>([.. hits]);
    }
}
