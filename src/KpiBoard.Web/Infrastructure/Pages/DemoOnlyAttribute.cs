using KpiBoard.Web.Infrastructure.Hosting;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>A controller whose endpoints exist only under <c>serve --demo</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DemoOnlyAttribute : Attribute;

internal sealed class DemoOnlyConvention(DemoMode demo) : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        if (demo.IsOn)
        {
            return;
        }
        foreach (
            var controller in application
                .Controllers.Where(controller => controller.Attributes.OfType<DemoOnlyAttribute>().Any())
                .ToList()
        )
        {
            application.Controllers.Remove(controller);
        }
    }
}
