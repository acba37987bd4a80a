using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>
/// OpenID Connect's authorization code flow with PKCE on the framework's OAuth handler, which keeps the state, encrypted, and
/// the cookie that ties it to the browser. This adds discovery, the nonce, the id token, and that no answer is taken twice.
/// </summary>
internal sealed class OidcHandler(
    IOptionsMonitor<OAuthOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    OidcProvider provider,
    OidcTokens idTokens,
    OidcPeople people,
    TakenAnswers answers,
    IHttpClientFactory clients
) : OAuthHandler<OAuthOptions>(options, logger, encoder)
{
    private const string NonceItem = "nonce";
    private const string AskedAtItem = "asked-at";

    private OpenIdConnectConfiguration? configuration;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        configuration = await provider.GetAsync(Context.RequestAborted);
        properties.Items[NonceItem] = Secret.Create();
        properties.Items[OAuthConstants.CodeVerifierKey] = Secret.Create();
        properties.Items[AskedAtItem] = TimeProvider
            .GetUtcNow()
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(
            configuration!.AuthorizationEndpoint,
            new Dictionary<string, string?>
            {
                ["client_id"] = Options.ClientId,
                ["response_type"] = "code",
                ["scope"] = string.Join(' ', Options.Scope),
                ["redirect_uri"] = redirectUri,
                ["nonce"] = properties.Items[NonceItem],
                // RFC 7636; the verifier travels inside the encrypted state.
                ["code_challenge"] = WebEncoders.Base64UrlEncode(
                    SHA256.HashData(Encoding.ASCII.GetBytes(properties.Items[OAuthConstants.CodeVerifierKey]!))
                ),
                ["code_challenge_method"] = "S256",
                ["state"] = Options.StateDataFormat.Protect(properties),
            }
        );

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // RFC 9207: an answer that says whose it is, is taken from this provider only.
        var issuer = Request.Query["iss"].ToString();
        if (issuer.Length > 0 && issuer != (await provider.GetAsync(Context.RequestAborted)).Issuer)
        {
            throw new OidcException(OidcTrouble.Invalid, "The answer is that of another identity provider.");
        }
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var items = context.Properties.Items;
        var askedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(items[AskedAtItem]!, CultureInfo.InvariantCulture));
        if (TimeProvider.GetUtcNow() - askedAt > TakenAnswers.Lifetime)
        {
            throw new OidcException(OidcTrouble.Expired, "The answer came too late.");
        }
        if (!await answers.TakeAsync(items[NonceItem]!, Context.RequestAborted))
        {
            throw new OidcException(OidcTrouble.Expired, "The answer was taken before.");
        }
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["code_verifier"] = items[OAuthConstants.CodeVerifierKey]!,
        };
        items.Remove(OAuthConstants.CodeVerifierKey);
        return OAuthTokenResponse.Success(await RedeemAsync(form));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity,
        AuthenticationProperties properties,
        OAuthTokenResponse tokens
    )
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(tokens);
        var idToken = tokens.Response!.RootElement.TryGetProperty("id_token", out var value) ? value.GetString() : null;
        if (idToken is null)
        {
            throw new OidcException(OidcTrouble.Invalid, "The identity provider sent no id token.");
        }
        var claims = await idTokens.CheckAsync(idToken, properties.Items[NonceItem]!, Context.RequestAborted);
        Context.Features.Set(new CameIn(await people.ComeAsync(claims, Context), idToken));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<JsonDocument> RedeemAsync(Dictionary<string, string> form)
    {
        configuration ??= await provider.GetAsync(Context.RequestAborted);
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (configuration.TokenEndpointAuthMethodsSupported.Contains("client_secret_post"))
        {
            form["client_id"] = Options.ClientId;
            form["client_secret"] = Options.ClientSecret;
        }
        else
        {
            // RFC 6749, section 2.3.1: encoded as in a form before it is encoded for the header.
            var pair = $"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        request.Content = new FormUrlEncodedContent(form);
        try
        {
            using var client = clients.CreateClient(OidcProvider.Client);
            using var answer = await client.SendAsync(request, Context.RequestAborted);
            await using var body = await answer.Content.ReadAsStreamAsync(Context.RequestAborted);
            if (answer.IsSuccessStatusCode)
            {
                return await JsonDocument.ParseAsync(body, default, Context.RequestAborted);
            }
            throw new OidcException(
                (int)answer.StatusCode >= 500 ? OidcTrouble.Unreachable : OidcTrouble.Failed,
                $"The identity provider does not redeem the code: status {(int)answer.StatusCode}, {await ErrorAsync(body)}."
            );
        }
        catch (Exception error)
            when (error is HttpRequestException or IOException or JsonException
                || (error is OperationCanceledException && !Context.RequestAborted.IsCancellationRequested)
            )
        {
            throw new OidcException(
                OidcTrouble.Unreachable,
                $"The identity provider's token endpoint does not answer: {error.Message}",
                error
            );
        }
    }

    /// <summary>The error's code (RFC 6749, section 5.2); a description may hold what was sent.</summary>
    private async Task<string> ErrorAsync(Stream body)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, default, Context.RequestAborted);
            return document.RootElement.TryGetProperty("error", out var error) ? $"{error}" : "no error code";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "no error code";
        }
    }
}

/// <summary>Who came in, with what the provider said, for when that person signs out there too.</summary>
internal sealed record CameIn(AppUser User, string IdToken);
