using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Targets.Resources;
using KpiBoard.Web.Infrastructure.Access;
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
            .Select(target =>
                (IReadOnlyList<object?>)
                    [
                        target.Kpi,
                        target.Period,
                        target.Value,
                        target.Threshold,
                        .. Members(target.Dimension, target.Member),
                        target.SetAt,
                        target.SetBy,
                        null,
                    ]
            );
        var planned = (await queries.AllPlannedAsync(ct))
            .Where(target => units.Includes(target.Dimension, target.Member))
            .Select(target =>
                (IReadOnlyList<object?>)
                    [
                        target.Kpi,
                        target.Period,
                        target.Value,
                        target.Threshold,
                        .. Members(target.Dimension, target.Member),
                        target.PublishedAt,
                        target.StartedBy,
                        target.BatchId,
                    ]
            );
        return await sheets.MakeAsync(text["Title"], "targets", Header, set.Concat(planned));
    }

    private static IEnumerable<string?> Members(string dimension, string member) =>
        KpiDimensions.All.Select(one => one == dimension ? member : null);
}
