using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Adds everybody up in the periods that come next.</summary>
internal static class AheadReader
{
    public static async Task<List<(Grain Grain, List<AheadRow> Rows)>> ReadAsync(
        DatabaseTransaction transaction,
        FigureBasis basis,
        IReadOnlyList<Grain> wanted
    )
    {
        var names = new MemberNames();
        var cells = await CustomerMonths.AllAsync(transaction);
        var members = await MemberFacts.StoredAsync(transaction, names);
        var conversion = new MoneyConversion(
            basis.Currency,
            await RateFacts.StoredAsync(transaction),
            basis.ConstantRates
        );
        BridgeGrain[] grains = [.. wanted.Select(grain => BridgeEngine.Empty(grain, basis, names))];
        BridgeEngine.AddCustomers(
            grains,
            cells,
            members,
            BridgeEngine.Timeline(basis, conversion),
            at => at.Slot == at.Grain.Axis.Count,
            transaction.CancellationToken
        );
        return [.. grains.Select(grain => (grain.Axis.Grain, BridgeAhead.Of(grain)))];
    }
}
