using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>Puts the stored rows into words, tiles and notices. No I/O: the same rows give the same board.</summary>
public sealed class BoardComposer(
    IStringLocalizer<BoardText> text,
    FigureWords figures,
    CompanySettings settings,
    DateTimeOffset now
)
{
    private readonly BoardWords words = new(text, figures);
    private readonly SourceWords sourceWords = new(text, figures.Context);

    private FigureContext Context => figures.Context;

    private string NextRefreshTime => Context.Time(NextRefresh.After(now, settings));

    /// <summary>The board, in words.</summary>
    /// <param name="data">The figures, and what is done about them.</param>
    /// <param name="strategy">What steers the strategy.</param>
    /// <param name="units">The units that the reader sees.</param>
    public BoardModel Compose(BoardData data, StrategyData strategy, VisibleUnits units)
    {
        var sources = Freshness(data);
        return data.LastDone is { } done ? Ready(data, strategy, units, done, sources) : NotYet(data, sources);
    }

    private BoardModel Ready(
        BoardData data,
        StrategyData steered,
        VisibleUnits units,
        BoardRunRow done,
        IReadOnlyList<SourceFreshness> sources
    )
    {
        var choice = data.Choice;
        var board = BoardFigures.Of(data, Context.Calendar, figures.NameOfMember);
        var news = board.News;
        var period = board.Latest is { } latest ? Context.Period(latest) : text["Title"].Value;
        var tiles = new BoardTiles(text, figures, sources, choice);
        var changes = new BoardChanges(text, figures);
        var company = choice.IsCompany
            ? board
            : BoardFigures.Of(data with { Choice = choice.OfCompany() }, Context.Calendar, figures.NameOfMember);
        var initiatives = new BoardInitiatives(text, figures).Of(data);
        var strategy = new StrategyWords(text, figures, settings, now).Of(steered, units, initiatives);
        return new(BoardState.Ready, data.Grain)
        {
            Eyebrow = Eyebrow(choice.Unit is { } unit ? $"{figures.NameOfMember(unit)}, {period}" : period, done),
            // The heading says whose figures it is about, where it is not everybody's.
            Lead =
            [
                .. choice.Unit is { } of ? [new LeadPart($"{figures.NameOfMember(of)}:")] : Array.Empty<LeadPart>(),
                .. words.Lead(news, period),
                .. words.ToDecide(strategy.Open),
            ],
            Notices = [.. Notices(data, sources)],
            Changes = changes.Of(news, board.Shown),
            Tally = changes.Tally(news, sources.Count(source => source.IsStale)),
            SinceTitle = text["SinceSub", Ended(done)],
            Since = changes.Since(done, data),
            Groups =
            [
                .. KpiGroups
                    .Select(group => Group(group, board, company, tiles, data))
                    .Where(group => group.Tiles.Count + group.Unmeasured.Count > 0),
            ],
            Tiles = board
                .Shown.Concat(board.OffBoard)
                .ToDictionary(figure => figure.Series.Kpi.Code, figure => tiles.Of(figure.Series, figure.Verdict)),
            UnitNote = choice.Unit is { } shown ? text["UnitNote", figures.NameOfMember(shown)].Value : null,
            Past =
                choice.Period is { } asked && data.NewestMonth > asked.Last.Key
                    ? text["Past", Context.Period(asked)].Value
                    : null,
            Latest = board.Latest,
            Units = [.. data.Units.Select(one => (one, figures.NameOfMember(one)))],
            MemberName = figures.NameOfMember(choice.Member),
            Query = choice.FigureQuery(Context.Calendar),
            NewestQuery = (choice with { Period = null }).ToQuery(Context.Calendar),
            Grains = figures.Grains,
            GrainLinks =
            [
                .. Grains.All.Select(grain =>
                    (
                        (choice with { Grain = grain, Period = null }).ToQuery(Context.Calendar),
                        figures.Name(grain),
                        grain == choice.Grain
                    )
                ),
            ],
            Initiatives = initiatives,
            Strategy = strategy,
            Sources = sourceWords.Table(sources),
            Freshness = sources,
        };
    }

    private static readonly KpiGroup[][] KpiGroups =
    [
        [KpiGroup.CustomersSay],
        [KpiGroup.CustomersDo],
        [KpiGroup.Own, KpiGroup.Traditional],
    ];

    /// <summary>A figure that has never had a value has no tile: a line says what it needs.</summary>
    private BoardGroup Group(
        KpiGroup[] groups,
        BoardFigures board,
        BoardFigures company,
        BoardTiles tiles,
        BoardData data
    )
    {
        var group = groups[0];
        var shown = board.Shown.Where(figure => groups.Contains(figure.Series.Kpi.Group)).ToLookup(Measured);
        var isOwn = group == KpiGroup.Own;
        return new(
            group == KpiGroup.CustomersSay ? "say"
                : isOwn ? "own"
                : "do",
            isOwn ? text["OwnTitle"] : figures.Name(group)
        )
        {
            Meta = group == KpiGroup.CustomersDo ? DoMeta(data, board) : null,
            Tiles = [.. shown[true].Select(figure => tiles.Of(figure.Series, figure.Verdict))],
            Unmeasured =
            [
                .. shown[false]
                    .GroupBy(figure => IsNotDivided(figure) ? text["NeedsUnit"].Value : tiles.Missing(figure.Series))
                    .Select(same => new BoardUnmeasured(
                        text["Unmeasured", string.Join(", ", same.Select(figure => figures.Name(figure.Series.Kpi)))],
                        same.Key,
                        same.First().Series.Kpi.Code
                    )),
            ],
        };

        bool IsNotDivided((FigureSeries Series, Verdict Verdict) figure) =>
            !data.Choice.IsCompany && company.Shown.Any(one => one.Series.Kpi == figure.Series.Kpi && Measured(one));

        static bool Measured((FigureSeries Series, Verdict Verdict) figure) => figure.Series.LastKnown is not null;
    }

    private BoardModel NotYet(BoardData data, IReadOnlyList<SourceFreshness> sources)
    {
        var isEmpty = data.Deliveries.Count == 0;
        return new(isEmpty ? BoardState.Empty : BoardState.Coming, data.Grain)
        {
            Eyebrow = text["Title"],
            Lead = [new(text[isEmpty ? "EmptyTitle" : "ComingTitle"])],
            Notices = [.. Notices(data, sources)],
            Coming = isEmpty ? "" : text.Count("ComingLead", data.Deliveries.Count),
            ComingDo = isEmpty ? "" : text["ComingDo", NextRefreshTime],
            Sources = sourceWords.Table(sources),
            Freshness = sources,
        };
    }

    private string Eyebrow(string period, BoardRunRow done) =>
        string.Join(
            ' ',
            text["Eyebrow", period].Value,
            text["Refreshed", Ended(done)].Value,
            text["NextRefresh", NextRefreshTime].Value
        );

    private List<SourceFreshness> Freshness(BoardData data) =>
        [
            .. data
                .Deliveries.GroupBy(row => (row.Kind, row.Name, row.CadenceDays))
                .Select(rows =>
                    SourceFreshness.Of(
                        rows.Key.Kind,
                        rows.Key.Name,
                        rows.Key.CadenceDays,
                        [.. rows.Select(row => row.PublishedAt)],
                        rows.Max(row => row.LastDate),
                        now,
                        settings.DateOf
                    ) with
                    {
                        Levels =
                        [
                            .. data
                                .Levels.Where(level => level.Kind == rows.Key.Kind && level.Name == rows.Key.Name)
                                .Select(level => level.Level),
                        ],
                    }
                )
                .OrderBy(source => Array.IndexOf(SourceWords.Kinds, source.Kind))
                .ThenBy(source => source.Name),
        ];

    private IEnumerable<BoardNotice> Notices(BoardData data, IReadOnlyList<SourceFreshness> sources)
    {
        BoardNotice?[] notices = [Refresh(data), sourceWords.StaleNotice(sources), WithoutRate(data.LastDone)];
        return notices.OfType<BoardNotice>();
    }

    private BoardNotice? WithoutRate(BoardRunRow? done) =>
        figures.LeftOut(LeftOut.Of(done?.Summary)) is { } leftOut
            ? new("watch", "risk", leftOut, "", LeadsToImports: true)
            : null;

    private BoardNotice? Refresh(BoardData data) =>
        data.LastRun switch
        {
            { IsFailed: true } run => NotFinished(
                data,
                run,
                text["RefreshFailed", Ended(run)],
                text["RefreshFailedDo", NextRefreshTime]
            ),
            { IsAbandoned: true } run => NotFinished(
                data,
                run,
                text["RefreshInterrupted", Ended(run)],
                text["RefreshInterruptedDo", NextRefreshTime]
            ),
            { IsUnderWay: true } run => new(
                null,
                "same",
                text["RefreshRunning", Context.Formats.Percent(run.Progress / 100.0, 0)],
                ""
            ),
            _ when data is { Waiting: > 0, LastDone: not null } => new(
                null,
                "file",
                text.Count("Waiting", data.Waiting),
                ""
            ),
            _ => null,
        };

    private BoardNotice NotFinished(BoardData data, BoardRunRow run, string what, string whatToDo)
    {
        var shows = data.LastDone is { } done ? text["RefreshFailedShows", Ended(done)] : text["RefreshFailedNothing"];
        string?[] sentences = [run.Error, shows, whatToDo];
        return new("worse", "risk", what, string.Join(' ', sentences.OfType<string>()));
    }

    private string Ended(BoardRunRow run) => Context.Time(run.FinishedAt ?? run.RequestedAt);

    private string DoMeta(BoardData data, BoardFigures board)
    {
        if (data.Choice.Unit is { } unit)
        {
            return text["DoMetaUnit", Context.Currency, figures.NameOfMember(unit)];
        }
        var period = board
            .Shown.Where(figure => figure.Series.Kpi.Group == KpiGroup.CustomersDo)
            .Select(figure => figure.Series.Latest?.Period)
            .Max();
        var unidentified = data.Unidentified.FirstOrDefault(row =>
            period is { } latest && row.Period == Context.Calendar.Text(latest)
        );
        return unidentified is { Unidentified.Units: not 0 }
            ? text["DoMeta", Context.Currency, Context.Formats.MoneyShort(unidentified.Unidentified, Context.Currency)]
            : text["DoMetaAll", Context.Currency];
    }
}
