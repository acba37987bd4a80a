using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>The executives' home page.</summary>
[Route("/")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class BoardController(
    BoardQueries queries,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<BoardText> text,
    IStringLocalizer<FigureText> figureText,
    TimeProvider clock
) : Controller
{
    [HttpGet]
    public async Task<IActionResult> Index(string? grain, CancellationToken ct)
    {
        var shown = Grains.TryParse(grain, out var known) ? known : Grain.Month;
        var settings = await frame.SettingsAsync();
        var now = clock.GetUtcNow();
        var access = new BoardAccess(
            User.May(AccessPolicy.ReadImports),
            User.May(AccessPolicy.ChangeImports),
            User.May(AccessPolicy.SetUp)
        );
        // Who looks does not matter to what the board says, only which links may be offered.
        var key = string.Join(
            '|',
            await queries.VersionAsync(ct),
            shown,
            Language.Current.Code,
            access,
            settings.DateOf(now).ToString("O")
        );
        return View(new BoardPage(key, access, () => ComposeAsync(shown)));

        async Task<BoardModel> ComposeAsync(Grain of)
        {
            var words = new FigureWords(figureText, FigureContext.Of(settings, formats));
            var data = await queries.ReadAsync(of, words.Context.Calendar, ct);
            return new BoardComposer(text, words, settings, now).Compose(data);
        }
    }
}

/// <summary>Which links a reader may be offered.</summary>
public sealed record BoardAccess(bool ReadImports, bool ChangeImports, bool SetUp);

/// <summary>The board under the key of its cache; it is read and composed only when the cache has none.</summary>
public sealed record BoardPage(string Key, BoardAccess Access, Func<Task<BoardModel>> ComposeAsync);
