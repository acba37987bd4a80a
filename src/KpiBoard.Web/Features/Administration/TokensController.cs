using FluentValidation;
using KpiBoard.Web.Features.Administration.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Administration;

[Route("administration/tokens")]
[Authorize(AccessPolicy.Administer)]
public sealed class TokensController(ApiTokens tokens, TimeProvider clock, IStringLocalizer<AdministrationText> text)
    : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(string? revoked, CancellationToken ct)
    {
        ViewData["Revoked"] = revoked;
        return ShowAsync(new TokenForm(), null, ct);
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(TokenForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return await ShowAsync(form, null, ct);
        }
        if (await tokens.AddAsync(form.Name.Trim(), form.Scopes, form.Days, User.By(), ct) is { } made)
        {
            return await ShowAsync(new TokenForm(), made, ct);
        }
        ModelState.AddModelError(nameof(form.Name), text["Tokens.NameTaken"]);
        return await ShowAsync(form, null, ct);
    }

    [HttpPost("revoke")]
    public async Task<IActionResult> Revoke(string name, CancellationToken ct)
    {
        await tokens.RevokeAsync(name, ct);
        return RedirectToAction(nameof(Index), new { revoked = name });
    }

    private async Task<IActionResult> ShowAsync(TokenForm form, string? made, CancellationToken ct) =>
        View("Tokens", new TokensPage(await tokens.ListAsync(ct), form, made, clock.GetUtcNow()));
}

public sealed record TokensPage(IReadOnlyList<ApiToken> Tokens, TokenForm Form, string? Made, DateTimeOffset Now)
{
    /// <summary>One that works and has no end.</summary>
    public bool AnyForever => Tokens.Any(token => token is { ExpiresAt: null, RevokedAt: null });
}

public sealed record TokenForm
{
    public string Name { get; init; } = "";
    public List<string> Scopes { get; init; } = [];
    public int Days { get; init; } = ApiTokens.DefaultDays;
}

internal sealed class TokenFormValidator : AbstractValidator<TokenForm>
{
    public TokenFormValidator(IStringLocalizer<AdministrationText> text)
    {
        RuleFor(form => form.Name)
            .Must(name => name.Trim().Length is > 0 and <= 100)
            .WithMessage(_ => text["Invalid.Name"]);
        RuleFor(form => form.Scopes)
            .Must(scopes => scopes.Count > 0 && scopes.All(ApiScope.All.Contains))
            .WithMessage(_ => text["Invalid.Scopes"]);
        RuleFor(form => form.Days).Must(ApiTokens.DaysToChoose.Contains).WithMessage(_ => text["Invalid.Days"]);
    }
}
