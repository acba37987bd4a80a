using System.Security.Claims;
using System.Text.Encodings.Web;
using KpiBoard.Web.Infrastructure.Errors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary><c>Authorization: Bearer TOKEN</c>, for endpoints only.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ApiTokens tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }
        var (token, refusal) = await tokens.UseAsync(header[Bearer.Length..].Trim(), Context.RequestAborted);
        if (token is null)
        {
            return AuthenticateResult.Fail(refusal!);
        }
        var scopes = token.Scopes.Split(' ').Select(scope => new Claim(Person.ScopeClaim, scope));
        var identity = new ClaimsIdentity(
            [new Claim(Person.NameClaim, $"token {token.Name}"), .. scopes],
            AccessSchemes.ApiToken,
            Person.NameClaim,
            Person.RoleClaim
        );
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), AccessSchemes.ApiToken)
        );
    }

    /// <summary>Only who holds the token's secret is told more than that it does not work.</summary>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var refusal = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Context.ExplainError(refusal ?? "This address asks for a token: Authorization: Bearer TOKEN.");
        await base.HandleChallengeAsync(properties);
        // RFC 6750, section 3.1
        Response.Headers[HeaderNames.WWWAuthenticate] = refusal is null
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal}\"";
    }
}
