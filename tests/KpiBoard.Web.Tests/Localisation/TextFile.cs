using System.Xml.Linq;

namespace KpiBoard.Web.Tests.Localisation;

/// <summary>One text: its key-value pairs in the three languages.</summary>
internal sealed record TextFile(
    string Name,
    IReadOnlyDictionary<string, string> English,
    IReadOnlyDictionary<string, string> Danish,
    IReadOnlyDictionary<string, string> Norwegian
)
{
    public static IReadOnlyList<TextFile> All { get; } =
    [
        .. Source
            .Files("*Text.resx")
            .Select(file => new TextFile(
                Path.GetFileNameWithoutExtension(file),
                Read(file),
                Read(Path.ChangeExtension(file, ".da.resx")),
                Read(Path.ChangeExtension(file, ".nb.resx"))
            )),
    ];

    public IEnumerable<KeyValuePair<string, string>> EveryValue => English.Concat(Danish).Concat(Norwegian);

    public static TextFile Find(string name) => All.Single(text => text.Name == name);

    private static Dictionary<string, string> Read(string file) =>
        XDocument
            .Load(file)
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);
}
