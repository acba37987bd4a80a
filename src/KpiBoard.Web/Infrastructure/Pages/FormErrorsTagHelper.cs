using System.Text.Encodings.Web;
using KpiBoard.Web.Infrastructure.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary><c>&lt;form-errors /&gt;</c>: what is wrong with the form as a whole; nothing when nothing is.</summary>
[HtmlTargetElement("form-errors", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FormErrorsTagHelper(HtmlEncoder encoder, IStringLocalizer<SharedText> text) : TagHelper
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
        var sentence = FieldErrors.Of(ViewContext, "") ?? text["Form.Check"].Value;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "notice notice-worse");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Content.SetHtmlContent(
            Icons.Html(ViewContext.HttpContext, "cross") + $"<p>{encoder.Encode(sentence)}</p>"
        );
    }
}
