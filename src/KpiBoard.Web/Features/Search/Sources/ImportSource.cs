using System.Globalization;
using System.Security.Claims;
using KpiBoard.Data;
using KpiBoard.Web.Features.Search.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Search;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Search.Sources;

/// <summary>Imports by the name of their file or their number, newest first.</summary>
internal sealed class ImportSource(
    KpiDatabase database,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<SearchText> text
) : ISearchSource
{
    private const string FindSql = """
        SELECT i.[Id], i.[FileName], i.[PublishedAt]
          FROM (SELECT [Id], [FileName], [PublishedAt], ROW_NUMBER() OVER (ORDER BY [Id] DESC) AS [Place]
                  FROM [ImportBatch]
                 WHERE [PublishedAt] IS NOT NULL AND ([Id] = @id OR UPPER([FileName]) LIKE @pattern)) i
         WHERE i.[Place] <= @most
         ORDER BY i.[Place]
        """;

    private const int Most = 50;

    public int Order => 50;

    public string Policy => AccessPolicy.ReadImports;

    public string Title => text["Imports"];

    public async Task<IReadOnlyList<SearchHit>> FindAsync(SearchTerm term, ClaimsPrincipal person, CancellationToken ct)
    {
        if (term.IsEmpty)
        {
            return [];
        }
        var id = long.TryParse(term.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var zone = (await frame.SettingsAsync()).TimeZone;
        var rows = await database.QueryAsync<ImportRow>(
            FindSql,
            new
            {
                id,
                pattern = term.Pattern,
                most = Most,
            },
            ct
        );
        return
        [
            .. rows.Where(row => row.Id == id || term.Fits(row.FileName))
                .Select(row => new SearchHit(
                    row.FileName,
                    text["Import", formats.Whole(row.Id), formats.Time(row.PublishedAt, zone)],
                    $"/imports/{row.Id}"
                )),
        ];
    }

    private sealed class ImportRow
    {
        public long Id { get; init; }
        public string FileName { get; init; } = "";
        public DateTimeOffset PublishedAt { get; init; }
    }
}
