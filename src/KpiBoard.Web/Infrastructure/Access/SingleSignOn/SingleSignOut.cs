using Microsoft.AspNetCore.WebUtilities;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>OpenID Connect RP-Initiated Logout 1.0: whoever came from the provider may leave there too.</summary>
public sealed partial class SingleSignOut(
    OidcOptions options,
    OidcProvider provider,
    Sessions sessions,
    ILogger<SingleSignOut> log
)
{
    /// <summary>Where this browser's person signs out of the provider; null when there is nothing to sign out of there.</summary>
    public async Task<string?> AddressAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var ct = context.RequestAborted;
        if (
            !options.SignOutThere
            || context.User.SessionKey() is not { } key
            || await sessions.IdTokenAsync(key, ct) is not { } idToken
        )
        {
            return null;
        }
        try
        {
            var configuration = await provider.GetAsync(ct);
            var request = context.Request;
            return configuration.EndSessionEndpoint is not { Length: > 0 } address
                ? null
                : QueryHelpers.AddQueryString(
                    address,
                    new Dictionary<string, string?>
                    {
                        ["id_token_hint"] = idToken,
                        ["client_id"] = options.ClientId,
                        ["post_logout_redirect_uri"] = $"{request.Scheme}://{request.Host}{request.PathBase}/sign-in",
                    }
                );
        }
        catch (OidcException error)
        {
            // Leaving here must work while the provider is down.
            LogHere(error.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Somebody is signed out here only. {Problem}")]
    private partial void LogHere(string problem);
}
