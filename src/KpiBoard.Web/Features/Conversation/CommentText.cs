using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>
/// Makes a typed text ready for a page: everything is encoded, addresses of the web become links that tell the other side
/// nothing, names stand out. What is not http or https stays text.
/// </summary>
public sealed partial class CommentText
{
    private const string MayEndASentence = ".,;:!?)]}'";

    public IHtmlContent Html(string text, IReadOnlyList<PersonChoice> people)
    {
        var html = new HtmlContentBuilder();
        var marks = Mentions
            .In(text, people)
            .Select(named => (named.Start, named.Length, Address: (string?)null))
            .Concat(Links(text))
            .OrderBy(mark => mark.Start);
        var done = 0;
        foreach (var (start, length, address) in marks)
        {
            if (start < done)
            {
                continue; // a name within an address
            }
            html.Append(text[done..start]);
            var shown = text.Substring(start, length);
            if (address is null)
            {
                html.AppendHtml("<span class=\"mention\">").Append(shown).AppendHtml("</span>");
            }
            else
            {
                html.AppendHtml("<a rel=\"noopener noreferrer nofollow ugc\" href=\"")
                    .Append(address)
                    .AppendHtml("\">")
                    .Append(shown)
                    .AppendHtml("</a>");
            }
            done = start + length;
        }
        return html.Append(text[done..]);
    }

    private static IEnumerable<(int Start, int Length, string? Address)> Links(string text)
    {
        foreach (Match match in Address().Matches(text))
        {
            var shown = match.Value.TrimEnd(MayEndASentence.ToCharArray());
            if (Uri.TryCreate(shown, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            {
                yield return (match.Index, shown.Length, uri.AbsoluteUri);
            }
        }
    }

    [GeneratedRegex("""https?://[^\s<>"]+""", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Address();
}
