using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

/// <summary>Who failed to sign in: on accounts that exist, and on such as do not.</summary>
[Route("administration/sign-ins")]
[Authorize(AccessPolicy.Administer)]
public sealed class SignInsController(
    SignInLog log,
    UnknownSignIns unknown,
    SheetMaker sheets,
    IStringLocalizer<AdministrationText> text
) : Controller
{
    private const int Shown = 50;
    private const int AllOfThem = 1_000_000;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        View("SignIns", new SignInsPage(await log.FailuresAsync(Shown, ct), await unknown.NewestAsync(Shown, ct)));

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> Failures(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["SignIns"],
            "sign-ins",
            ["at", "email", "way", "address", "browser"],
            (await log.FailuresAsync(AllOfThem, ct)).Select(failure =>
                (IReadOnlyList<object?>)[failure.At, failure.Email, failure.Way, failure.Address, failure.Browser]
            )
        );

    [HttpGet("unknown/csv")]
    [HttpGet("unknown/xlsx")]
    public async Task<IActionResult> Unknown(CancellationToken ct) =>
        await sheets.MakeAsync(
            text["SignIns.Unknown"],
            "unknown-sign-ins",
            ["last_at", "first_at", "mark", "attempts", "address", "browser"],
            (await unknown.NewestAsync(AllOfThem, ct)).Select(attempt =>
                (IReadOnlyList<object?>)
                    [
                        attempt.LastAt,
                        attempt.FirstAt,
                        attempt.TypedHash,
                        attempt.Attempts,
                        attempt.Address,
                        attempt.Browser,
                    ]
            )
        );
}

public sealed record SignInsPage(IReadOnlyList<SignInFailure> Failures, IReadOnlyList<UnknownSignIn> Unknown);
