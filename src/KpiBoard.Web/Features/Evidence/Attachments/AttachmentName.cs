using System.Globalization;
using System.Text;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>Makes a file's name harmless: it is shown on pages, sent in headers, and saved on other people's machines.</summary>
public static class AttachmentName
{
    public const int Longest = 120;

    private const string Nameless = "file";

    // What no common file system takes, whichever machine this runs on.
    private const string Forbidden = "<>:\"/\\|?*";

    /// <summary>Names that mean devices on Windows, with any ending.</summary>
    private static readonly HashSet<string> Devices = new(
        [
            "CON",
            "PRN",
            "AUX",
            "NUL",
            .. Enumerable.Range(0, 10).SelectMany(number => (string[])[$"COM{number}", $"LPT{number}"]),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The name without folders and signs that deceive or do harm, and with the ending of what the file is.</summary>
    public static string Of(string typed, AttachmentKind kind)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(kind);
        var last = typed[(typed.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = string.Concat(last.EnumerateRunes().Where(IsHarmless).Select(Kept)).TrimEnd(' ', '.');
        var ending = kind.Fits(name) ? name[name.LastIndexOf('.')..] : kind.Ending;
        var stem = Trimmed(kind.Fits(name) ? name[..name.LastIndexOf('.')] : name);
        stem = Trimmed(Shortened(stem, Longest - ending.Length));
        return (
                stem.Length == 0 ? Nameless
                : IsDevice(stem) ? "_" + stem
                : stem
            ) + ending;
    }

    /// <summary>Signs that cannot be seen can turn the order of those that can: "exe.pdf" from right to left.</summary>
    private static bool IsHarmless(Rune sign) =>
        Rune.GetUnicodeCategory(sign)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            )
        && sign != Rune.ReplacementChar;

    private static string Kept(Rune sign) =>
        sign.IsAscii && Forbidden.Contains((char)sign.Value, StringComparison.Ordinal) ? "_"
        : Rune.IsWhiteSpace(sign) ? " "
        : sign.ToString();

    private static string Trimmed(string name) => name.Trim(' ', '.');

    /// <summary>Never in the middle of a sign that takes two places.</summary>
    private static string Shortened(string name, int length) =>
        name.Length <= length ? name
        : char.IsHighSurrogate(name[length - 1]) ? name[..(length - 1)]
        : name[..length];

    private static bool IsDevice(string stem) => Devices.Contains(stem.Split('.')[0].TrimEnd());
}
