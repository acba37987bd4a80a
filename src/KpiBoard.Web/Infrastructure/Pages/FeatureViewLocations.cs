using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>Views lie with their slice: <c>Features/Board/Views/Index.cshtml</c>; shared ones in Infrastructure/Views.</summary>
internal sealed class FeatureViewLocations : IViewLocationExpander
{
    private const string Slice = nameof(Slice);
    private const string Features = ".Features.";

    public void PopulateValues(ViewLocationExpanderContext context)
    {
        var controller = context.ActionContext.ActionDescriptor as ControllerActionDescriptor;
        context.Values[Slice] = SliceOf(controller?.ControllerTypeInfo.Namespace);
    }

    public IEnumerable<string> ExpandViewLocations(
        ViewLocationExpanderContext context,
        IEnumerable<string> viewLocations
    )
    {
        if (context.Values.TryGetValue(Slice, out var slice) && slice is { Length: > 0 })
        {
            // A slice with several controllers may give each a folder.
            yield return $"/Features/{slice}/Views/{{1}}/{{0}}.cshtml";
            yield return $"/Features/{slice}/Views/{{0}}.cshtml";
        }
        yield return "/Infrastructure/Views/{0}.cshtml";
    }

    private static string? SliceOf(string? controllerNamespace)
    {
        var start = controllerNamespace?.IndexOf(Features, StringComparison.Ordinal) ?? -1;
        return start < 0 ? null : controllerNamespace![(start + Features.Length)..].Split('.')[0];
    }
}
