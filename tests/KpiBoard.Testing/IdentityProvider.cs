using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace KpiBoard.Testing;

/// <summary>
/// A small OpenID provider on the loopback interface: discovery, keys, the authorization code flow with PKCE and codes that
/// work once, signing out. It can be told to lie in every way that a client has to notice.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "kpiboard";
    public const string ClientSecret = "a secret of the tests: +/%";

    private readonly WebApplication app;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Code> codes = new();
    private RSA key = RSA.Create(2048);
    private int keyNumber = 1;

    private IdentityProvider(WebApplication app, TimeProvider clock)
    {
        this.app = app;
        this.clock = clock;
    }

    public string Authority => app.Urls.First();

    /// <summary>What the id token says of whoever signs in.</summary>
    public Dictionary<string, JsonNode?> Person { get; } = new() { ["sub"] = "1", ["name"] = "Alma Berg" };

    /// <summary>The last word on an id token before it is signed.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };
    public TokenSignature Signature { get; set; }

    public bool IsDown { get; set; }
    public bool Denies { get; set; }
    public bool TakesCodesAgain { get; set; }

    /// <summary>People see a page and press a button; else they are sent back at once.</summary>
    public bool ShowsPage { get; set; }

    /// <summary>How the client proves who it is.</summary>
    public string AuthMethod { get; set; } = "client_secret_basic";

    public string? Issuer { get; set; }
    public int TokensAsked { get; private set; }
    public IQueryCollection? LastAuthorization { get; private set; }
    public IQueryCollection? LastSignOut { get; private set; }

    public IReadOnlyDictionary<string, string?> Configuration =>
        new Dictionary<string, string?>
        {
            ["SignIn:Oidc:Authority"] = Authority,
            ["SignIn:Oidc:ClientId"] = ClientId,
            ["SignIn:Oidc:ClientSecret"] = ClientSecret,
            ["SignIn:Oidc:DisplayName"] = "Aldervik ID",
            ["SignIn:Oidc:Groups:0:Group"] = "kpi-executives",
            ["SignIn:Oidc:Groups:0:Roles:0"] = "executive",
            ["SignIn:Oidc:Groups:1:Group"] = "kpi-care-denmark",
            ["SignIn:Oidc:Groups:1:Roles:0"] = "care",
            ["SignIn:Oidc:Groups:1:Units:0"] = "Denmark",
        };

    public static async Task<IdentityProvider> StartAsync(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var provider = new IdentityProvider(server, clock);
        server.Use(provider.FailAsync);
        server.MapGet("/.well-known/openid-configuration", provider.Discovery);
        server.MapGet("/keys", provider.Keys);
        server.MapGet("/authorize", provider.AuthorizeAsync);
        server.MapPost("/authorize", provider.AuthorizeAsync);
        // As a delegate: as a plain handler of requests its answer would be left unwritten.
        server.MapPost("/token", (Delegate)provider.TokenAsync);
        server.MapGet("/leave", provider.LeaveAsync);
        await server.StartAsync();
        return provider;
    }

    /// <summary>A new key signs, which the last discovery did not show.</summary>
    public void RollOver()
    {
        key.Dispose();
        key = RSA.Create(2048);
        keyNumber++;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        key.Dispose();
    }

    private string KeyId => $"key-{keyNumber}";

    private Task FailAsync(HttpContext context, RequestDelegate next)
    {
        if (IsDown)
        {
            context.Abort();
            return Task.CompletedTask;
        }
        return next(context);
    }

    private IResult Discovery() =>
        Results.Json(
            new JsonObject
            {
                ["issuer"] = Issuer ?? Authority,
                ["authorization_endpoint"] = $"{Authority}/authorize",
                ["token_endpoint"] = $"{Authority}/token",
                ["jwks_uri"] = $"{Authority}/keys",
                ["end_session_endpoint"] = $"{Authority}/leave",
                ["token_endpoint_auth_methods_supported"] = new JsonArray(AuthMethod),
            }
        );

    private IResult Keys()
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return Results.Json(
            new JsonObject
            {
                ["keys"] = new JsonArray(
                    new JsonObject
                    {
                        ["kty"] = "RSA",
                        ["use"] = "sig",
                        ["kid"] = KeyId,
                        ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                        ["e"] = Base64Url.EncodeToString(parameters.Exponent),
                    }
                ),
            }
        );
    }

    private async Task AuthorizeAsync(HttpContext context)
    {
        var query = LastAuthorization = context.Request.Query;
        if (ShowsPage && HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(
                "<!doctype html><html lang=en><link rel=icon href=data:,><title>Aldervik ID</title><h1>Aldervik ID</h1>"
                    + $"<form method=post action=\"{HtmlEncoder.Default.Encode(context.Request.QueryString.Value!)}\">"
                    + "<button>Continue as Alma Berg</button></form></html>"
            );
            return;
        }
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != ClientId || !back.EndsWith("/sign-in/callback", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var answer = new Dictionary<string, string?> { ["state"] = query["state"] };
        if (Denies)
        {
            answer["error"] = "access_denied";
        }
        else if (query["code_challenge_method"] != "S256" || query["response_type"] != "code")
        {
            answer["error"] = "invalid_request";
        }
        else
        {
            answer["code"] = RandomNumberGenerator.GetHexString(32);
            answer["iss"] = Authority;
            codes[answer["code"]!] = new(query["code_challenge"].ToString(), back, query["nonce"].ToString());
        }
        context.Response.Redirect(QueryHelpers.AddQueryString(back, answer));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        TokensAsked++;
        var form = await context.Request.ReadFormAsync();
        if (!IsClient(context.Request, form))
        {
            return Error("invalid_client", HttpStatusCode.Unauthorized);
        }
        var challenge = Base64Url.EncodeToString(
            SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))
        );
        var sent = form["code"].ToString();
        var known = TakesCodesAgain ? codes.TryGetValue(sent, out var code) : codes.TryRemove(sent, out code);
        if (!known || code!.Challenge != challenge || code.RedirectUri != form["redirect_uri"])
        {
            return Error("invalid_grant", HttpStatusCode.BadRequest);
        }
        return Results.Json(
            new JsonObject
            {
                ["access_token"] = "for nothing here",
                ["token_type"] = "Bearer",
                ["id_token"] = Token(code.Nonce),
            }
        );
    }

    private bool IsClient(HttpRequest request, IFormCollection form)
    {
        if (AuthMethod == "client_secret_post")
        {
            return form["client_id"] == ClientId && form["client_secret"] == ClientSecret;
        }
        var pair = $"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}";
        return request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}";
    }

    private Task LeaveAsync(HttpContext context)
    {
        LastSignOut = context.Request.Query;
        context.Response.Redirect(context.Request.Query["post_logout_redirect_uri"].ToString());
        return Task.CompletedTask;
    }

    private static IResult Error(string error, HttpStatusCode status) =>
        Results.Json(new JsonObject { ["error"] = error }, statusCode: (int)status);

    private string Token(string nonce)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = Authority,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = nonce,
        };
        foreach (var (name, value) in Person)
        {
            payload[name] = value?.DeepClone();
        }
        Change(payload);
        var algorithm = Signature switch
        {
            TokenSignature.None => "none",
            TokenSignature.PublicKeyAsSecret => "HS256",
            _ => "RS256",
        };
        var header = new JsonObject
        {
            ["alg"] = algorithm,
            ["typ"] = "JWT",
            ["kid"] = KeyId,
        };
        var text = $"{Part(header)}.{Part(payload)}";
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    private byte[] Sign(byte[] text)
    {
        switch (Signature)
        {
            case TokenSignature.None:
                return [];
            case TokenSignature.PublicKeyAsSecret:
                return HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), text);
            case TokenSignature.ForeignKey:
                using (var foreign = RSA.Create(2048))
                {
                    return foreign.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }
            default:
                return key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private static string Part(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private sealed record Code(string Challenge, string RedirectUri, string Nonce);
}

public enum TokenSignature
{
    Right,

    /// <summary>By a key of somebody else, under the provider's key id.</summary>
    ForeignKey,
    None,

    /// <summary>HS256 with the text of the public key: what a client takes that lets the token choose the algorithm.</summary>
    PublicKeyAsSecret,
}
