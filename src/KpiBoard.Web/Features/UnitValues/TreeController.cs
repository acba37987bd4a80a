using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.UnitValues.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.UnitValues;

/// <summary>From customer to money: the tree, and its tables as files.</summary>
[Route("strategy")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TreeController(
    UnitValueReader reader,
    TreeComposer composer,
    UserQueries users,
    SheetMaker sheets,
    IStringLocalizer<UnitValuesText> text
) : Controller
{
    private static readonly string[] TreeHeader =
    [
        "driver",
        "kpi",
        .. KpiDimensions.All,
        "value_of_one_unit",
        "currency",
        "origin",
        "theme",
        "initiative",
        "status",
        "change_low",
        "change_likely",
        "change_high",
        "by_when",
        "worth_low",
        "worth_likely",
        "worth_high",
    ];

    private static readonly string[] ValuesHeader =
    [
        "kpi",
        .. KpiDimensions.All,
        "unit",
        "value_of_one_unit",
        "currency",
        "origin",
        "computed",
        "through",
        "owner",
        "source",
        "as_of",
        "stale",
    ];

    [HttpGet("tree")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(composer.Compose(await ReadAsync(ct)));

    [HttpGet("tree/csv")]
    [HttpGet("tree/xlsx")]
    public async Task<IActionResult> Tree(CancellationToken ct)
    {
        var situation = await ReadAsync(ct);
        return await sheets.MakeAsync(
            text["Title"],
            "customer-to-money",
            TreeHeader,
            composer.Compose(situation).Lines.Select(line => Row(line, situation))
        );
    }

    [HttpGet("values/csv")]
    [HttpGet("values/xlsx")]
    public async Task<IActionResult> Values(CancellationToken ct)
    {
        var units = await users.VisibleUnitsAsync(User, ct);
        var situation = await reader.ReadAsync(units, ct);
        return await sheets.MakeAsync(
            text["Values.Title"],
            "unit-values",
            ValuesHeader,
            UnitValueComposer.Keys(situation, units).Select(key => Row(key, situation))
        );
    }

    private async Task<UnitValueSituation> ReadAsync(CancellationToken ct) =>
        await reader.ReadAsync(await users.VisibleUnitsAsync(User, ct), ct);

    private static IReadOnlyList<object?> Row(TreeLine line, UnitValueSituation situation)
    {
        var link = line.Initiative.Link;
        var worth = situation.Values.Of(link.Kpi, link.Dimension, link.Member);
        return
        [
            line.Driver,
            link.Kpi,
            .. Members(link.Key),
            worth.Amount,
            worth.IsKnown ? situation.Values.Currency : null,
            Name(worth.Origin),
            line.Theme,
            link.Title,
            link.Status,
            link.ChangeLow,
            link.ChangeLikely,
            link.ChangeHigh,
            link.ByWhen,
            Worth(link.ChangeLow),
            Worth(link.ChangeLikely),
            Worth(link.ChangeHigh),
        ];

        double? Worth(double change) => UnitValueSituation.Worth(link, change, situation.Values, situation.Figures);
    }

    private static IReadOnlyList<object?> Row(UnitValueKey key, UnitValueSituation situation)
    {
        var worth = situation.Values.Of(key.Kpi, key.Dimension, key.Member);
        return
        [
            key.Kpi,
            .. Members(key),
            worth.Unit.Text(),
            worth.Amount,
            worth.IsKnown ? situation.Values.Currency : null,
            Name(worth.Origin),
            worth.Computed?.Amount,
            worth.Set?.Through,
            worth.Set?.Owner,
            worth.Set?.Source,
            worth.Set?.AsOf,
            worth.Set?.IsStale(situation.Today),
        ];
    }

    private static IEnumerable<object?> Members(UnitValueKey key) =>
        KpiDimensions.All.Select(dimension => dimension == key.Dimension ? key.Member : null);

    /// <summary>As scripts read it: <c>company-share</c>.</summary>
    internal static string Name(UnitWorthOrigin origin) =>
        origin switch
        {
            UnitWorthOrigin.Set => "set",
            UnitWorthOrigin.Computed => "computed",
            UnitWorthOrigin.CompanyShare => "company-share",
            _ => "none",
        };
}
