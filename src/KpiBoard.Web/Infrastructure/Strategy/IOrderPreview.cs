namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>
/// Works out what the order of the initiatives would be if units were worth something else. Whoever keeps the order
/// answers; whoever changes values asks, before anything is saved.
/// </summary>
public interface IOrderPreview
{
    /// <summary>The order as it is computed now and as it would be.</summary>
    /// <param name="change">Makes of the values in force those that are asked about.</param>
    Task<IReadOnlyList<OrderMove>> WithUnitValuesAsync(Func<UnitValueBook, UnitValueBook> change, CancellationToken ct);
}

/// <summary>One initiative in both orders.</summary>
/// <param name="WorthBefore">The mean benefit, in the company's currency.</param>
public sealed record OrderMove(
    long InitiativeId,
    string Title,
    int RankBefore,
    int RankAfter,
    double ScoreBefore,
    double ScoreAfter,
    double WorthBefore,
    double WorthAfter
);
