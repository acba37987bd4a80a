using System.Globalization;
using System.Text;
using KpiBoard.Web.Features.Demo.Generation;

namespace KpiBoard.Web.Tests.Demo;

/// <summary>The demo company's files, read back by column names.</summary>
internal static class DemoRows
{
    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(DemoFile file)
    {
        var lines = Encoding.UTF8.GetString(file.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        foreach (var line in lines.Skip(1))
        {
            var fields = Fields(line);
            yield return names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(IEnumerable<DemoFile> files, string kind) =>
        files.Where(file => file.Kind == kind).SelectMany(Of);

    public static DateOnly Day(string text) =>
        DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }
        fields.Add(field.ToString());
        return fields;
    }
}
