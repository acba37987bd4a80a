using System.Globalization;
using System.Text;
using Xunit;

namespace KpiBoard.Core.Tests;

/// <summary>Real input that lies beside the repository; a test that needs it is visibly skipped without it.</summary>
internal static class SharedData
{
    public static string Require(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "KpiBoard.sln")))
        {
            root = root.Parent;
        }

        var full = Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "..", "shared", "data", path));
        Assert.SkipUnless(Path.Exists(full), $"../shared/data/{path} is not there");
        return full;
    }

    /// <summary>The records of a file with a header, by column name; fields may be quoted, none spans lines.</summary>
    public static IEnumerable<Func<string, string>> ReadCsv(string file)
    {
        using var lines = File.ReadLines(file, Encoding.Latin1).GetEnumerator();
        lines.MoveNext();
        var header = Fields(lines.Current).Index().ToDictionary(field => field.Item, field => field.Index);
        while (lines.MoveNext())
        {
            var fields = Fields(lines.Current);
            yield return column => fields[header[column]];
        }
    }

    public static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static List<string> Fields(string line)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
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

        return [.. fields, field.ToString()];
    }
}
