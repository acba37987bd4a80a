using System.ComponentModel.DataAnnotations;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Evidence for scripts.</summary>
[Route("api/v1/initiatives/{id:long}/evidence")]
public sealed class EvidenceApi(
    EvidenceQueries queries,
    EvidenceStore store,
    CompanySettingsStore settings,
    TimeProvider clock
) : BearerController
{
    /// <summary>What an initiative rests on, the newest first.</summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<EvidenceAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> List(long id, CancellationToken ct)
    {
        if (await queries.HeadAsync(id, ct) is null)
        {
            return Unknown(id);
        }
        var company = await settings.GetAsync(ct);
        var rows = await queries.OfAsync(id, ct);
        var standing = EvidenceLedger.Assess(
            rows.Select(row => row.ToItem()),
            company.DateOf(clock.GetUtcNow()),
            company.HalfLives
        );
        return Ok(
            new EvidenceAnswer(
                EvidenceKeys.Key(standing.Grade),
                standing.Chance,
                standing.FreshUntil,
                standing.IsStale,
                [.. rows.Select(EvidenceItemAnswer.Of)]
            )
        );
    }

    /// <summary>Adds evidence under the token's name.</summary>
    /// <response code="201">Added; the answer is the evidence.</response>
    [HttpPost("")]
    [Authorize(AccessPolicy.ApiWrite)]
    [ProducesResponseType<EvidenceItemAnswer>(StatusCodes.Status201Created)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public async Task<IActionResult> Add(long id, EvidenceRequest request, CancellationToken ct)
    {
        if (await queries.HeadAsync(id, ct) is null)
        {
            return Unknown(id);
        }
        var today = (await settings.GetAsync(ct)).DateOf(clock.GetUtcNow());
        if (request.Wrong(today) is { } wrong)
        {
            return Problem(wrong, statusCode: StatusCodes.Status400BadRequest);
        }
        var added = await store.AddAsync(id, request.ToContent(), null, User.ToAssessor(), ct);
        var row = (await queries.FindAsync(id, added!.Value, ct))!;
        return Created((Uri?)null, EvidenceItemAnswer.Of(row));
    }

    private ObjectResult Unknown(long id) =>
        Problem($"There is no initiative {id}.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>What a script says is known.</summary>
public sealed record EvidenceRequest
{
    /// <summary>
    /// <c>quantitative</c>, <c>qualitative</c>, <c>interview</c>, <c>observation</c>, <c>experiment</c>, <c>survey</c> or
    /// <c>other</c>.
    /// </summary>
    [Required]
    public string? Kind { get; init; }

    /// <summary><c>assumption</c>, <c>qualitative</c>, <c>quantitative</c> or <c>tested</c>.</summary>
    [Required]
    public string? Grade { get; init; }

    /// <summary>Not in the future.</summary>
    [Required]
    public DateOnly? FoundOn { get; init; }

    /// <summary>What it says about the cause.</summary>
    [Required, MaxLength(EvidenceRules.LongestSays)]
    public string? Says { get; init; }

    /// <summary>It speaks against the cause that the initiative goes for.</summary>
    public bool IsAgainst { get; init; }

    /// <summary>A link that begins with http:// or https://.</summary>
    public string? Source { get; init; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Wrong(DateOnly today) =>
        !EvidenceKeys.Kinds.Contains(Kind!) ? $"There is no kind '{Kind}': {string.Join(", ", EvidenceKeys.Kinds)}."
        : !EvidenceKeys.Grades.Contains(Grade!)
            ? $"There is no grade '{Grade}': {string.Join(", ", EvidenceKeys.Grades)}."
        : FoundOn > today ? $"Evidence cannot be found in the future; today is {EvidenceRules.Show(today)}."
        : string.IsNullOrWhiteSpace(Says) ? "Say what it tells about the cause."
        : Source?.Trim() is { Length: > 0 } link && !EvidenceRules.IsLink(link)
            ? "The source is a link that begins with http:// or https://."
        : null;

    public EvidenceContent ToContent() =>
        new(Kind!, Grade!, FoundOn!.Value, Says!.ReplaceLineEndings("\n").Trim())
        {
            IsAgainst = IsAgainst,
            Origin = Source?.Trim() ?? "",
        };
}

/// <summary>What an initiative rests on.</summary>
/// <param name="Grade">That of the strongest evidence.</param>
/// <param name="Chance">The chance of success that it gives, aged, 0 to 1.</param>
/// <param name="FreshUntil">The last day before it is stale; null for an assumption.</param>
public sealed record EvidenceAnswer(
    string Grade,
    double Chance,
    DateOnly? FreshUntil,
    bool IsStale,
    IReadOnlyList<EvidenceItemAnswer> Evidence
);

public sealed record EvidenceItemAnswer(
    long Id,
    string Kind,
    string Grade,
    DateOnly FoundOn,
    string Says,
    bool IsAgainst,
    string? Source,
    string? File,
    string AssessedBy,
    DateTimeOffset AssessedAt
)
{
    public static EvidenceItemAnswer Of(EvidenceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(
            row.Id,
            row.Kind,
            row.Grade,
            row.FoundOn,
            row.Says,
            row.IsAgainst,
            row.Origin.Length == 0 ? null : row.Origin,
            row.IsFileRemoved ? null : row.FileName,
            row.AssessedBy,
            row.AssessedAt
        );
    }
}
