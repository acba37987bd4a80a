using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>
/// A control with its label, hint and error: <c>&lt;field name="Email" label="..."&gt;&lt;input name="Email"&gt;&lt;/field&gt;</c>.
/// Gives the control its id, and ties hint and error to it for assistive technology.
/// </summary>
[HtmlTargetElement("field")]
public sealed partial class FieldTagHelper(HtmlEncoder encoder) : TagHelper
{
    public string Name { get; set; } = "";

    public string Label { get; set; } = "";

    public string? Hint { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        var error = FieldErrors.Of(ViewContext, Name);
        var attributes = $" id=\"{id}\"";
        if (Hint is not null || error is not null)
        {
            var hintId = Hint is null ? "" : $"{id}-hint ";
            var errorId = error is null ? "" : FieldErrors.Id(Name);
            attributes += $" aria-describedby=\"{(hintId + errorId).Trim()}\"";
        }
        if (error is not null)
        {
            attributes += " aria-invalid=\"true\"";
        }
        var control = (await output.GetChildContentAsync()).GetContent();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "field");
        output.Content.AppendHtml($"<label for=\"{id}\">{encoder.Encode(Label)}</label>");
        output.Content.AppendHtml(Control().Replace(control, match => match.Value + attributes, 1));
        if (Hint is not null)
        {
            output.Content.AppendHtml($"<p class=\"hint\" id=\"{id}-hint\">{encoder.Encode(Hint)}</p>");
        }
        output.Content.AppendHtml(FieldErrors.Html(ViewContext, Name, encoder));
    }

    [GeneratedRegex("<(input|select|textarea)\\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Control();
}

/// <summary><c>&lt;field-error name="Scopes" /&gt;</c>: what is wrong with a group of controls; nothing when nothing is.</summary>
[HtmlTargetElement("field-error", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldErrorTagHelper(HtmlEncoder encoder) : TagHelper
{
    public string Name { get; set; } = "";

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(FieldErrors.Html(ViewContext, Name, encoder));
    }
}

internal static class FieldErrors
{
    public static string? Of(ViewContext view, string name) =>
        view.ModelState.TryGetValue(name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    public static string Id(string name) => $"{TagBuilder.CreateSanitizedId(name, "_")}-error";

    public static string Html(ViewContext view, string name, HtmlEncoder encoder) =>
        Of(view, name) is { } error
            ? $"<p class=\"error\" id=\"{Id(name)}\">{Icons.Html(view.HttpContext, "cross")}{encoder.Encode(error)}</p>"
            : "";
}
