using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
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
public static class ErrorPages
{
    private const string View = "/Infrastructure/Views/Error.cshtml";

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = context => WriteAsync(context, context.Response.StatusCode),
                // A file that is too large, a request that was cut off: the server knows the right status.
                StatusCodeSelector = error => error is BadHttpRequestException bad ? bad.StatusCode : 500,
            }
        );
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    /// <summary>Catches what no endpoint answers: not found, for whoever is signed in or has a token.</summary>
    public static void MapNotFound(this IEndpointRouteBuilder app)
    {
        app.MapFallback("/api/{**path}", NotFound).RequireAuthorization(AccessPolicy.ApiAny);
        app.MapFallback("{**path}", NotFound).RequireAuthorization(AccessPolicy.SignedIn);
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        var path = context.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/health"))
        {
            var problems = context.RequestServices.GetRequiredService<IProblemDetailsService>();
            await problems.WriteAsync(
                new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Status = status } }
            );
            return;
        }
        context.Response.Headers.CacheControl = "no-store";
        var metadata = context.RequestServices.GetRequiredService<IModelMetadataProvider>();
        var result = new ViewResult
        {
            ViewName = View,
            ViewData = new ViewDataDictionary<ErrorPage>(metadata, new ModelStateDictionary())
            {
                Model = new ErrorPage(
                    status,
                    context.Features.Get<IHttpActivityFeature>()?.Activity.TraceId.ToString()
                ),
            },
            StatusCode = status,
        };
        var executor = context.RequestServices.GetRequiredService<IActionResultExecutor<ViewResult>>();
        await executor.ExecuteAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()), result);
    }
}

/// <summary>What the page says; the trace id leads from it to the log.</summary>
public sealed record ErrorPage(int Status, string? TraceId);
