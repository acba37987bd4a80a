using System.Globalization;
using System.Text.Encodings.Web;
using KpiBoard.Web.Infrastructure.Hosting;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Resources;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>
/// <c>&lt;pager page="2" pages="10" /&gt;</c>: links to the neighbours that keep the rest of the address and set
/// <c>page</c>. Nothing for a single page.
/// </summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTagHelper(HtmlEncoder encoder, IStringLocalizer<SharedText> text) : TagHelper
{
    public int Page { get; set; }

    public int Pages { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Pages <= 1)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "row no-print");
        output.Attributes.SetAttribute("aria-label", text["Pager.Label"].Value);
        var format = Formats.Current;
        output.Content.AppendHtml(Link(Page - 1, text["Pager.Previous"], "prev"));
        output.Content.AppendHtml(
            $"<span class=\"meta\">{Encode(text["Pager.Of", format.Whole(Page), format.Whole(Pages)])}</span>"
        );
        output.Content.AppendHtml(Link(Page + 1, text["Pager.Next"], "next"));
    }

    private string Link(int page, string word, string relation)
    {
        if (page < 1 || page > Pages)
        {
            return "";
        }
        var address = ViewContext.HttpContext.Request.With("page", page.ToString(CultureInfo.InvariantCulture));
        return $"<a class=\"btn\" rel=\"{relation}\" href=\"{Encode(address)}\">{Encode(word)}</a>";
    }

    private string Encode(string value) => encoder.Encode(value);
}
