using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The tables of the figure pages as files; the links carry the choice of the page.</summary>
[Route("figures")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class FigureFilesController(
    FigurePageQueries queries,
    UserQueries users,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<KpiText> text,
    IStringLocalizer<FigureText> figureText
) : Controller
{
    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> List(FigureQuery query, CancellationToken ct)
    {
        var words = await WordsAsync();
        var choice = new FigureChoice(FigureChoice.Of(query, words.Context.Calendar).Grain);
        var data = await queries.ReadAllAsync(choice, ct);
        return new SheetResult((await SheetsAsync(words, choice, data)).List());
    }

    [HttpGet("{code}/csv")]
    [HttpGet("{code}/xlsx")]
    public Task<IActionResult> Figure(string code, FigureQuery query, CancellationToken ct) =>
        FileAsync(code, query, (sheets, kpi) => sheets.Figure(kpi), ct);

    [HttpGet("{code}/bridge/csv")]
    [HttpGet("{code}/bridge/xlsx")]
    public Task<IActionResult> Bridge(string code, FigureQuery query, CancellationToken ct) =>
        FileAsync(code, query, (sheets, kpi) => sheets.Bridge(kpi), ct);

    [HttpGet("{code}/by/{dimension}/csv")]
    [HttpGet("{code}/by/{dimension}/xlsx")]
    public async Task<IActionResult> Members(string code, string dimension, FigureQuery query, CancellationToken ct) =>
        KpiDimensions.All.Contains(dimension)
            ? await FileAsync(code, query, (sheets, kpi) => sheets.Members(kpi, dimension), ct)
            : NotFound();

    private async Task<IActionResult> FileAsync(
        string code,
        FigureQuery query,
        Func<FigureSheets, KpiDefinition, Sheet> make,
        CancellationToken ct
    )
    {
        if (!(await frame.FiguresAsync()).TryGet(code, out var kpi))
        {
            return NotFound();
        }
        var words = await WordsAsync();
        var choice = FigureChoice.Of(query, words.Context.Calendar);
        var units = await users.VisibleUnitsAsync(User, ct);
        if (!units.Includes(choice.Dimension, choice.Member))
        {
            return Forbid();
        }
        var data = (await queries.ReadAsync(kpi, choice, words.Context.Calendar, ct)).SeenBy(units);
        return new SheetResult(make(await SheetsAsync(words, choice, data), kpi));
    }

    private async Task<FigureSheets> SheetsAsync(FigureWords words, FigureChoice choice, FigurePageData data) =>
        new(text, words, (await frame.SettingsAsync()).CompanyName, choice, data);

    private async Task<FigureWords> WordsAsync() =>
        new(figureText, FigureContext.Of(await frame.SettingsAsync(), formats));
}
