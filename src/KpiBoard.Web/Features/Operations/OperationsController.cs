using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Operations;

/// <summary>Versions, disk, nodes, refresh, imports, sources, jobs and backup on one page.</summary>
[Route("administration/operations")]
[Authorize(AccessPolicy.Administer)]
public sealed class OperationsController(OperationsQueries queries, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        View("Operations", new OperationsPage(await queries.ReadAsync(ct), clock.GetUtcNow()));
}
