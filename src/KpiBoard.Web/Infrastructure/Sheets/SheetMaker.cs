using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Resources;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Infrastructure.Sheets;

/// <summary>Makes a page's table a file that says what it is: whose, which table, and of when.</summary>
public sealed class SheetMaker(PageFrame frame, IStringLocalizer<SharedText> text, TimeProvider clock)
{
    /// <summary>Makes the answer to a request for the file.</summary>
    /// <param name="title">What the page calls the table.</param>
    /// <param name="fileName">Without its ending.</param>
    /// <param name="header">See <see cref="Sheet.Header"/>.</param>
    /// <param name="rows">As many values as the header has names, each.</param>
    public async Task<SheetResult> MakeAsync(
        string title,
        string fileName,
        IReadOnlyList<string> header,
        IAsyncEnumerable<IReadOnlyList<object?>> rows
    )
    {
        var settings = await frame.SettingsAsync();
        return new(
            new(fileName, header, rows)
            {
                Zone = settings.TimeZone,
                About =
                [
                    (text["Table.Company"], settings.CompanyName),
                    (text["Table"], title),
                    (text["Table.MadeAt"], Formats.Current.Time(clock.GetUtcNow(), settings.TimeZone)),
                ],
            }
        );
    }

    /// <summary>A table that is in memory already.</summary>
    public Task<SheetResult> MakeAsync(
        string title,
        string fileName,
        IReadOnlyList<string> header,
        IEnumerable<IReadOnlyList<object?>> rows
    ) => MakeAsync(title, fileName, header, rows.ToAsyncEnumerable());
}
