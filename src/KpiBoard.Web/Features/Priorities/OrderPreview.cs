using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>Says what other unit values would make of the computed order.</summary>
internal sealed class OrderPreview(PriorityReader reader, PriorityRanker ranker) : IOrderPreview
{
    public async Task<IReadOnlyList<OrderMove>> WithUnitValuesAsync(
        Func<UnitValueBook, UnitValueBook> change,
        CancellationToken ct
    )
    {
        var now = await reader.ReadAsync(ct);
        var then = await reader.ReadAsync(change, ct);
        var (before, after) = (ranker.Rank(now), ranker.Rank(then));
        return
        [
            .. before
                .Initiatives.Where(one => then.Find(one.Key) is not null)
                .Select(one =>
                {
                    var other = after.Of(one.Key);
                    var of = now.Find(one.Key)!;
                    return new OrderMove(
                        of.Id,
                        of.Title,
                        one.Rank,
                        other.Rank,
                        one.Score,
                        other.Score,
                        one.Benefit,
                        other.Benefit
                    );
                }),
        ];
    }
}
