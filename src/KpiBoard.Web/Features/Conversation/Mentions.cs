namespace KpiBoard.Web.Features.Conversation;

/// <summary>People named in a plain text: an @ and their name, as the picker writes it.</summary>
public static class Mentions
{
    /// <summary>Where the text names one of the people. The longest name counts, so that Eva is not found in Eva Thorsen.</summary>
    public static IEnumerable<Named> In(string text, IEnumerable<PersonChoice> people)
    {
        var longestFirst = people.OrderByDescending(person => person.Handle.Length).ToList();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; )
        {
            var found = StandsFree(text, at) ? longestFirst.Find(person => Follows(text, at + 1, person.Handle)) : null;
            if (found is not null)
            {
                yield return new Named(found, at, found.Handle.Length + 1);
            }
            at = text.IndexOf('@', at + 1 + (found?.Handle.Length ?? 0));
        }
    }

    /// <summary>An address, eva@example.com, names nobody.</summary>
    private static bool StandsFree(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    private static bool Follows(string text, int at, string handle) =>
        handle.Length > 0
        && string.Compare(text, at, handle, 0, handle.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at + handle.Length == text.Length || !char.IsLetterOrDigit(text[at + handle.Length]));
}

/// <summary>A name and where it stands, the @ included.</summary>
public sealed record Named(PersonChoice Person, int Start, int Length);
