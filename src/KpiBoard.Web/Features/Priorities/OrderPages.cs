using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>The decided order beside the computed one.</summary>
public sealed record OrderPage(Standing Standing, PriorityWords Words)
{
    public required IReadOnlyList<OrderLine> Lines { get; init; }

    /// <summary>What was done last, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>The decision that can be undone.</summary>
    public long? LastDecision { get; init; }
    public bool HasDecided => Standing.Decided.Count > 0;
    public IReadOnlyList<string> Unknowns { get; init; } = [];
}

/// <summary>One initiative in the order.</summary>
public sealed record OrderLine(Contender One, Ranked Ranked, int? DecidedRank, Strip Strip)
{
    public double Lower => Ranked.Lower * Ranked.Cost;

    public double Upper => Ranked.Upper * Ranked.Cost;

    /// <summary>The place in an order that is shown instead of the one in force.</summary>
    public int? Place { get; init; }

    /// <summary>How many places it would rise in that order; below 0 when it would fall.</summary>
    public int Rise => Place is { } to && DecidedRank is { } from ? from - to : 0;

    /// <summary>What is proposed for it.</summary>
    public IReadOnlyList<ProposalRow> Proposals { get; init; } = [];

    public static IReadOnlyList<OrderLine> Of(Standing standing)
    {
        var scale = Strip.StripScale.Over(
            standing.Result.Initiatives.SelectMany(one =>
                new double?[] { one.Lower * one.Cost, one.Upper * one.Cost, one.Benefit, 0 }
            )
        );
        return
        [
            .. standing.InOrder.Select(ranked => new OrderLine(
                standing.Situation.Find(ranked.Key)!,
                ranked,
                standing.DecidedRank(ranked.Key),
                StripOf(ranked, scale)
            )
            {
                Proposals = [.. standing.Open.Where(one => SituationMaker.KeyOf(one.InitiativeId) == ranked.Key)],
            }),
        ];
    }

    private static Strip StripOf(Ranked ranked, Strip.StripScale scale) =>
        new(
            Verdict.NoRealChange,
            scale.At(ranked.Benefit),
            scale.Between(ranked.Lower * ranked.Cost, ranked.Upper * ranked.Cost),
            null,
            scale.Zero
        );
}
