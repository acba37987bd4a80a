using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;

namespace KpiBoard.Web.Infrastructure.Access.SingleSignOn;

/// <summary>Single sign-on beside or instead of passwords, where the configuration names an identity provider.</summary>
internal static partial class SingleSignOnServices
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A discovery document or an answer with tokens is far smaller.</summary>
    private const int LargestAnswer = 1 << 20;

    public static void AddSingleSignOn(
        this IServiceCollection services,
        AuthenticationBuilder authentication,
        OidcOptions oidc,
        HttpsOptions https,
        DemoMode demo
    )
    {
        services.AddSingleton(oidc);
        services.AddSingleton<OidcProvider>();
        services.AddSingleton<OidcTokens>();
        services.AddSingleton<OidcPeople>();
        services.AddSingleton<TakenAnswers>();
        services.AddSingleton<SingleSignOut>();
        services
            .AddHttpClient(
                OidcProvider.Client,
                client =>
                {
                    client.Timeout = Timeout;
                    client.MaxResponseContentBufferSize = LargestAnswer;
                }
            )
            // It is asked at the addresses it gave, and nowhere else.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false })
            .RemoveAllLoggers();
        authentication.AddOAuth<OAuthOptions, OidcHandler>(
            AccessSchemes.SingleSignOn,
            oidc.DisplayName,
            options => Set(options, oidc, https, demo)
        );
    }

    private static void Set(OAuthOptions options, OidcOptions oidc, HttpsOptions https, DemoMode demo)
    {
        options.ClientId = oidc.ClientId;
        options.ClientSecret = oidc.ClientSecret;
        options.CallbackPath = OidcOptions.CallbackPath;
        // The provider tells where they are, each time it is asked; the framework insists on having something here.
        options.AuthorizationEndpoint = options.TokenEndpoint = oidc.Authority.AbsoluteUri;
        options.UsePkce = true;
        options.SignInScheme = AccessSchemes.Cookie;
        options.RemoteAuthenticationTimeout = TakenAnswers.Lifetime;
        options.Scope.Clear();
        foreach (var scope in oidc.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.Scope.Add(scope);
        }
        // Lax is enough: the provider sends people back by a link, never by a form.
        options.CorrelationCookie.Name = https.CookieName(demo.IsOn ? "kpiboard.demo.single." : "kpiboard.single.");
        options.CorrelationCookie.Path = "/";
        options.CorrelationCookie.HttpOnly = true;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = https.CookieSecurePolicy;
        options.Events.OnAccessDenied = context =>
        {
            ShowTrouble(context.HttpContext, OidcTrouble.Denied);
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnRemoteFailure = context =>
        {
            var logger = context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>();
            LogRefused(logger, TroubleOf(context), context.Failure?.Message);
            ShowTrouble(context.HttpContext, TroubleOf(context));
            context.HandleResponse();
            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = BeginSessionAsync;
    }

    private static async Task BeginSessionAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var came = http.Features.Get<CameIn>()!;
        // What the browser had before ends with this.
        http.User = (await http.AuthenticateAsync(AccessSchemes.Cookie)).Principal ?? new();
        await Session.SignInAsync(http, came.User, SignInWay.SingleSignOn, came.IdToken);
        http.Response.Redirect(context.ReturnUri ?? $"{http.Request.PathBase}/");
        context.HandleResponse();
    }

    private static string TroubleOf(RemoteFailureContext context) =>
        context.Failure is OidcException known ? known.Trouble
        : context.Request.Query.ContainsKey("error") ? OidcTrouble.Failed
        // Without state, or without the cookie that goes with it.
        : OidcTrouble.Expired;

    private static void ShowTrouble(HttpContext context, string trouble) =>
        context.Response.Redirect(
            QueryHelpers.AddQueryString($"{context.Request.PathBase}/sign-in", "trouble", trouble)
        );

    [LoggerMessage(LogLevel.Warning, "Nobody came in by single sign-on ({Trouble}). {Reason}")]
    private static partial void LogRefused(ILogger logger, string trouble, string? reason);
}
