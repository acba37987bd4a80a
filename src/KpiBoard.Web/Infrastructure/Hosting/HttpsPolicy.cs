using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>
/// What comes over plain HTTP where HTTPS is required: people are sent to the same page over HTTPS. Scripts are refused,
/// because one that is quietly sent on keeps sending its token in clear. Whoever asks whether the process lives is answered.
/// </summary>
public static class HttpsPolicy
{
    private const int DefaultPort = 443;

    public static void UseHttpsPolicy(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<HttpsOptions>();
        if (!options.Required)
        {
            return;
        }
        app.Use(
            (context, next) =>
                context.Request.IsHttps
                || context.Request.Path.Equals("/health/live", StringComparison.OrdinalIgnoreCase)
                    ? next(context)
                : context.Request.IsForScripts() || !context.Request.Host.HasValue ? RefuseAsync(context)
                : RedirectAsync(context, options.Port ?? OwnPort(app.Services) ?? DefaultPort)
        );
    }

    private static Task RedirectAsync(HttpContext context, int port)
    {
        var request = context.Request;
        var host = port == DefaultPort ? new HostString(request.Host.Host) : new HostString(request.Host.Host, port);
        // Kept by no browser: the configuration may change.
        context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        context.Response.Headers.Location =
            $"{Uri.UriSchemeHttps}://{host}{request.PathBase}{request.Path}{request.QueryString}";
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = context,
                    ProblemDetails =
                    {
                        Status = StatusCodes.Status403Forbidden,
                        Detail =
                            "Endpoints answer over HTTPS only. The token of this request went over the network in clear: replace it.",
                    },
                }
            )
            .AsTask();
    }

    private static int? OwnPort(IServiceProvider services) =>
        services
            .GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.Select(BindingAddress.Parse)
            .FirstOrDefault(address => address.Scheme == Uri.UriSchemeHttps)
            ?.Port;
}
