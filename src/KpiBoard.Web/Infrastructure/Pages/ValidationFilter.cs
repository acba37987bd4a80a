using FluentValidation;
using Microsoft.AspNetCore.Mvc.Filters;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>
/// Runs the <see cref="IValidator{T}"/> of each argument that has one. The action reads <c>ModelState</c>, which then
/// holds what the binder and the validator found.
/// </summary>
internal sealed class ValidationFilter : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        foreach (var argument in context.ActionArguments.Values.OfType<object>())
        {
            var services = context.HttpContext.RequestServices;
            if (
                services.GetService(typeof(IValidator<>).MakeGenericType(argument.GetType()))
                is not IValidator validator
            )
            {
                continue;
            }
            var result = await validator.ValidateAsync(
                new ValidationContext<object>(argument),
                context.HttpContext.RequestAborted
            );
            foreach (var error in result.Errors)
            {
                context.ModelState.AddModelError(error.PropertyName, error.ErrorMessage);
            }
        }
        await next();
    }
}
