using System.Text.RegularExpressions;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>
/// Words that are known only by their hashes, found again in running text: each run of as many words as one of them has is
/// hashed in turn. So that a restored backup can be searched for an address that nothing may keep.
/// </summary>
internal sealed partial class WordHashes(byte[] key, IEnumerable<ListedWords> listed)
{
    private readonly Dictionary<int, HashSet<string>> byLength = listed
        .GroupBy(words => words.Count)
        .ToDictionary(same => same.Key, same => same.Select(words => words.Hash).ToHashSet());

    public bool IsEmpty => byLength.Count == 0;

    /// <summary>How words are kept in the list.</summary>
    public static ListedWords Of(byte[] key, string words)
    {
        var parts = Word().Matches(words).Select(match => match.Value).ToArray();
        return new ListedWords(parts.Length, Hash(key, parts));
    }

    /// <summary>What stands in the text for any of them.</summary>
    public IEnumerable<string> FindIn(string text)
    {
        var words = Word().Matches(text);
        foreach (var (length, hashes) in byLength.Where(each => each.Key > 0))
        {
            for (var at = 0; at + length <= words.Count; at++)
            {
                var run = words.Skip(at).Take(length).ToList();
                if (hashes.Contains(Hash(key, run.Select(match => match.Value))))
                {
                    yield return text[run[0].Index..(run[^1].Index + run[^1].Length)];
                }
            }
        }
    }

    private static string Hash(byte[] key, IEnumerable<string> words) =>
        ErasureFolder.HashOf(key, string.Join(' ', words).ToLowerInvariant());

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, 1_000)]
    private static partial Regex Word();
}
