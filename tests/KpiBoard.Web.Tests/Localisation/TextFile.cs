using System.Xml.Linq;

namespace KpiBoard.Web.Tests.Localisation;

/// <summary>One text: its key-value pairs in the three languages.</summary>
internal sealed record TextFile(
    string Name,
    string Slice,
    IReadOnlyDictionary<string, string> English,
    IReadOnlyDictionary<string, string> Danish,
    IReadOnlyDictionary<string, string> Norwegian
)
{
    public static IReadOnlyList<TextFile> All { get; } =
    [
        .. Source
            .Files("*.resx")
            .Where(file => !Path.GetFileNameWithoutExtension(file).Contains('.', StringComparison.Ordinal))
            .Select(file => new TextFile(
                Path.GetFileNameWithoutExtension(file),
                Directory.GetParent(file)!.Parent!.FullName,
                Read(file),
                Read(Path.ChangeExtension(file, ".da.resx")),
                Read(Path.ChangeExtension(file, ".nb.resx"))
            )),
    ];

    public IEnumerable<KeyValuePair<string, string>> EveryValue => English.Concat(Danish).Concat(Norwegian);

    /// <summary>True when a source of the folder that the text belongs to has the key as a word.</summary>
    public bool IsWordOfItsSlice(string key) =>
        Source
            .Files("*.cs")
            .Concat(Source.Files("*.cshtml"))
            .Where(file => file.StartsWith(Slice + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Any(file => File.ReadAllText(file).Contains($"\"{key}\"", StringComparison.Ordinal));

    public static TextFile Find(string name) => All.Single(text => text.Name == name);

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(file)
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
}
