using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace KpiBoard.Web.Tests;

/// <summary>Pages as a person reads them.</summary>
internal static class Html
{
    private static readonly char[] Blanks = [' ', '\n', '\r', '\t'];

    public static async Task<IHtmlDocument> PageAsync(this HttpClient client, string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The text of the first match, with plain single spaces.</summary>
    public static string Text(this IParentNode within, string selector) => Text(within.QuerySelector(selector)!);

    public static string Text(this INode node) =>
        string.Join(' ', node.TextContent.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ');
}
