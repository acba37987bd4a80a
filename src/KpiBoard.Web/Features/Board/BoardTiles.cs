using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>Makes the tiles.</summary>
public sealed class BoardTiles(
    IStringLocalizer<BoardText> text,
    FigureWords figures,
    IReadOnlyList<SourceFreshness> sources,
    BoardChoice choice
)
{
    public BoardTile Of(FigureSeries series, Verdict verdict) =>
        verdict == Verdict.Absent ? Absent(series) : Present(series, verdict);

    private BoardTile Present(FigureSeries series, Verdict verdict)
    {
        var latest = series.Latest!;
        var (number, unit, isTight) = figures.Numbers(series).Apart(latest.Value!.Value);
        var silent = StaleSource(series.Kpi);
        var basis = series.IsExact ? null : figures.Basis(series.Kpi, latest);
        string?[] facts = [Compared(series), figures.Unweighted(series.Kpi, latest), figures.SoFar(series)];
        return Tile(series) with
        {
            Number = number,
            Unit = unit,
            IsUnitTight = isTight,
            Badge = silent is null ? figures.Badge(series, verdict) : figures.StaleBadge,
            Spark = SparkLine.Of(series, silent is null ? verdict : Verdict.NoRealChange),
            Strip = Strip.Of(series, verdict),
            Certainty = string.Join(
                ", ",
                ((string?[])[figures.Certainty(series), basis]).Where(part => !string.IsNullOrEmpty(part))
            ),
            Facts = [.. facts.OfType<string>()],
            Status = figures.StatusBadge(series.Kpi, latest),
            Target = figures.Target(series.Kpi, latest),
            IsStale = silent is not null,
        };
    }

    private BoardTile Absent(FigureSeries series)
    {
        var known = series.LastKnown;
        var last = known is null ? null : LastFigure(series, known);
        return Tile(series) with
        {
            Absent = figures.Reason(series.Latest),
            Reason = last ?? Missing(series),
            Badge = StaleSource(series.Kpi) is { } silent
                ? figures.StaleBadge with
                {
                    Text = text["SourceStale", figures.Context.Formats.Whole(silent.AgeDays)],
                }
                : null,
            Facts = [.. ((string?[])[figures.SoFar(series)]).OfType<string>()],
        };
    }

    private BoardTile Tile(FigureSeries series) =>
        new(
            series.Kpi.Code,
            figures.Name(series.Kpi),
            series.Latest is { } latest ? figures.Context.Period(latest.Period) : ""
        )
        {
            Query = choice.FigureQuery(figures.Context.Calendar),
            Favourite = FavouriteKey.Of(series.Kpi.Code, choice.Dimension, choice.Member),
        };

    private string? Compared(FigureSeries series) =>
        series.Compared is { Value: { } value } compared
            ? text["ComparedWith", figures.Numbers(series).Text(value), figures.Context.Period(compared.Period)].Value
            : null;

    private string LastFigure(FigureSeries series, FigurePoint known) =>
        text["LastFigure", figures.Value(series.Kpi, known), figures.Context.Period(known.Period)];

    /// <summary>What would make a figure that has never had a value; the same text for figures that need the same.</summary>
    public string Missing(FigureSeries series) => HasSource(series.Kpi) ? text["NeedsPeriods"] : Needs(series.Kpi);

    private string Needs(KpiDefinition kpi) =>
        text[
            kpi.Own is not null ? "NeedsMeasures"
            : kpi.Code == KpiCodes.ShareOfWallet ? "NeedsWallets"
            : kpi.Group == KpiGroup.CustomersSay ? "NeedsSurveys"
            : "NeedsRevenue"
        ];

    private bool HasSource(KpiDefinition kpi) =>
        kpi.Group == KpiGroup.CustomersDo && sources.Any(source => source.Kind == SourceKind(kpi));

    private SourceFreshness? StaleSource(KpiDefinition kpi) =>
        sources
            .Where(source => source.IsStale && source.Kind == SourceKind(kpi) && Feeds(source, kpi))
            .MaxBy(source => source.AgeDays);

    private static bool Feeds(SourceFreshness source, KpiDefinition kpi) =>
        source.Levels.Count == 0 || source.Levels.Any(level => kpi.Code == $"nps.{level}" || kpi.Code == level);

    private static string SourceKind(KpiDefinition kpi) =>
        kpi.Own is not null ? "measures"
        : kpi.Code == KpiCodes.ShareOfWallet ? "wallets"
        : kpi.Group == KpiGroup.CustomersSay ? "surveys"
        : "revenue";
}
