namespace KpiBoard.Web.Infrastructure.PersonalData;

/// <summary>Finds a term where it stands by itself: not as a part of another word or number.</summary>
public static class WholeWords
{
    public static bool Contains(string text, string term, StringComparison comparison) =>
        Next(text, term, 0, comparison) >= 0;

    public static string Replace(string text, string term, string with, StringComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(term);
        ArgumentNullException.ThrowIfNull(with);
        var from = 0;
        for (int at; (at = Next(text, term, from, comparison)) >= 0; from = at + with.Length)
        {
            text = string.Concat(text.AsSpan(0, at), with, text.AsSpan(at + term.Length));
        }
        return text;
    }

    private static int Next(string text, string term, int from, StringComparison comparison)
    {
        for (var at = from; at <= text.Length && (at = text.IndexOf(term, at, comparison)) >= 0; at++)
        {
            var end = at + term.Length;
            var isPart =
                (at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(term[0]))
                || (end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(term[^1]));
            if (!isPart)
            {
                return at;
            }
        }
        return -1;
    }
}
