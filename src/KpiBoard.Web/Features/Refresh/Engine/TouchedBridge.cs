using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Takes away from the stored bridges what the touched customers added to them before, and adds what they add now. Its
/// cost follows what has changed, not how much history there is.
/// </summary>
internal sealed class TouchedBridge
{
    private readonly FigureBasis basis;
    private readonly MoneyConversion conversion;
    private readonly TouchedCustomers customers;
    private readonly CellTable unidentified;
    private readonly List<TouchedGrain> grains;

    private TouchedBridge(
        FigureBasis basis,
        MoneyConversion conversion,
        TouchedCustomers customers,
        CellTable unidentified,
        List<TouchedGrain> grains
    )
    {
        this.basis = basis;
        this.conversion = conversion;
        this.customers = customers;
        this.unidentified = unidentified;
        this.grains = grains;
    }

    /// <summary>Reads the rows that the customers have a part in.</summary>
    /// <param name="previous">What the stored rows rest on: the same definitions and first month.</param>
    /// <param name="unidentified">The cells without a customer after the changes, in all months.</param>
    /// <param name="months">The months whose cells changed, yyyymm.</param>
    /// <returns>None when a period begins that was not kept ready.</returns>
    public static async Task<TouchedBridge?> ReadAsync(
        Situation situation,
        FigureBasis previous,
        FigureBasis basis,
        TouchedCustomers customers,
        CellTable unidentified,
        IReadOnlyCollection<int> months
    )
    {
        var ahead = await BridgeAhead.ReadAsync(situation.Transaction);
        var all = new List<TouchedGrain>();
        foreach (var grain in Grains.All)
        {
            var touched = new TouchedGrain(BridgeEngine.Empty(grain, basis, situation.Names), previous, basis);
            if (!touched.Take([.. ahead.Where(row => row.Period.Grain == grain)]))
            {
                return null;
            }
            touched.Mark(customers, months);
            await touched.ReadAsync(situation.Transaction, basis);
            all.Add(touched);
        }
        return new(basis, situation.Conversion(basis), customers, unidentified, all);
    }

    public BridgeOutcome Compute(CancellationToken ct)
    {
        // No grain shares anything with another.
        var parts = grains.Select(grain => Task.Run(() => Compute(grain, ct), ct)).ToArray();
        Task.WaitAll(parts, ct);
        return new()
        {
            Bridges = BridgeOutcome.Changes(
                grains.SelectMany(grain => grain.StoredShown),
                parts.SelectMany(part => part.Result.Bridges)
            ),
            Values = BridgeOutcome.Changes(
                grains.SelectMany(grain => grain.StoredValues),
                parts.SelectMany(part => part.Result.Values)
            ),
            Ahead = grains
                .Where(grain => grain.ChangesAhead)
                .ToDictionary(grain => grain.Grain.Axis.Grain, grain => grain.AheadRows()),
        };
    }

    private (List<BridgeRow> Bridges, List<KpiRow> Values) Compute(TouchedGrain grain, CancellationToken ct)
    {
        AddCustomers(grain, ct);
        AddUnidentified(grain);
        var figures = new BridgeFigures(grain.Grain, basis.IntervalLevel, basis.IsChurnByActivity);
        return ([.. grain.Grain.Rows(grain.IsShown)], [.. figures.Rows(grain.IsShown)]);
    }

    private void AddUnidentified(TouchedGrain grain)
    {
        var timeline = BridgeEngine.Timeline(basis, conversion);
        timeline.Fill(unidentified.All, FirstMonths.Of(unidentified.All));
        grain.SetUnidentified(timeline);
    }

    private void AddCustomers(TouchedGrain grain, CancellationToken ct)
    {
        var before = BridgeEngine.Timeline(basis, conversion);
        var after = BridgeEngine.Timeline(basis, conversion);
        foreach (var customer in customers.All)
        {
            ct.ThrowIfCancellationRequested();
            before.Fill(customers.Before.Of(customer.Id), customer.FirstWas);
            after.Fill(customers.After.Of(customer.Id), customer.FirstIs);
            foreach (var slot in grain.SlotsOf(customer))
            {
                Add(before, customer.MembersWere, slot, -1);
                Add(after, customer.MembersAre, slot, 1);
            }
        }

        void Add(CustomerTimeline timeline, MemberHistory members, int slot, int sign) =>
            BridgeContributions.Add(grain.Grain.Cube, timeline, members, BridgeEngine.AllDimensions, slot, sign);
    }
}
