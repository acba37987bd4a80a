using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace KpiBoard.Web.Infrastructure.Errors;

/// <summary>
/// Whatever went wrong is said in one place: people get a page in the layout, in their language; scripts get problem
/// details (RFC 9457). The page is drawn without a route of its own, so that there is none to open.
/// </summary>
public static partial class ErrorPages
{
    private const string View = "/Infrastructure/Views/Error.cshtml";

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = HandleAsync,
                // A request that is too large or was cut off: the server knows the right status.
                StatusCodeSelector = error =>
                    error is BadHttpRequestException request ? request.StatusCode
                    : DatabaseTroubles.Of(error) is null ? StatusCodes.Status500InternalServerError
                    : StatusCodes.Status503ServiceUnavailable,
                SuppressDiagnosticsCallback = _ => true,
            }
        );
        app.UseStatusCodePages(context => HandleAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    /// <summary>Catches what no endpoint answers: not found, for whoever is signed in or has a token.</summary>
    public static void MapNotFound(this IEndpointRouteBuilder app)
    {
        app.MapFallback("/api/{**path}", NotFound).RequireAuthorization(AccessPolicy.ApiAny);
        app.MapFallback("{**path}", NotFound).RequireAuthorization(AccessPolicy.SignedIn);
    }

    /// <summary>What a script is told beside the status.</summary>
    public static void ExplainError(this HttpContext context, string detail) =>
        context.Items[typeof(ErrorPages)] = detail;

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Logged with the reference that the page shows, and by route: a path may hold a secret.</summary>
    private static Task HandleAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()!;
        if (context.Response.StatusCode >= 500)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages));
            LogFailure(
                log,
                context.TraceIdentifier,
                context.Request.Method,
                failure.Endpoint?.DisplayName,
                failure.Error
            );
        }
        return WriteAsync(context);
    }

    /// <summary>Whoever tries what is not allowed is noted, by number: the log holds no names.</summary>
    private static Task HandleAsync(HttpContext context, int status)
    {
        if (status == StatusCodes.Status403Forbidden)
        {
            var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages));
            var who = context.User.FindFirstValue(Person.IdClaim) ?? context.User.Identity?.Name;
            LogForbidden(log, context.TraceIdentifier, context.Request.Method, context.GetEndpoint()?.DisplayName, who);
        }
        return WriteAsync(context);
    }

    private static Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Request.IsForScripts() ? WriteProblemAsync(context) : WritePageAsync(context);
    }

    private static Task WriteProblemAsync(HttpContext context) =>
        context
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(
                new ProblemDetailsContext
                {
                    HttpContext = context,
                    ProblemDetails =
                    {
                        Status = context.Response.StatusCode,
                        Detail = TroubleOf(context) is { } trouble
                            ? TroubleMessages.Of(trouble)
                            : context.Items[typeof(ErrorPages)] as string,
                    },
                }
            )
            .AsTask();

    private static Task WritePageAsync(HttpContext context)
    {
        var metadata = context.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var page = new ErrorPage(context.Response.StatusCode, context.TraceIdentifier, TroubleOf(context));
        var result = new ViewResult
        {
            ViewName = View,
            ViewData = new ViewDataDictionary<ErrorPage>(metadata, new ModelStateDictionary()) { Model = page },
        };
        return context
            .RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>()
            .ExecuteAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()), result);
    }

    private static DatabaseTrouble? TroubleOf(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is { } failure ? DatabaseTroubles.Of(failure.Error) : null;

    [LoggerMessage(LogLevel.Error, "Request {Reference} failed: {Method} {Route}")]
    private static partial void LogFailure(
        ILogger log,
        string reference,
        string method,
        string? route,
        Exception failure
    );

    [LoggerMessage(LogLevel.Warning, "Request {Reference} is not allowed: {Method} {Route} for {Who}")]
    private static partial void LogForbidden(ILogger log, string reference, string method, string? route, string? who);
}

/// <summary>What the page says; the reference leads from it to the log.</summary>
/// <param name="Trouble">What ails the database, where that is it.</param>
public sealed record ErrorPage(int Status, string Reference, DatabaseTrouble? Trouble);
