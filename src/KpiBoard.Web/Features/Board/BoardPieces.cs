using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// A part of the board as it is cached, and what follows it that is the person's own: nothing, the personal part, or a
/// star in the one form or the other.
/// </summary>
/// <param name="Html">The shared part.</param>
public sealed record BoardPiece(string Html)
{
    /// <summary>Whether what is the person's own comes here.</summary>
    public bool IsMine { get; init; }

    /// <summary>The figure of the star that comes here.</summary>
    public string? Figure { get; init; }
    public string Star { get; init; } = "";
    public string StarMarked { get; init; } = "";

    public string StarFor(IReadOnlySet<string> marked) =>
        Figure is null ? ""
        : marked.Contains(Figure) ? StarMarked
        : Star;
}

/// <summary>
/// The places of the personal parts in the shared content. They are marked by control characters, which no text that
/// is shown can contain: the encoder writes them as references.
/// </summary>
public static class BoardPieces
{
    private const char Edge = '\u0001';
    private const char Between = '\u0002';

    /// <summary>Where the personal part comes.</summary>
    public static IHtmlContent Mine { get; } = new HtmlString($"{Edge}mine{Edge}");

    public static IHtmlContent StarBegins { get; } = new HtmlString($"{Edge}star{Between}");

    public static IHtmlContent StarNext { get; } = new HtmlString($"{Between}");

    public static IHtmlContent StarEnds { get; } = new HtmlString($"{Edge}");

    public static IReadOnlyList<BoardPiece> Of(IHtmlContent content) => Of(Text(content));

    public static string Text(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    public static IReadOnlyList<BoardPiece> Of(string html)
    {
        var parts = html.Split(Edge);
        var pieces = new List<BoardPiece>();
        for (var at = 0; at < parts.Length; at += 2)
        {
            pieces.Add(Piece(parts[at], at + 1 < parts.Length ? parts[at + 1] : ""));
        }
        return pieces;
    }

    private static BoardPiece Piece(string html, string place) =>
        place.Split(Between) switch
        {
            ["star", var figure, var star, var marked] => new(html)
            {
                Figure = WebUtility.HtmlDecode(figure),
                Star = star,
                StarMarked = marked,
            },
            ["mine"] => new(html) { IsMine = true },
            _ => new(html),
        };
}
