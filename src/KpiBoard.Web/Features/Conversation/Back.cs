using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>The way back to the page on which something was said, with what was done in its address.</summary>
public static class Back
{
    public const string Said = "said";
    public const string Comment = "comment";

    /// <summary>This page, without what was done last.</summary>
    public static string Here(HttpRequest request) =>
        QueryHelpers.AddQueryString(
            request.PathBase + request.Path,
            request.Query.Where(pair => pair.Key is not (Said or Comment))
        );

    /// <summary>Where the form was, if that is on this site, else <paramref name="otherwise"/>.</summary>
    /// <param name="otherwise">From the root of the app.</param>
    public static LocalRedirectResult To(IUrlHelper url, string? back, string otherwise, string said, long comment)
    {
        var page = string.IsNullOrEmpty(back) || !url.IsLocalUrl(back) ? url.Content($"~{otherwise}") : back;
        var id = comment.ToString(CultureInfo.InvariantCulture);
        var address = QueryHelpers.AddQueryString(
            page.Split('#')[0],
            new Dictionary<string, string?> { [Said] = said, [Comment] = id }
        );
        return new LocalRedirectResult($"{address}#{Anchor(said, id)}");
    }

    /// <summary>What is gone cannot be jumped to.</summary>
    private static string Anchor(string said, string id) => said == Deed.Deleted ? "conversation" : $"comment-{id}";
}
