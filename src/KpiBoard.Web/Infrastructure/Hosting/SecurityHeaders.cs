namespace KpiBoard.Web.Infrastructure.Hosting;

/// <summary>What every answer carries, whoever wrote it.</summary>
public static class SecurityHeaders
{
    /// <summary>Nothing inline, nothing from elsewhere: what is drawn comes from this app's own files.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var days = app.ApplicationServices.GetRequiredService<HttpsOptions>().StrictTransportDays;
        var strictTransport =
            days > 0 ? $"max-age={(long)TimeSpan.FromDays(days).TotalSeconds}; includeSubDomains" : null;
        return app.Use(
            (context, next) =>
            {
                // Set when the answer starts, because the error handler clears what was set before.
                context.Response.OnStarting(
                    state =>
                    {
                        Set((HttpContext)state, strictTransport);
                        return Task.CompletedTask;
                    },
                    context
                );
                return next(context);
            }
        );
    }

    private static void Set(HttpContext context, string? strictTransport)
    {
        var headers = context.Response.Headers;
        if (strictTransport is not null && context.Request.IsHttps && !Listening.IsLoopback(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = strictTransport;
        }
        // What was made for one caller stays in no cache; what says otherwise, such as a style sheet, was made for all.
        if (headers.CacheControl.Count == 0 && context.User.Identity?.IsAuthenticated == true)
        {
            headers.CacheControl = "no-store";
        }
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        // Links with a secret in them must not reach another site.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
