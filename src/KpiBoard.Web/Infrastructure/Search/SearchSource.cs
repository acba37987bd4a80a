using System.Globalization;
using System.Security.Claims;

namespace KpiBoard.Web.Infrastructure.Search;

/// <summary>
/// One kind of thing that the search finds. A feature adds its own with <c>AddSingleton&lt;ISearchSource, ...&gt;</c>;
/// whom it may answer says <see cref="Policy"/>, which the search asks before it asks the source.
/// </summary>
public interface ISearchSource
{
    int Order { get; }

    /// <summary>One of the policies of the access table; nobody else is shown anything from this source.</summary>
    string Policy { get; }

    /// <summary>The heading of its group, in the reader's language.</summary>
    string Title { get; }

    Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct);
}

/// <summary>Something found.</summary>
/// <param name="Detail">What tells it from others of the same name.</param>
/// <param name="Path">Where it is, from the root of the app.</param>
public sealed record SearchHit(string Text, string Detail, string Path);

/// <summary>What somebody looks for: every word of it must be there, in any case.</summary>
public sealed class SearchTerm
{
    public const int LongestText = 100;

    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreWidth;

    private readonly IReadOnlyList<string> words;

    public SearchTerm(string? text)
    {
        var trimmed = (text ?? "").Trim();
        Text = trimmed.Length <= LongestText ? trimmed : trimmed[..LongestText];
        words = Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    public string Text { get; }

    public bool IsEmpty => words.Count == 0;

    /// <summary>
    /// For LIKE against UPPER(): what the engines fold or read differently stands as "any character", so that a match
    /// of this pattern must still be looked at with <see cref="Fits"/>.
    /// </summary>
    public string Pattern =>
        $"%{string.Concat(Text.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '.' or '@' ? letter : '_'))}%";

    public bool Fits(params string?[] texts) =>
        words.All(word => texts.Any(text => text is not null && Contains(text, word)));

    private static bool Contains(string text, string word) =>
        CultureInfo.InvariantCulture.CompareInfo.IndexOf(text, word, Loosely) >= 0;
}
