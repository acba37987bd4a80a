using System.Text.RegularExpressions;

namespace KpiBoard.Web.Tests.Localisation;

/// <summary>
/// Which keys of a text the source uses: <c>text["Key"]</c>, <c>text.Count("Key", n)</c>, <c>text[$"Start.{x}"]</c> on
/// whatever an <c>IStringLocalizer&lt;XText&gt;</c> is named there, and <c>AddNavigation&lt;XText&gt;(..., "Key")</c>.
/// Views also see the names that the _ViewImports above them inject.
/// </summary>
internal sealed partial class TextUses(string name)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> patterns = [];

    public HashSet<string> Keys { get; } = [];

    public static TextUses Of(string name)
    {
        var uses = new TextUses(name);
        foreach (var file in Source.Files("*.cs").Concat(Source.Files("*.cshtml")))
        {
            uses.Read(Imports(file) + File.ReadAllText(file));
        }
        return uses;
    }

    /// <summary>Every text that some source asks for.</summary>
    public static IEnumerable<string> NamesInSource() =>
        Source
            .Files("*.cs")
            .Concat(Source.Files("*.cshtml"))
            .SelectMany(file => Declaration().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["text"].Value)
            .Distinct();

    public bool Uses(string key) => Keys.Contains(key) || patterns.Any(pattern => Fits(pattern, key));

    public IEnumerable<string> NotAmong(HashSet<string> keys) =>
        Keys.Where(key => !keys.Contains(key))
            .Concat(patterns.Where(pattern => !keys.Any(key => Fits(pattern, key))))
            .Order();

    public void Read(string source)
    {
        foreach (Match navigation in Navigation().Matches(source))
        {
            if (navigation.Groups["text"].Value == name)
            {
                Keys.Add(navigation.Groups["key"].Value);
            }
        }
        var names = Declaration().Matches(source).Where(match => match.Groups["text"].Value == name);
        foreach (var variable in names.Select(match => match.Groups["name"].Value).Distinct())
        {
            ReadUses(source, Regex.Escape(variable));
        }
    }

    private void ReadUses(string source, string variable)
    {
        foreach (Match use in Regex.Matches(source, $@"\b{variable}(\[|\.Count\()", RegexOptions.None, Timeout))
        {
            var isCount = use.Value.EndsWith('(');
            foreach (var key in Literals(FirstArgument(source, use.Index + use.Length)))
            {
                Add(isCount ? $"{key}.One" : key);
                Add(isCount ? $"{key}.Many" : key);
            }
        }
    }

    private void Add(string key)
    {
        if (Hole().IsMatch(key))
        {
            patterns.Add(Hole().Replace(key, "*"));
        }
        else
        {
            Keys.Add(key);
        }
    }

    /// <summary>Up to the comma or bracket that ends it, whatever stands in strings and brackets before.</summary>
    private static string FirstArgument(string source, int start)
    {
        var depth = 0;
        var isText = false;
        for (var at = start; at < source.Length; at++)
        {
            isText ^= source[at] == '"';
            if (isText)
            {
                continue;
            }
            depth +=
                source[at] is '(' or '[' or '{' ? 1
                : source[at] is ')' or ']' or '}' ? -1
                : 0;
            if (depth < 0 || (depth == 0 && source[at] == ','))
            {
                return source[start..at];
            }
        }
        return source[start..];
    }

    /// <summary>The texts in an expression that may be its value: not what is compared, nor a case of a switch.</summary>
    private static IEnumerable<string> Literals(string expression) =>
        Literal()
            .Matches(expression)
            .Where(match => !match.Groups["compared"].Success && !match.Groups["case"].Success)
            .Select(match => match.Groups["key"].Value);

    private static bool Fits(string pattern, string key) =>
        Regex.IsMatch(
            key,
            $"^{Regex.Escape(pattern).Replace(@"\*", "[^.]+", StringComparison.Ordinal)}$",
            RegexOptions.None,
            Timeout
        );

    private static string Imports(string file)
    {
        if (Path.GetExtension(file) != ".cshtml")
        {
            return "";
        }
        var imports = "";
        var injected = new HashSet<string>();
        for (
            var folder = Path.GetDirectoryName(file);
            folder != Source.Repository;
            folder = Path.GetDirectoryName(folder)
        )
        {
            var import = Path.Combine(folder!, "_ViewImports.cshtml");
            if (File.Exists(import) && import != file)
            {
                // What a nearer folder injects under a name goes before what a farther one does.
                var text = File.ReadAllText(import);
                var names = Declaration().Matches(text).ToList();
                imports += names
                    .Where(match => injected.Contains(match.Groups["name"].Value))
                    .Aggregate(text, (left, match) => left.Replace(match.Value, "", StringComparison.Ordinal));
                injected.UnionWith(names.Select(match => match.Groups["name"].Value));
            }
        }
        return imports;
    }

    [GeneratedRegex(@"IStringLocalizer<(?<text>\w+)>\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Declaration();

    [GeneratedRegex("""AddNavigation<(?<text>\w+)>\([^;]*?"(?<key>[^"]+)"\s*\)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Navigation();

    [GeneratedRegex(
        """(?<compared>(==|!=|\bis|\bor|\()\s*)?\$?"(?<key>[^"]+)"(?<case>\s*=>)?""",
        RegexOptions.ExplicitCapture,
        5000
    )]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 5000)]
    private static partial Regex Hole();
}
