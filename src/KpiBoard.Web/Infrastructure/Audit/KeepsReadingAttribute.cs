using KpiBoard.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace KpiBoard.Web.Infrastructure.Audit;

/// <summary>
/// What the action shows is about persons or single customers: that somebody read it is kept before it is shown, so that
/// nothing is read without a trace. The key is the route's <c>id</c>; a list has none.
/// </summary>
/// <param name="subject">The table that it is in.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepsReadingAttribute(string subject) : Attribute, IAsyncResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        // A page that is not there shows nothing, and one that leads on leaves it to the next.
        if (context.Result is not (StatusCodeResult or RedirectToActionResult))
        {
            var key = context.RouteData.Values.TryGetValue("id", out var id) ? $"{id}" : "*";
            await context
                .HttpContext.RequestServices.GetRequiredService<KpiDatabase>()
                .WriteAsync(
                    transaction =>
                    {
                        transaction.NoteReading(subject, key);
                        return Task.CompletedTask;
                    },
                    context.HttpContext.RequestAborted
                );
        }
        await next();
    }
}
