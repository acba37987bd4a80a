using System.Globalization;
using System.Text;
using FsCheck.Fluent;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Fuzz;

/// <summary>A file to try, and how to import it.</summary>
internal sealed record FuzzInput(string Kind, string FileName, byte[] Content, bool Quarantine, bool DryRun)
{
    private const int MostChanges = 8;

    /// <summary>What has broken importers before.</summary>
    private static readonly string[] Tokens =
    [
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\0",
        "\ufeff",
        "\u202e",
        "æøå",
        "\ud83d\ude00",
        "=cmd|' /C calc'!A0",
        "-",
        "+",
        "-0",
        "1e308",
        "1E-400",
        "NaN",
        "∞",
        "922337203685477.5807",
        "-922337203685477.5808",
        "99999999999999999999",
        "0.00001",
        "1,234,567.89",
        "1.234.567,89",
        "2026-02-29",
        "2024-02-29",
        "0000-00-00",
        "9999-12-31",
        "31.12.2026",
        "2026-W53",
        "2026-13",
        "12:60",
        "11",
        "-1",
        "' OR 1=1 --",
        "<script>",
        "%00",
        "../../etc/passwd",
        " ",
        "\u00a0",
    ];

    public override string ToString() =>
        $"{Kind} {FileName}, {Content.Length} bytes{(Quarantine ? ", quarantine" : "")}{(DryRun ? ", dry run" : "")}";

    public static FuzzInput Next(Random random, IReadOnlyList<SeedFile> seeds)
    {
        var quarantine = random.Next(2) == 0;
        var dryRun = random.Next(8) == 0;
        if (random.Next(3) == 0)
        {
            var kind = ImportKind.All[random.Next(ImportKind.All.Count)];
            return new(kind.Name, $"{kind.Name}.csv", Generated(random, kind), quarantine, dryRun);
        }
        var seed = seeds[random.Next(seeds.Count)];
        // Now and then a file goes to the wrong kind.
        var into = random.Next(20) == 0 ? ImportKind.All[random.Next(ImportKind.All.Count)].Name : seed.Kind;
        return new(into, seed.Name, Mutated(random, seed.Content, seeds), quarantine, dryRun);
    }

    /// <summary>A header of some of the kind's columns, and rows of values that are right or nearly so.</summary>
    private static byte[] Generated(Random random, ImportKind kind)
    {
        var columns = kind.Columns.Where(_ => random.Next(6) > 0).Select(column => column.Name).ToList();
        var value = Gen.OneOf(
            Gen.Elements(Tokens),
            Gen.Choose(-100_000, 100_000).Select(number => (number / 100m).ToString(CultureInfo.InvariantCulture)),
            Gen.Choose(0, 800)
                .Select(days =>
                    new DateOnly(2024, 12, 1).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                ),
            Gen.Choose(0, 30).Select(number => $"C-{number}"),
            Gen.Choose(0, 10).Select(number => number.ToString(CultureInfo.InvariantCulture)),
            Gen.Elements(
                "DKK",
                "SEK",
                "EUR",
                "customer",
                "relationship",
                "nps.relationship",
                "2025",
                "2025-07",
                "2025-Q3",
                ""
            ),
            ArbMap.Default.GeneratorFor<string>()
        );
        var cells = value.Sample(20, columns.Count * random.Next(1, 30)).Select(cell => cell ?? "").ToList();
        var text = new StringBuilder(string.Join(',', columns)).Append('\n');
        foreach (var row in cells.Chunk(Math.Max(1, columns.Count)))
        {
            text.AppendJoin(
                    ',',
                    row.Select(cell =>
                        random.Next(3) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell
                    )
                )
                .Append(random.Next(10) == 0 ? "\r\n" : "\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Mutated(Random random, byte[] original, IReadOnlyList<SeedFile> seeds)
    {
        var bytes = new List<byte>(original);
        for (var change = random.Next(1, MostChanges + 1); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 1 << random.Next(1, 10)), bytes.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 6:
                    var other = seeds[random.Next(seeds.Count)].Content;
                    var from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + length)]);
                    break;
                default:
                    bytes.Reverse(at, length);
                    break;
            }
        }
        return [.. bytes];
    }
}
