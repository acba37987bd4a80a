using System.Net.Mime;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Csv;
using KpiBoard.Web.Infrastructure.Json;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>Figures and bridges for scripts, with the options of the commands.</summary>
[Route("api/v1")]
[Authorize(AccessPolicy.ApiRead)]
public sealed class KpisApi(KpiQueries queries, CompanySettingsStore settings) : BearerController
{
    private const string Csv = "csv";

    /// <summary>Every figure in its last complete period.</summary>
    [HttpGet("kpis")]
    [ProducesResponseType<IReadOnlyList<KpiPoint>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public Task<IActionResult> List([FromQuery] KpiOptions options, string? format, CancellationToken ct) =>
        AnswerAsync(options, format, request => queries.ListAsync(request, ct), ct);

    /// <summary>One figure over its periods.</summary>
    [HttpGet("kpis/{code}")]
    [ProducesResponseType<IReadOnlyList<KpiPoint>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Show(
        string code,
        [FromQuery] KpiOptions options,
        string? format,
        CancellationToken ct
    ) =>
        (await queries.BookAsync(ct)).TryGet(code, out var kpi)
            ? await AnswerAsync(options, format, request => queries.ShowAsync(kpi, request, ct), ct)
            : Problem($"There is no figure '{code}'.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>How revenue or margin went from one period to the next.</summary>
    [HttpGet("bridge")]
    [ProducesResponseType<IReadOnlyList<BridgePoint>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public Task<IActionResult> Bridge([FromQuery] KpiOptions options, string? format, CancellationToken ct) =>
        AnswerAsync(options, format, request => queries.BridgeAsync(request, ct), ct);

    private async Task<IActionResult> AnswerAsync<T>(
        KpiOptions options,
        string? format,
        Func<KpiRequest, Task<IReadOnlyList<T>>> query,
        CancellationToken ct
    )
    {
        try
        {
            var points = await query(KpiRequest.Of(options, await settings.GetAsync(ct)));
            return format == Csv
                ? Content(CsvText.Of(points), MediaTypeNames.Text.Csv)
                : new JsonResult(points, KpiJson.Options);
        }
        catch (KpiRequestException wrong)
        {
            return Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}
