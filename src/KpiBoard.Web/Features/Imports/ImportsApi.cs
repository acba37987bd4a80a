using KpiBoard.Web.Features.Imports.Files;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Files from scripts: the body of the request is the file, as it is or packed by gzip.</summary>
[Route("api/v1/imports")]
public sealed class ImportsApi(
    ImportRunner runner,
    ImportQueries queries,
    ImportUndo undo,
    ProfileStore profiles,
    QuarantineDownload quarantine,
    SpoolFolder spool,
    ImportOptions limits,
    StopGrace grace
) : BearerController
{
    private const int LongestKey = 200;

    /// <summary>Imports the body.</summary>
    /// <response code="201">Imported; the answer says what.</response>
    /// <response code="409">The same content has been imported already.</response>
    /// <response code="422">Refused, with line and column of what is wrong; nothing was stored.</response>
    [HttpPost("{kind}")]
    [Authorize(AccessPolicy.ApiImports)]
    [DisableRequestSizeLimit]
    [DisableRequestTimeout]
    [EnableRateLimiting(RateLimits.Imports)]
    [ProducesResponseType<ImportAnswer>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status413PayloadTooLarge)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status422UnprocessableEntity)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status429TooManyRequests)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public async Task<IActionResult> Import(
        string kind,
        [FromQuery] ImportParameters parameters,
        [FromHeader(Name = "Idempotency-Key")] string? key,
        CancellationToken ct
    )
    {
        if (key?.Length > LongestKey)
        {
            return Wrong(new ImportMessage("idempotency.tooLong", $"{LongestKey}"));
        }
        try
        {
            var request = await parameters.ToRequestAsync(kind, User.By(), profiles.GetAsync, ct);
            using var file = await spool.SaveAsync(Request.Body, limits.MaxUploadBytes, ct);
            if (key is not null && await queries.FirstAnswerAsync(kind, key, User.By(), ct) is { } first)
            {
                return Replay(first, file, request.Profile.Sheet, ct);
            }
            // A caller that loses patience changes nothing: the import goes on, and asking again finds it done.
            var answer = await runner.RunAsync(
                request with
                {
                    Path = file.Path,
                    FileName = parameters.NameOf(Request.Headers.ContentDisposition, kind),
                    IdempotencyKey = key,
                },
                _ => { },
                grace.Token
            );
            // Two requests with one key at once: the second finds what the first one did.
            return
                answer.Status == ImportAnswer.AlreadyImported
                && key is not null
                && await queries.FirstAnswerAsync(kind, key, User.By(), ct) is { } same
                ? ToResult(same)
                : ToResult(answer);
        }
        catch (ImportUsageException wrong)
        {
            return Wrong(wrong.Reason);
        }
        catch (OperationCanceledException) when (grace.Token.IsCancellationRequested)
        {
            Response.Headers.RetryAfter = "30";
            return Problem(
                "The server stops. Nothing of the file was stored: send it again.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
        }
        catch (ImportRefusedException tooLarge)
        {
            return Problem(tooLarge.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
        }
    }

    /// <summary>What has been imported, the newest first.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiReadImports)]
    public async Task<IReadOnlyList<ImportAnswer>> Ledger(CancellationToken ct) => await queries.LedgerAsync(ct);

    /// <summary>One import, a refused one too.</summary>
    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ApiReadImports)]
    [ProducesResponseType<ImportAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Find(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is { } answer ? Ok(answer) : NotFound();

    /// <summary>The rows that an import put aside, as a file that can be corrected and sent again.</summary>
    [HttpGet("{id:long}/quarantine")]
    [DisableRequestTimeout]
    [Authorize(AccessPolicy.ApiImports)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Quarantine(long id, CancellationToken ct) =>
        await quarantine.OpenAsync(id, ct) is { } file ? File(file.Content, file.ContentType, file.Name) : NotFound();

    /// <summary>Undoes an import; what it replaced is current again.</summary>
    [HttpDelete("{id:long}")]
    [Authorize(AccessPolicy.ApiImports)]
    [ProducesResponseType<ImportAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<IActionResult> Undo(long id, CancellationToken ct)
    {
        if (await undo.UndoAsync(id, User.By(), ct) is not { } refused)
        {
            return Ok(await queries.FindAsync(id, ct));
        }
        return Problem(
            refused.ToString(),
            statusCode: refused.Code == ImportUndo.Unknown
                ? StatusCodes.Status404NotFound
                : StatusCodes.Status409Conflict
        );
    }

    /// <summary>The first answer under the caller's key, if this is the same content.</summary>
    private IActionResult Replay(ImportAnswer first, SpooledFile file, string? sheet, CancellationToken ct) =>
        first.Hash == ContentScan.Run(new ImportFile(file.Path, file.Name, limits, sheet), _ => { }, ct).Hash
            ? ToResult(first)
            : Problem(
                new ImportMessage("idempotency.otherContent").ToString(),
                statusCode: StatusCodes.Status422UnprocessableEntity
            );

    private IActionResult ToResult(ImportAnswer answer) =>
        answer.Status switch
        {
            ImportAnswer.Refused => Refused(answer),
            ImportAnswer.AlreadyImported => Already(answer),
            ImportAnswer.DryRun => Ok(answer),
            _ => CreatedAtAction(nameof(Find), new { id = answer.Id }, answer),
        };

    private ObjectResult Already(ImportAnswer answer)
    {
        var problem = ProblemDetailsFactory.CreateProblemDetails(
            HttpContext,
            StatusCodes.Status409Conflict,
            detail: new ImportMessage("import.already", $"{answer.Id}").ToString()
        );
        problem.Extensions["id"] = answer.Id;
        problem.Extensions["answer"] = answer;
        return Conflict(problem);
    }

    private ObjectResult Refused(ImportAnswer answer)
    {
        var problem = ProblemDetailsFactory.CreateProblemDetails(
            HttpContext,
            StatusCodes.Status422UnprocessableEntity,
            detail: answer.Errors![0].Message
        );
        problem.Extensions["id"] = answer.Id;
        problem.Extensions["errors"] = answer.Errors;
        problem.Extensions["errorCount"] = answer.ErrorCount;
        problem.Extensions["detected"] = answer.Detected;
        return UnprocessableEntity(problem);
    }

    private ObjectResult Wrong(ImportMessage reason) =>
        Problem(reason.ToString(), statusCode: StatusCodes.Status400BadRequest);
}
