using KpiBoard.Core.Kpis;
using KpiBoard.Web.Features.Board.Resources;
using KpiBoard.Web.Infrastructure.Figures;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Board;

/// <summary>What initiatives claim, beside what the figures say that they are tied to.</summary>
public sealed class BoardInitiatives(IStringLocalizer<BoardText> text, FigureWords figures)
{
    private const string OnTrack = "on-track";

    /// <summary>The initiatives that are shown: of a unit, those that are for it or tied to a figure of it.</summary>
    public IReadOnlyList<BoardInitiative> Of(BoardData data)
    {
        var links = data.InitiativeLinks.ToLookup(
            link => link.InitiativeId,
            link => (link.Kpi, link.Dimension, link.Member)
        );
        return
        [
            .. data
                .Initiatives.Where(row => IsShown(row, data))
                .Select(row => new BoardInitiative(
                    row.Id,
                    row.Title,
                    row.Owner,
                    Claim(row),
                    data.Tied!.Say(links[row.Id], row.ClaimedStatus == OnTrack, figures)
                )
                {
                    NeedsHelp = row.NeedsHelp,
                }),
        ];
    }

    private static bool IsShown(BoardInitiativeRow row, BoardData data) =>
        data.Choice.Unit is not { } unit
        || data.InitiativeUnits.Any(own => own.InitiativeId == row.Id && own.BusinessUnit == unit)
        || data.InitiativeLinks.Any(link =>
            link.InitiativeId == row.Id && link.Dimension == KpiDimensions.BusinessUnit && link.Member == unit
        );

    private Badge Claim(BoardInitiativeRow row) => Claim(text, row.ClaimedStatus);

    /// <summary>What an owner says of an initiative.</summary>
    public static Badge Claim(IStringLocalizer<BoardText> text, string? status) =>
        status switch
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

public sealed class BoardInitiativeUnitRow
{
    public long InitiativeId { get; init; }
    public string BusinessUnit { get; init; } = "";
}
