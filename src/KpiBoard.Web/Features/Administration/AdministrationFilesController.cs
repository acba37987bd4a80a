using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

/// <summary>The administration's tables as files; no password, link or token is ever in one.</summary>
[Route("administration")]
[Authorize(AccessPolicy.Administer)]
public sealed class AdministrationFilesController(
    UserQueries users,
    ApiTokens tokens,
    JobLog log,
    SheetMaker sheets,
    IStringLocalizer<AdministrationText> text
) : Controller
{
    /// <summary>More than are kept.</summary>
    private const int AllRuns = 1_000_000;

    [HttpGet("users/csv")]
    [HttpGet("users/xlsx")]
    public async Task<IActionResult> Users(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Users"],
            "users",
            [
                "name",
                "email",
                "roles",
                "business_units",
                "created_at",
                "last_sign_in_at",
                "two_step_since",
                "disabled_at",
            ],
            (await users.ListAsync(ct)).Select(person =>
                (IReadOnlyList<object?>)
                    [
                        person.User.Name,
                        person.User.Email,
                        string.Join(", ", person.Roles),
                        string.Join(", ", person.Units),
                        person.User.CreatedAt,
                        person.User.LastSignInAt,
                        person.User.TwoStepSince,
                        person.User.DisabledAt,
                    ]
            )
        );

    [HttpGet("tokens/csv")]
    [HttpGet("tokens/xlsx")]
    public async Task<IActionResult> Tokens(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Tokens"],
            "tokens",
            ["name", "scopes", "created_at", "created_by", "expires_at", "last_used_at", "revoked_at"],
            (await tokens.ListAsync(ct)).Select(token =>
                (IReadOnlyList<object?>)
                    [
                        token.Name,
                        token.Scopes,
                        token.CreatedAt,
                        token.CreatedBy,
                        token.ExpiresAt,
                        token.LastUsedAt,
                        token.RevokedAt,
                    ]
            )
        );

    [HttpGet("jobs/csv")]
    [HttpGet("jobs/xlsx")]
    public async Task<IActionResult> Jobs(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["Jobs"],
            "jobs",
            ["job", "started_at", "finished_at", "asked_by", "error"],
            (await log.NewestAsync(AllRuns, ct)).Select(run =>
                (IReadOnlyList<object?>)[run.Job, run.StartedAt, run.FinishedAt, run.AskedBy, run.Error]
            )
        );
}
