using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace KpiBoard.Web.Infrastructure.Telemetry;

/// <summary>
/// A span for each request, told by its route: a path may hold a secret and a query what somebody looks for, so neither is
/// told, nor who asks. The framework's own spans have the path in them and are not listened to.
/// </summary>
internal static class RequestSpans
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    public static void UseRequestSpans(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<TelemetryOptions>().Traces is not null)
        {
            app.Use(TellAsync);
        }
    }

    private static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        var framework = Activity.Current;
        var headers = context.Request.Headers;
        var caller = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var said)
            ? said
            : default;
        // The framework's activity, which nobody records, would be taken for the parent.
        Activity.Current = null;
        var method = Methods.Contains(context.Request.Method) ? context.Request.Method : "_OTHER";
        var span = ProductTelemetry.Source.StartActivity(method, ActivityKind.Server, caller);
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            span?.SetTag("error.type", failure.GetType().FullName);
            throw;
        }
        finally
        {
            if (span is not null)
            {
                Describe(span, method, context);
                span.Dispose();
            }
            Activity.Current = framework;
        }
    }

    private static void Describe(Activity span, string method, HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>();
        var endpoint = failure?.Endpoint ?? context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }
        var status = context.Response.StatusCode;
        span.SetTag("http.request.method", method);
        span.SetTag("url.scheme", context.Request.Scheme);
        span.SetTag("http.response.status_code", status);
        if ((endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{method} /{route.TrimStart('/')}";
            span.SetTag("http.route", $"/{route.TrimStart('/')}");
        }
        if (failure is not null)
        {
            span.SetTag("error.type", failure.Error.GetType().FullName);
        }
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
