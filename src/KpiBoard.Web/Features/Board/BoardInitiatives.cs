<<<<<<< HEAD
using KpiBoard.Core.Periods;
=======
>>>>>>> c80db61 (Lead a new company to its first target and initiative, and set what figures say beside every claim)
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>What initiatives claim, beside what the figures say that they are tied to.</summary>
public sealed class BoardInitiatives(IStringLocalizer<BoardText> text, FigureWords figures)
{
    private const string OnTrack = "on-track";

    public IReadOnlyList<BoardInitiative> Of(BoardData data)
    {
        var links = data.InitiativeLinks.ToLookup(
            link => link.InitiativeId,
            link => (link.Kpi, link.Dimension, link.Member)
        );
        return
        [
            .. data.Initiatives.Select(row => new BoardInitiative(
                row.Id,
                row.Title,
                row.Owner,
                Claim(row),
                data.Tied!.Say(links[row.Id], row.ClaimedStatus == OnTrack, figures)
            )
            {
                NeedsHelp = row.NeedsHelp,
<<<<<<< HEAD
                Links =
                [
                    .. data
                        .InitiativeLinks.Where(link => link.InitiativeId == row.Id)
                        .Select(link => Link(link, data.Book, company, members)),
                ],
=======
>>>>>>> c80db61 (Lead a new company to its first target and initiative, and set what figures say beside every claim)
            }),
        ];
    }

<<<<<<< HEAD
    private BoardLink Link(
        BoardLinkRow link,
        KpiBook book,
        Dictionary<string, (FigureSeries Series, Verdict Verdict)> company,
        Dictionary<(string, string, string), (FigureSeries Series, Verdict Verdict)> members
    )
    {
        var isTotal = link.Dimension.Length == 0;
        var known = book.TryGet(link.Kpi, out var kpi) ? figures.Name(kpi) : link.Kpi;
        var found =
            (isTotal && company.TryGetValue(link.Kpi, out var figure))
            || members.TryGetValue((link.Kpi, link.Dimension, link.Member), out figure);
        var badge = found ? figures.Badge(figure.Series, figure.Verdict) : new("absent", "absent", text["NoFigureYet"]);
        return new(
            link.Kpi,
            isTotal ? "" : $"?member={Uri.EscapeDataString($"{link.Dimension}:{link.Member}")}",
            isTotal ? known : $"{known}, {figures.NameOfMember(link.Member)}",
            badge
        );
    }

    /// <summary>The members, and the figures without a tile, that initiatives are tied to, judged together.</summary>
    private static Dictionary<(string, string, string), (FigureSeries, Verdict)> Members(
        BoardData data,
        PeriodCalendar calendar
    )
    {
        var tied = data.InitiativeLinks.Select(link => (link.Kpi, link.Dimension, link.Member)).ToHashSet();
        var series = data
            .Members.Concat(data.Company.Where(row => data.Book.OnBoard.All(kpi => kpi.Code != row.Kpi)))
            .GroupBy(row => (row.Kpi, row.Dimension, row.Member))
            .Where(rows => tied.Contains(rows.Key) && data.Book.TryGet(rows.Key.Kpi, out _))
            .Select(rows =>
                (
                    rows.Key,
                    Series: new FigureSeries(
                        data.Book.Get(rows.Key.Kpi),
                        data.Grain,
                        rows.Select(row => row.ToPoint(calendar))
                    )
                )
            )
            .ToList();
        return series
            .Zip(Verdicts.Of([.. series.Select(member => member.Series)]))
            .ToDictionary(pair => pair.First.Key, pair => (pair.First.Series, pair.Second));
    }

=======
>>>>>>> c80db61 (Lead a new company to its first target and initiative, and set what figures say beside every claim)
    private Badge Claim(BoardInitiativeRow row) =>
        row.ClaimedStatus switch
        {
            OnTrack => new("better", "ontrack", text["Claim.on-track"]),
            "at-risk" => new("watch", "risk", text["Claim.at-risk"]),
            "off-track" => new("worse", "off", text["Claim.off-track"]),
            _ => new("none", "absent", text["Claim.none"]),
        };
}

/// <summary>A running initiative on the board.</summary>
public sealed record BoardInitiative(long Id, string Title, string Owner, Badge Claim, FiguresSay Say)
{
    public bool NeedsHelp { get; init; }
}

public sealed class BoardInitiativeRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Owner { get; init; } = "";
    public string? ClaimedStatus { get; init; }
    public bool NeedsHelp { get; init; }
}

public sealed class BoardLinkRow
{
    public long InitiativeId { get; init; }
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
}
