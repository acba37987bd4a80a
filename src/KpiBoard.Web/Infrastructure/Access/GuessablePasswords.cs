using System.Globalization;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Finds passwords that somebody would try first. Each part that is no surprise - a word that is in many passwords, the
/// person's or the company's name, a year, a run on the keyboard, the same again - counts as one character; too few are left
/// of what is only made of such parts. With twelve characters and more, that is what the lists of common passwords are made of.
/// </summary>
public static class GuessablePasswords
{
    private const int FewestParts = 7;
    private const int ShortestWord = 4;
    private const int ShortestName = 3;

    /// <summary>A run of three is a sequence or a repetition; on the keyboard, where runs make words, of four.</summary>
    private const int ShortestRun = 3;
    private const int ShortestKeyRun = 4;

    /// <summary>Words that passwords are made of, in the languages of the people here, and the product's own.</summary>
    private static readonly string[] Words =
    [
        "kpiboard",
        "password",
        "passwort",
        "passord",
        "adgangskode",
        "kodeord",
        "losen",
        "losenord",
        "salasana",
        "secret",
        "hemmelig",
        "hemlig",
        "welcome",
        "velkommen",
        "valkommen",
        "willkommen",
        "hello",
        "letmein",
        "iloveyou",
        "ilove",
        "jegelsker",
        "jegelskerdig",
        "jegelskerdeg",
        "elsker",
        "admin",
        "administrator",
        "root",
        "login",
        "logon",
        "master",
        "super",
        "superman",
        "batman",
        "dragon",
        "monkey",
        "shadow",
        "sunshine",
        "princess",
        "prinsesse",
        "football",
        "fodbold",
        "fotball",
        "baseball",
        "basketball",
        "hockey",
        "soccer",
        "liverpool",
        "chelsea",
        "arsenal",
        "manchester",
        "barcelona",
        "rosenborg",
        "brondby",
        "mustang",
        "ferrari",
        "mercedes",
        "starwars",
        "pokemon",
        "minecraft",
        "matrix",
        "computer",
        "internet",
        "samsung",
        "google",
        "facebook",
        "microsoft",
        "windows",
        "summer",
        "sommer",
        "sommar",
        "winter",
        "vinter",
        "spring",
        "autumn",
        "efteraar",
        "host",
        "foraar",
        "januar",
        "january",
        "februar",
        "february",
        "marts",
        "march",
        "april",
        "june",
        "juni",
        "july",
        "juli",
        "august",
        "september",
        "oktober",
        "october",
        "november",
        "december",
        "desember",
        "mandag",
        "monday",
        "tirsdag",
        "tuesday",
        "onsdag",
        "wednesday",
        "torsdag",
        "thursday",
        "fredag",
        "friday",
        "lordag",
        "saturday",
        "sondag",
        "sunday",
        "danmark",
        "denmark",
        "norge",
        "norway",
        "sverige",
        "sweden",
        "kobenhavn",
        "copenhagen",
        "aarhus",
        "oslo",
        "bergen",
        "trondheim",
        "stockholm",
        "michael",
        "jennifer",
        "jessica",
        "daniel",
        "thomas",
        "andrew",
        "charlie",
        "alexander",
        "kristian",
        "christian",
        "change",
        "changeme",
        "default",
        "qwerty",
        "test",
        "testing",
        "temp",
        "user",
        "guest",
        "gjest",
        "money",
        "freedom",
        "whatever",
        "trustno",
        "blink",
        "family",
        "familie",
        "company",
        "firma",
        "board",
        "dashboard",
        "strategi",
        "strategy",
    ];

    /// <summary>Rows and slopes of the keyboards people here have.</summary>
    private static readonly string[] Keys =
    [
        "1234567890",
        "qwertyuiop",
        "qwertzuiop",
        "asdfghjkl",
        "zxcvbnm",
        "yxcvbnm",
        "1q2w3e4r5t6y7u8i9o0p",
        "qazwsxedcrfvtgb",
        "1qaz2wsx3edc4rfv",
    ];

    /// <summary>True when little is left of the password without its guessable parts.</summary>
    /// <param name="password">What somebody wants to sign in with.</param>
    /// <param name="context">What stands near the person: e-mail address, name, company.</param>
    public static bool Contains(string password, params IEnumerable<string?> context)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(context);
        var names = context
            .OfType<string>()
            .SelectMany(text => text.Split([' ', '@', '.', '-', '_', '+', ','], StringSplitOptions.RemoveEmptyEntries))
            .Select(Plain)
            .Where(name => name.Length >= ShortestName);
        var known = Words.Concat(names).ToHashSet(StringComparer.Ordinal);
        var (text, typed) = (Plain(password), password.ToLowerInvariant());
        var (at, parts) = (0, 0);
        while (at < text.Length && parts < FewestParts)
        {
            // Digits stand for letters inside of words only: 2026 is a year, and 1234 a run.
            at += Math.Max(1, new[] { Word(text, at, known), Year(typed, at), Run(typed, at), Again(typed, at) }.Max());
            parts++;
        }
        return parts < FewestParts;
    }

    /// <summary>In small letters without signs above them, with what is commonly written for a letter read as it.</summary>
    private static string Plain(string text) =>
        string.Concat(
            text.ToLowerInvariant()
                .Select(sign =>
                    sign switch
                    {
                        '@' or '4' or 'å' or 'ä' or 'æ' => 'a',
                        '3' or 'é' => 'e',
                        '1' or '!' => 'i',
                        '0' or 'ø' or 'ö' => 'o',
                        '$' or '5' => 's',
                        '7' => 't',
                        'ü' => 'u',
                        _ => sign,
                    }
                )
        );

    private static int Word(string text, int at, HashSet<string> known)
    {
        for (var length = Math.Min(text.Length - at, known.Max(word => word.Length)); length >= ShortestName; length--)
        {
            if (known.Contains(text.Substring(at, length)) && (length >= ShortestWord || at + length == text.Length))
            {
                return length;
            }
        }
        return 0;
    }

    private static int Year(string text, int at) =>
        text.Length >= at + 4
        && int.TryParse(text.AsSpan(at, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
        && year is >= 1900 and < 2100
            ? 4
            : 0;

    /// <summary>The same sign again and again, signs in order up or down, or neighbours on the keyboard.</summary>
    private static int Run(string text, int at)
    {
        var longest = 0;
        for (var step = -1; step <= 1; step++)
        {
            var length = 1;
            while (at + length < text.Length && text[at + length] - text[at + length - 1] == step)
            {
                length++;
            }
            longest = Math.Max(longest, length >= ShortestRun ? length : 0);
        }
        foreach (var row in Keys.SelectMany(keys => new[] { keys, string.Concat(keys.Reverse()) }))
        {
            for (var length = Math.Min(row.Length, text.Length - at); length >= ShortestKeyRun; length--)
            {
                if (row.Contains(text.Substring(at, length), StringComparison.Ordinal))
                {
                    longest = Math.Max(longest, length);
                    break;
                }
            }
        }
        return longest;
    }

    /// <summary>What stands directly before, once more.</summary>
    private static int Again(string text, int at)
    {
        for (var length = Math.Min(at, text.Length - at); length >= ShortestRun; length--)
        {
            if (string.CompareOrdinal(text, at - length, text, at, length) == 0)
            {
                return length;
            }
        }
        return 0;
    }
}
