using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Figures.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>
/// Reads and composes the board in the language of the request, or takes it from the cache. The keys say what is shown:
/// version of the data, language, day, visible units, grain, period and unit. Who looks is in none of them.
/// </summary>
public sealed class BoardReader(
    BoardQueries queries,
    StrategyQueries strategy,
    BoardCache cache,
    PageFrame frame,
    Formats formats,
    IStringLocalizer<BoardText> text,
    IStringLocalizer<LookText> lookText,
    IStringLocalizer<FigureText> figureText,
    LookStore looks,
    TimeProvider clock
)
{
    public BoardCache Cache => cache;

    public async Task<FigureContext> ContextAsync() => FigureContext.Of(await frame.SettingsAsync(), formats);

    /// <summary>What every cached part of a board is kept under.</summary>
    public async Task<string> KeyAsync(BoardVersionRow version, BoardChoice choice, VisibleUnits units)
    {
        var settings = await frame.SettingsAsync();
        return string.Join(
            '|',
            "board",
            version,
            Language.Current.Code,
            settings.DateOf(clock.GetUtcNow()).ToString("O"),
            units.Key,
            choice.FiguresKey
        );
    }

    public Task<BoardModel> BoardAsync(string key, BoardChoice choice, VisibleUnits units) =>
        cache.GetAsync(
            $"{key}|model",
            async () =>
            {
                var settings = await frame.SettingsAsync();
                var words = new FigureWords(figureText, FigureContext.Of(settings, formats));
                // Others wait for the same board: it is read to its end even if the first reader leaves.
                var data = await queries.ReadAsync(choice, words.Context.Calendar, CancellationToken.None);
                var steered = await StrategyAsync(key, choice);
                return new BoardComposer(text, words, settings, clock.GetUtcNow()).Compose(
                    data.SeenBy(units),
                    steered,
                    units
                );
            }
        );

    /// <summary>What steers the strategy is the same whatever figures are shown beside it, favourites too.</summary>
    private Task<StrategyData> StrategyAsync(string key, BoardChoice choice) =>
        cache.GetAsync(
            $"{key[..^choice.FiguresKey.Length]}strategy|{choice.Unit}",
            () => strategy.ReadAsync(choice.Unit, CancellationToken.None)
        );

    /// <summary>What was known at an instant that a link names; by name it is the same for everybody for a while.</summary>
    public Task<BoardLook> LookBackAsync(BoardChoice choice, DateTimeOffset at, LookPoint newest) =>
        cache.GetAsync(
            $"look|{newest}|{choice.Since}",
            async () =>
            {
                var first = await looks.FirstRunAsync(CancellationToken.None);
                return new BoardLook(await looks.AtAsync(at, CancellationToken.None), at, newest)
                {
                    FiguresFrom = first > at ? first : null,
                };
            }
        );

    /// <summary>What has changed since a look: the same for everybody who looked at the same state of knowledge.</summary>
    public Task<SinceModel> SinceAsync(string key, BoardChoice choice, VisibleUnits units, LookPoint since) =>
        cache.GetAsync(
            $"{key}|since|{since}|model",
            async () =>
            {
                var words = new FigureWords(figureText, await ContextAsync());
                var data = await queries.SinceAsync(choice, since, CancellationToken.None);
                var news = SinceNews.Of(data.SeenBy(units), words.Context.Calendar);
                return new SinceWords(lookText, text, words).Of(news);
            }
        );
}
