using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>
/// Checks id tokens as OpenID Connect Core 1.0, section 3.1.3.7 asks: issuer, audience, authorized party, algorithm,
/// signature, lifetime, time of issue, nonce. A key that is not known is asked for once.
/// </summary>
internal sealed class OidcTokens(OidcOptions options, OidcProvider provider, TimeProvider clock)
{
    /// <summary>Clocks differ by this much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>It was made for the code that was just redeemed. Some providers date tokens back by five minutes.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromMinutes(15);

    /// <summary>With a key pair only: neither none nor a secret that both sides know.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new();

    /// <summary>What the token says of the person.</summary>
    /// <exception cref="OidcException">It cannot be believed.</exception>
    public async Task<ClaimsIdentity> CheckAsync(string token, string nonce, CancellationToken ct)
    {
        var configuration = await provider.GetAsync(ct);
        var result = await ValidateAsync(token, configuration);
        if (result.Exception is SecurityTokenInvalidSignatureException && !KnowsKeyOf(token, configuration))
        {
            result = await ValidateAsync(token, await provider.RefreshAsync(ct));
        }
        if (!result.IsValid)
        {
            // The library's messages hide what the token holds; its name says enough.
            throw Invalid(result.Exception?.GetType().Name ?? "not valid", result.Exception);
        }
        var found = (JsonWebToken)result.SecurityToken;
        CheckParty(found);
        CheckIssueTime(found);
        if (!FitsNonce(found, nonce))
        {
            throw Invalid("the nonce is not that of this sign-in");
        }
        return string.IsNullOrEmpty(found.Subject) ? throw Invalid("it has no subject") : result.ClaimsIdentity;
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration configuration) =>
        handler.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = configuration.Issuer,
                ValidAudience = options.ClientId,
                IssuerSigningKeys = configuration.SigningKeys,
                ValidAlgorithms = Algorithms,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ValidateIssuerSigningKey = true,
                LifetimeValidator = (from, until, _, _) => IsNow(from, until),
            }
        );

    private bool KnowsKeyOf(string token, OpenIdConnectConfiguration configuration) =>
        handler.ReadJsonWebToken(token).Kid is { Length: > 0 } id
        && configuration.SigningKeys.Any(key => key.KeyId == id);

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // A token without a beginning may come here with the first of all days: nothing is taken from it.
        return until is { } end && now - Skew < end && (from is not { } start || now + Skew > start);
    }

    private void CheckParty(JsonWebToken token)
    {
        var party = token.TryGetClaim("azp", out var claim) ? claim.Value : null;
        if (party is not null ? party != options.ClientId : token.Audiences.Skip(1).Any())
        {
            throw Invalid("it was made for another party");
        }
    }

    private void CheckIssueTime(JsonWebToken token)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (!token.TryGetClaim("iat", out _) || token.IssuedAt < now - Oldest || token.IssuedAt > now + Skew)
        {
            throw Invalid("it was not issued just now");
        }
    }

    private static bool FitsNonce(JsonWebToken token, string nonce) =>
        token.TryGetClaim("nonce", out var claim)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(claim.Value), Encoding.UTF8.GetBytes(nonce));

    private static OidcException Invalid(string why, Exception? cause = null) =>
        new(OidcTrouble.Invalid, $"The id token is refused: {why}.", cause);
}
