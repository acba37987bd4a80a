using System.IO.Compression;
using System.Text;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Features.Imports.Samples;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;

namespace KpiBoard.Fuzz;

/// <summary>A file that can be imported, before anything is done to it.</summary>
internal sealed record SeedFile(string Kind, string Name, byte[] Content);

/// <summary>The product's sample of each kind and language, as text, packed and as a workbook; and real files where they are.</summary>
internal static class SeedFiles
{
    /// <summary>Of a real file so much is enough to be wrong in.</summary>
    private const int MostBytes = 32 * 1024;

    public static async Task<IReadOnlyList<SeedFile>> ReadAsync()
    {
        var found = new List<SeedFile>();
        var samples = new SampleFiles(TimeProvider.System);
        foreach (var kind in ImportKind.All)
        {
            foreach (var language in Language.All)
            {
                if (samples.Of(kind.Name, language, new CompanySettings()) is { } content)
                {
                    found.Add(new(kind.Name, $"{kind.Name}.csv", content));
                    found.Add(new(kind.Name, $"{kind.Name}.csv.gz", Packed(content)));
                    found.Add(new(kind.Name, $"{kind.Name}.xlsx", await WorkbookAsync(content)));
                }
            }
        }
        found.AddRange(Real());
        return found;
    }

    private static IEnumerable<SeedFile> Real()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KpiBoard.sln")))
        {
            folder = folder.Parent;
        }
        var data = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "data") : "";
        foreach (var (kind, under) in new[] { ("revenue", "retail-by-day"), ("surveys", "sfo-survey") })
        {
            var files = Directory.Exists(Path.Combine(data, under))
                ? Directory.EnumerateFiles(Path.Combine(data, under), "*.csv").Order(StringComparer.Ordinal).Take(5)
                : [];
            foreach (var file in files)
            {
                using var stream = File.OpenRead(file);
                var content = new byte[Math.Min(stream.Length, MostBytes)];
                stream.ReadExactly(content);
                yield return new(kind, Path.GetFileName(file), content);
            }
        }
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }
        return packed.ToArray();
    }

    private static async Task<byte[]> WorkbookAsync(byte[] content)
    {
        var rows = Encoding
            .UTF8.GetString(content)
            .TrimStart('\ufeff')
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var cells = rows.Select(row =>
                row.TrimEnd('\r').Split(rows[0].Contains(';', StringComparison.Ordinal) ? ';' : ',')
            )
            .ToList();
        var sheet = Sheet.Of("sample", cells[0], cells.Skip(1).Select(row => (IReadOnlyList<object?>)row));
        using var stream = new MemoryStream();
        await ExcelSheet.WriteAsync(stream, sheet, "Data", "About", CancellationToken.None);
        return stream.ToArray();
    }
}
