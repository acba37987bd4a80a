using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Board;

/// <summary>Which links a reader may be offered.</summary>
public sealed record BoardAccess(bool ReadImports, bool ChangeImports, bool SetUp, bool Decide);

/// <summary>What the news is told from, and what has been shown with it.</summary>
/// <param name="Since">The state of knowledge then.</param>
/// <param name="At">The instant of it.</param>
/// <param name="Newest">What is known now.</param>
public sealed record BoardLook(LookPoint Since, DateTimeOffset At, LookPoint Newest)
{
    /// <summary>The person's own look; null where the link says since when.</summary>
    public LastLookRow? Look { get; init; }

    /// <summary>Whether the person sees the board for the first time.</summary>
    public bool IsFirst { get; init; }

    /// <summary>When figures were first known, where that was later.</summary>
    public DateTimeOffset? FiguresFrom { get; init; }
}

/// <summary>The shared board under its key, and what is the person's own on it.</summary>
public sealed record BoardPage(
    string Key,
    BoardChoice Choice,
    BoardModel Board,
    BoardAccess Access,
    Mine Mine,
    BoardReader Reader,
    FigureContext Context
)
{
    public required BoardQuery Query { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>None while there are no figures, and on a board of the past.</summary>
    public BoardLook? Look { get; init; }

    public BoardCache Cache => Reader.Cache;

    /// <summary>The favourites that the person still may see.</summary>
    public IReadOnlyList<FavouriteRow> Favourites =>
        [.. Mine.Favourites.Where(figure => Mine.Units.Includes(figure.Dimension, figure.Member))];

    public IReadOnlySet<string> Marked { get; } = Mine.Favourites.Select(FavouriteKey.Of).ToHashSet();

    /// <summary>The address that leads here again, without what was just done.</summary>
    public string Here => Choice.ToQuery(Context.Calendar);

    public string SinceQuery(string? since) => (Choice with { Since = since }).ToQuery(Context.Calendar);

    /// <summary>What a link to this view says to others: the period is named, so that it still shows it next month.</summary>
    public string SharedQuery => (Choice with { Period = Choice.Period ?? Board.Latest }).ToQuery(Context.Calendar);

    public string? SharedPeriod => Board.Latest is { } period ? Context.Period(period) : null;

    /// <summary>The tile of a favourite, at the grain and in the period of this board.</summary>
    public async Task<(string Key, BoardTile? Tile)> TileAsync(FavouriteRow figure)
    {
        var choice = Choice.Of(figure.Dimension, figure.Member);
        var key = await Reader.KeyAsync(Mine.Version, choice, Mine.Units);
        var board = await Reader.BoardAsync(key, choice, Mine.Units);
        var tile = board.Tiles.GetValueOrDefault(figure.Kpi);
        return (
            $"{key}|tile|{figure.Kpi}",
            tile is null || choice.IsCompany ? tile : tile with { Part = board.MemberName }
        );
    }
}
