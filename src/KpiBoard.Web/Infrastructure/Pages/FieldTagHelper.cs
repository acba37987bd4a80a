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
        var error = ViewContext.ModelState.TryGetValue(Name, out var entry)
            ? entry.Errors.FirstOrDefault()?.ErrorMessage
            : null;
        var describedBy = string.Join(
            ' ',
            new[] { Hint is null ? null : $"{id}-hint", error is null ? null : $"{id}-error" }.OfType<string>()
        );
        var attributes = $" id=\"{id}\"";
        attributes += describedBy.Length > 0 ? $" aria-describedby=\"{describedBy}\"" : "";
        attributes += error is null ? "" : " aria-invalid=\"true\"";

        output.TagName = "div";
        output.Attributes.SetAttribute("class", "field");
        var control = (await output.GetChildContentAsync()).GetContent();
        output.Content.AppendHtml($"<label for=\"{id}\">{encoder.Encode(Label)}</label>");
        output.Content.AppendHtml(Control().Replace(control, match => match.Value + attributes, 1));
        if (Hint is not null)
        {
            output.Content.AppendHtml($"<p class=\"hint\" id=\"{id}-hint\">{encoder.Encode(Hint)}</p>");
        }
        if (error is not null)
        {
            var icon = Icons.Html(ViewContext.HttpContext, "cross");
            output.Content.AppendHtml($"<p class=\"error\" id=\"{id}-error\">{icon}{encoder.Encode(error)}</p>");
        }
    }

    [GeneratedRegex(
        "<(input|select|textarea)(?![^>]*type=\"hidden\")",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Control();
}

/// <summary>What is wrong with the form as a whole, above its fields; nothing when nothing is.</summary>
[HtmlTargetElement("form-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormErrorsTagHelper(
    HtmlEncoder encoder,
    Microsoft.Extensions.Localization.IStringLocalizer<Resources.SharedText> text
) : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }
        var errors = ViewContext.ModelState.TryGetValue("", out var entry)
            ? entry.Errors.Select(error => error.ErrorMessage).ToList()
            : [];
        var sentence = errors.Count > 0 ? string.Join(' ', errors) : text["Form.Check"].Value;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice-worse");
        output.Attributes.SetAttribute("role", "alert");
        output.Content.SetHtmlContent(
            Icons.Html(ViewContext.HttpContext, "cross") + $"<p>{encoder.Encode(sentence)}</p>"
        );
    }
}
