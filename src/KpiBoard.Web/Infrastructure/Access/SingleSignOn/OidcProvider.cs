using System.Text.Json;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>
/// The identity provider as it describes itself: its addresses and the keys it signs with. Kept for half a day, and asked
/// for again when it signs with a key that is not known.
/// </summary>
public sealed partial class OidcProvider(
    OidcOptions options,
    IHttpClientFactory clients,
    TimeProvider clock,
    ILogger<OidcProvider> log
) : IDisposable
{
    /// <summary>The client of everything that is asked of the provider.</summary>
    internal const string Client = "identity provider";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    /// <summary>Whatever comes in, the provider is not asked for its keys more often.</summary>
    private static readonly TimeSpan RefreshPause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private OpenIdConnectConfiguration? known;
    private DateTimeOffset fetchedAt;

    public async Task<OpenIdConnectConfiguration> GetAsync(CancellationToken ct) =>
        known is { } current && clock.GetUtcNow() - fetchedAt < Kept ? current : await FetchAsync(Kept, ct);

    /// <summary>Asks anew, unless somebody has a moment ago.</summary>
    public Task<OpenIdConnectConfiguration> RefreshAsync(CancellationToken ct) => FetchAsync(RefreshPause, ct);

    public void Dispose() => gate.Dispose();

    private async Task<OpenIdConnectConfiguration> FetchAsync(TimeSpan unlessWithin, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (known is { } current && clock.GetUtcNow() - fetchedAt < unlessWithin)
            {
                return current;
            }
            known = Checked(await DiscoverAsync(ct));
            fetchedAt = clock.GetUtcNow();
            return known;
        }
        catch (OidcException error)
        {
            LogTrouble(error.Message);
            // What it said before holds until it can be asked again.
            return known ?? throw new OidcException(error.Trouble, error.Message, error);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<OpenIdConnectConfiguration> DiscoverAsync(CancellationToken ct)
    {
        var address = $"{options.Authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
        try
        {
            using var client = clients.CreateClient(Client);
            var retriever = new HttpDocumentRetriever(client) { RequireHttps = !options.IsLoopback };
            return await OpenIdConnectConfigurationRetriever.GetAsync(address, retriever, ct);
        }
        catch (Exception error)
            when (error is IOException or HttpRequestException or TimeoutException or JsonException or ArgumentException
                || (error is OperationCanceledException && !ct.IsCancellationRequested)
            )
        {
            throw new OidcException(OidcTrouble.Unreachable, $"{address} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>OpenID Connect Discovery 1.0, section 4.3: what describes another issuer is not to be used.</summary>
    private OpenIdConnectConfiguration Checked(OpenIdConnectConfiguration found)
    {
        if (found.Issuer?.TrimEnd('/') != options.Authority.AbsoluteUri.TrimEnd('/'))
        {
            throw new OidcException(
                OidcTrouble.Invalid,
                $"The discovery document under {options.Authority} is that of '{found.Issuer}'."
            );
        }
        foreach (var address in new[] { found.AuthorizationEndpoint, found.TokenEndpoint })
        {
            if (!IsSafe(address))
            {
                throw new OidcException(
                    OidcTrouble.Invalid,
                    $"The discovery document under {options.Authority} names '{address}', which is no https address."
                );
            }
        }
        if (!IsSafe(found.EndSessionEndpoint))
        {
            found.EndSessionEndpoint = null;
        }
        return found;
    }

    private bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (
            uri.Scheme == Uri.UriSchemeHttps
            || (options.IsLoopback && uri.Scheme == Uri.UriSchemeHttp && Listening.IsLoopback(uri.Host))
        );

    [LoggerMessage(LogLevel.Warning, "The identity provider cannot be used as it describes itself now. {Problem}")]
    private partial void LogTrouble(string problem);
}
