using System.Globalization;
using System.Reflection;

namespace KpiBoard.Data.Migrations;

/// <summary>One numbered step of the schema for one engine. Batches of a SQL Server script are separated by GO.</summary>
public sealed record Migration(int Number, string Name, string Script)
{
    private const string Prefix = "migrations/";

    /// <summary>The engine's migrations in order, from <c>db/migrations</c>.</summary>
    public static IReadOnlyList<Migration> For(string engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{Prefix}{engine}/";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    var file = Path.GetFileNameWithoutExtension(name[prefix.Length..]);
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new Migration(int.Parse(file[..4], CultureInfo.InvariantCulture), file, reader.ReadToEnd());
                }),
        ];
    }

    public IReadOnlyList<string> Batches =>
        [
            .. Script
                .ReplaceLineEndings("\n")
                .Split("\nGO\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];
}
