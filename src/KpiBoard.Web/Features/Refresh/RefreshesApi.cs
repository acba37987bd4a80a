using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>Asking for a refresh, and following it.</summary>
[Route("api/v1/refreshes")]
public sealed class RefreshesApi(RunLedger ledger) : BearerController
{
    /// <summary>Asks for a refresh; it runs as soon as no other does. Its address is in Location.</summary>
    [HttpPost]
    [Authorize(AccessPolicy.ApiWrite)]
    [ProducesResponseType<RefreshAnswer>(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> Start(CancellationToken ct, bool full = false)
    {
        var id = await ledger.QueueAsync(RunTrigger.Api, full, User.By(), ct);
        var run = await ledger.FindAsync(id, ct);
        return AcceptedAtAction(nameof(Show), new { id }, RefreshAnswer.Of(run!));
    }

    /// <summary>How far a refresh is, and what it changed.</summary>
    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<RefreshAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Show(long id, CancellationToken ct) =>
        await ledger.FindAsync(id, ct) is { } run
            ? Ok(RefreshAnswer.Of(run))
            : Problem($"There is no refresh {id}.", statusCode: StatusCodes.Status404NotFound);
}
