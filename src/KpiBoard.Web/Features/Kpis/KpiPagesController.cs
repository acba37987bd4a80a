using KpiBoard.Web.Features.Kpis.Pages;
using KpiBoard.Web.Features.Kpis.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Annotations;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Kpis;

/// <summary>The figures: all of them, and each on its own page.</summary>
[Route("figures")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class KpiPagesController(
    FigurePageQueries queries,
    IPointComments comments,
    AnnotationReader annotations,
    UserQueries users,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<KpiText> text,
    IStringLocalizer<FigureText> figureText
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(FigureQuery query, CancellationToken ct)
    {
        var words = await WordsAsync();
        var choice = new FigureChoice(FigureChoice.Of(query, words.Context.Calendar).Grain);
        var data = await queries.ReadAllAsync(choice, ct);
        return View(FigureList.Of(choice, data, words));
    }

    [HttpGet("{code}")]
    public async Task<IActionResult> Figure(string code, FigureQuery query, CancellationToken ct)
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
        var mayReadCustomers = User.May(AccessPolicy.ReadCustomers);
        var said = await comments.CountAsync(kpi.Code, choice.Dimension, choice.Member, User, ct);
        var composer = new FigurePageComposer(text, words, await frame.SettingsAsync(), mayReadCustomers, said);
        var periods = FigurePageComposer.PeriodsOf(kpi, choice, data, words.Context.Calendar);
        var marks = await annotations.MarksAsync(kpi.Code, choice.Dimension, choice.Member, periods, words.Context, ct);
        return View(composer.Compose(kpi, choice, data, marks));
    }

    private async Task<FigureWords> WordsAsync() =>
        new(figureText, FigureContext.Of(await frame.SettingsAsync(), formats));
}
