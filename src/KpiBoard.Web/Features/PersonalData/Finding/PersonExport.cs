using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.PersonalData;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>
/// Everything that is held of a person in one archive: a table for each place, the lines of the files, and a page that
/// says what is what, in the language of whoever asks.
/// </summary>
public sealed class PersonExport(
    TableScan scan,
    PersonFiles files,
    CompanySettingsStore settings,
    IStringLocalizer<PersonalDataText> text,
    TimeProvider clock
)
{
    private const decimal Money = 10_000m;
    private const long FirstDate = 1000_01_01;

    private static readonly string[] Amounts = ["Amount", "Cost", "CategorySpend", "CoveredAmount", "CoveredCost"];

    public async Task WriteAsync(Stream target, DataSubject person, IReadOnlyList<string> also, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        var company = await settings.GetAsync(ct);
        var terms = person.Terms(also);
        var index = new List<(string Name, string Title, long Rows)>();
        await using var archive = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, true, null, ct);
        foreach (var table in PersonalTables.All.Keys)
        {
            var rows = await scan.FindAsync(table, person.Ids, terms, everything: true, ct).ToListAsync(ct);
            if (rows.Count > 0)
            {
                var name = $"{Kebab(table)}.csv";
                await WriteTableAsync(archive, name, rows, company, ct);
                index.Add((name, text[$"Place.{table}"], rows.Count));
            }
        }
        foreach (var (at, file) in files.Find(terms, ct).Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"files/{at + 1}-{Path.GetFileName(file.Name)}.txt");
            await WriteTextAsync(archive, name, string.Concat(PersonFiles.Lines(file, terms)), ct);
            index.Add((name, text["Export.File", file.Name], file.Records));
        }
        await WriteTextAsync(archive, "index.html", Index(person, company, index), ct);
    }

    private static async Task WriteTableAsync(
        ZipArchive archive,
        string name,
        IReadOnlyList<FoundRow> rows,
        CompanySettings company,
        CancellationToken ct
    )
    {
        var columns = rows[0].Values.Keys.Where(column => column is not ("Fingerprint" or "NumberHash")).ToList();
        await using var stream = await archive.CreateEntry(name).OpenAsync(ct);
        await new CsvSheet(Language.Current, company.TimeZone).WriteAsync(
            stream,
            Sheet.Of(name, columns, rows.Select(row => Cells(row, columns))),
            ct
        );
    }

    private static async Task WriteTextAsync(ZipArchive archive, string name, string content, CancellationToken ct)
    {
        await using var stream = await archive.CreateEntry(name).OpenAsync(ct);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(content), ct);
    }

    private static IReadOnlyList<object?> Cells(FoundRow row, IEnumerable<string> columns) =>
        [.. columns.Select(column => Plain(column, row.Values[column]))];

    /// <summary>As people write it, where the tables have whole numbers for money, days and instants.</summary>
    private static object? Plain(string column, object? value) =>
        value switch
        {
            long units when Amounts.Contains(column) => units / Money,
            long instant when column == "AnsweredAt" => DateTimeOffset.FromUnixTimeMilliseconds(instant),
            long or int when IsDay(column) && Number(value) >= FirstDate => Day((int)Number(value)),
            DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            byte[] bytes => Convert.ToHexStringLower(bytes),
            _ => value,
        };

    private static bool IsDay(string column) =>
        column.EndsWith("On", StringComparison.Ordinal)
        || column.EndsWith("Day", StringComparison.Ordinal)
        || column == "ValidFrom";

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static DateOnly Day(int key) => new(key / 10_000, key / 100 % 100, key % 100);

    private static string Kebab(string table) =>
        string.Concat(table.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}"))
            .ToLowerInvariant();

    private string Index(
        DataSubject person,
        CompanySettings company,
        IEnumerable<(string Name, string Title, long Rows)> parts
    )
    {
        var format = Formats.Current;
        var numbers = string.Join(", ", person.Numbers.Select(number => number.Number));
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html><html lang=\"{Language.Current.Code}\">")
            .Append("<head><meta charset=\"utf-8\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Html(text["Export.Title", numbers])}</title></head><body>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Html(text["Export.Title", numbers])}</h1>")
            .Append(
                CultureInfo.InvariantCulture,
                $"<p>{Html(text["Export.Lead", company.CompanyName, format.Time(clock.GetUtcNow(), company.TimeZone)])}</p>"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"<p>{Html(text["Export.Names", string.Join(", ", person.Names)])}</p>"
            )
            .Append(CultureInfo.InvariantCulture, $"<p>{Html(text["Export.Right"])}</p><ul>");
        foreach (var (name, title, rows) in parts)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<li><a href=\"{Html(Uri.EscapeDataString(name).Replace("%2F", "/"))}\">{Html(name)}</a>: {Html(title)}, {Html(text.Count("Rows", rows))}</li>"
            );
        }
        return page.Append("</ul></body></html>").ToString();
    }

    private static string Html(string value) => WebUtility.HtmlEncode(value);
}
