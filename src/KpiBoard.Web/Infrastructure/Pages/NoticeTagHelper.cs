using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KpiBoard.Web.Infrastructure.Pages;

/// <summary>
/// <c>&lt;notice kind="loud" icon="stale"&gt;...&lt;/notice&gt;</c>: a sentence across the page. Kinds: none, loud,
/// better, worse, watch. A link to act on goes into <c>link-text</c> and <c>link-href</c>.
/// </summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper(HtmlEncoder encoder) : TagHelper
{
    public string? Kind { get; set; }

    public string Icon { get; set; } = "help";

    public string? LinkText { get; set; }

    public string? LinkHref { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Kind is null ? "notice" : $"notice notice-{Kind}");
        output.Attributes.SetAttribute("role", "status");
        var body = await output.GetChildContentAsync();
        output.Content.AppendHtml(Icons.Html(ViewContext.HttpContext, Icon));
        output.Content.AppendHtml("<p>").AppendHtml(body).AppendHtml("</p>");
        if (!string.IsNullOrEmpty(LinkText) && LinkHref is not null)
        {
            output.Content.AppendHtml($"<a href=\"{encoder.Encode(LinkHref)}\">{encoder.Encode(LinkText)}</a>");
        }
    }
}

/// <summary>
/// <c>&lt;badge kind="better" icon="up" real&gt;Better +8&lt;/badge&gt;</c>: shape, word and colour. Kinds: better, worse,
/// none, absent, stale, watch, info, outline. Only what is outside noise is <c>real</c>.
/// </summary>
[HtmlTargetElement("badge")]
public sealed class BadgeTagHelper : TagHelper
{
    public string Kind { get; set; } = "none";

    public string? Icon { get; set; }

    public bool Real { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"badge badge-{Kind}{(Real ? " is-real" : "")}");
        var word = await output.GetChildContentAsync();
        if (Icon is not null)
        {
            output.Content.AppendHtml(Icons.Html(ViewContext.HttpContext, Icon));
        }
        output.Content.AppendHtml(word);
    }
}

/// <summary><c>&lt;state kind="worse" icon="cross"&gt;Target missed&lt;/state&gt;</c>: a badge without a ground.</summary>
[HtmlTargetElement("state")]
public sealed class StateTagHelper : TagHelper
{
    public string Kind { get; set; } = "none";

    public string? Icon { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"state state-{Kind}");
        var word = await output.GetChildContentAsync();
        if (Icon is not null)
        {
            output.Content.AppendHtml(Icons.Html(ViewContext.HttpContext, Icon));
        }
        output.Content.AppendHtml(word);
    }
}

/// <summary><c>&lt;empty title="..."&gt;why, what it would give, one button&lt;/empty&gt;</c>.</summary>
[HtmlTargetElement("empty")]
public sealed class EmptyTagHelper(HtmlEncoder encoder) : TagHelper
{
    public string Title { get; set; } = "";

    /// <summary>Of the heading: 3 inside a section with a heading of its own, else 2.</summary>
    public int Level { get; set; } = 3;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.Attributes.SetAttribute("class", "empty");
        output.PreContent.AppendHtml($"<h{Level}>{encoder.Encode(Title)}</h{Level}>");
    }
}
