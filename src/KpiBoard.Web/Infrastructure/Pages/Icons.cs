using Microsoft.AspNetCore.Components;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>The shapes of icons.svg.</summary>
internal static class Icons
{
    private const string Sprite = "icons.svg";

    public static string Html(HttpContext context, string name, string cssClass = "icon") =>
        $"<svg class=\"{cssClass}\" aria-hidden=\"true\"><use href=\"{Address(context, name)}\"/></svg>";

    /// <summary>The sprite under its fingerprinted name, so that browsers keep it.</summary>
    private static string Address(HttpContext context, string name)
    {
        var assets = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return $"{context.Request.PathBase}/{assets?[Sprite] ?? Sprite}#{name}";
    }
}
