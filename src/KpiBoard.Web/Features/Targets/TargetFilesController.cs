using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Targets;

/// <summary>The targets in force as a file, with the columns of a plan: it can be changed and imported again.</summary>
[Route("targets")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class TargetFilesController(
    TargetPageQueries queries,
    UserQueries users,
    SheetMaker sheets,
    IStringLocalizer<TargetsText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "kpi",
        "period",
        "value",
        "threshold",
        .. KpiDimensions.All,
        "set_at",
        "set_by",
        "import",
    ];

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var units = await users.VisibleUnitsAsync(User, ct);
        var set = (await queries.AllSetAsync(ct))
            .Where(target => units.Includes(target.Dimension, target.Member))
            .Select(target => Row(target, target.SetAt, target.SetBy, import: null));
        var planned = (await queries.AllPlannedAsync(ct))
            .Where(target => units.Includes(target.Dimension, target.Member))
            .Select(target => Row(target, target.PublishedAt, target.StartedBy, target.BatchId));
        return await sheets.MakeAsync(text["Title"], "targets", Header, set.Concat(planned));
    }

    private static IReadOnlyList<object?> Row(TargetRow target, DateTimeOffset setAt, string setBy, long? import) =>
        [
            target.Kpi,
            target.Period,
            target.Value,
            target.Threshold,
            .. KpiDimensions.All.Select(dimension => dimension == target.Dimension ? target.Member : null),
            setAt,
            setBy,
            import,
        ];
}
