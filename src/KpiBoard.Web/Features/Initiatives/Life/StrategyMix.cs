using KpiBoard.Core;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>What goes about it in one way.</summary>
/// <param name="Approach">Null for those that do not say.</param>
/// <param name="Left">What is left of their budgets, in the company's currency.</param>
/// <param name="Share">Of what is left of all.</param>
public sealed record MixLine(string? Approach, int Count, Money Left, double Share);

/// <summary>How the open initiatives go about it.</summary>
/// <param name="BetShare">Null when it cannot be known.</param>
/// <param name="Unconverted">Initiatives whose budget cannot be said in the company's currency.</param>
public sealed record StrategyMix(
    IReadOnlyList<MixLine> Lines,
    int Count,
    Money Left,
    int Bets,
    double? BetShare,
    int Unconverted
)
{
    /// <summary>One line for each approach, used or not; and one for those that do not say, where there are such.</summary>
    public static StrategyMix Of(IReadOnlyList<RemainingRow> open)
    {
        var all = Sum(open);
        var lines = ApproachKey
            .All.Cast<string?>()
            .Append(null)
            .Select(approach => (Approach: approach, Rows: open.Where(row => row.Approach == approach).ToList()))
            .Where(one => one.Approach is not null || one.Rows.Count > 0)
            .Select(one => new MixLine(
                one.Approach,
                one.Rows.Count,
                Sum(one.Rows),
                all == Money.Zero ? 0 : (double)(Sum(one.Rows).ToDecimal() / all.ToDecimal())
            ));
        return new(
            [.. lines],
            open.Count,
            all,
            open.Count(row => row.IsBet && InitiativeStatus.IsApproved(row.Status)),
            DiagnosisGate.BetShare(GateQueries.ForGate(open)),
            open.Count(row => row.Left is null)
        );
    }

    private static Money Sum(IEnumerable<RemainingRow> rows) =>
        rows.Aggregate(Money.Zero, (sum, row) => sum + (row.Left ?? Money.Zero));
}
