using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>What is said about the sources; a stale one is loud.</summary>
public sealed class SourceWords(IStringLocalizer<BoardText> text, FigureContext context)
{
    /// <summary>In the order in which they are listed: what most figures rest on comes first.</summary>
    public static readonly string[] Kinds = ["revenue", "surveys", "customers", "wallets", "measures", "rates"];

    private const string UnnamedSource = "default";

    public IReadOnlyList<BoardSource> Table(IReadOnlyList<SourceFreshness> sources) =>
        [
            .. sources.Select(source => new BoardSource(
                Name(source),
                Rhythm(source),
                context.Formats.Date(source.LastDelivery),
                source.LastDate is { } date ? context.Formats.Date(date) : "",
                source.IsStale ? text["DaysOld", context.Formats.Whole(source.AgeDays)].Value : null
            )),
        ];

    public BoardNotice? StaleNotice(IReadOnlyList<SourceFreshness> sources)
    {
        var stale = sources.Where(source => source.IsStale).ToList();
        var count = context.Formats.Whole(stale.Count);
        var all = context.Formats.Whole(sources.Count);
        return stale.Count == 0
            ? null
            : new(
                "loud",
                "stale",
                (stale.Count, sources.Count) switch
                {
                    (1, 1) => text["Stale.Only"],
                    (1, _) => text["Stale.One", all],
                    _ => text["Stale.Many", count, all],
                },
                string.Join(' ', stale.Select(Detail)),
                LeadsToImports: true
            );
    }

    private string Detail(SourceFreshness source) =>
        text[
            source.IsPromised ? "StaleDetailPromised" : "StaleDetailUsual",
            Name(source),
            context.Formats.Whole(source.AgeDays),
            Cadence(source.CadenceDays!.Value)
        ];

    private string Name(SourceFreshness source) =>
        source.Name == UnnamedSource ? Kind(source.Kind) : $"{Kind(source.Kind)}, {source.Name}";

    private string Kind(string kind) =>
        kind switch
        {
            "revenue" => text["KindRevenue"],
            "customers" => text["KindCustomers"],
            "surveys" => text["KindSurveys"],
            "wallets" => text["KindWallets"],
            "rates" => text["KindRates"],
            "measures" => text["KindMeasures"],
            _ => kind,
        };

    private string Rhythm(SourceFreshness source) =>
        source switch
        {
            { CadenceDays: null } => text["RhythmNone"],
            { CadenceDays: { } days, IsPromised: true } => Cadence(days),
            { CadenceDays: { } days } => text["RhythmUsual", Cadence(days)],
        };

    private string Cadence(int days) =>
        days switch
        {
            1 => text["CadenceDaily"],
            7 => text["CadenceWeekly"],
            >= 28 and <= 31 => text["CadenceMonthly"],
            >= 89 and <= 92 => text["CadenceQuarterly"],
            >= 364 and <= 366 => text["CadenceYearly"],
            _ => text["CadenceDays", context.Formats.Whole(days)],
        };
}
