using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The bridges of all grains, added up from every customer's cells.</summary>
internal static class BridgeEngine
{
    /// <summary>The grains in two halves that cost about the same, for two cores.</summary>
    private static readonly Grain[][] Halves =
    [
        [Grain.Month, Grain.Quarter],
        [Grain.R12, Grain.Year],
    ];

    public static readonly int[] AllDimensions = [.. Enumerable.Range(0, KpiDimensions.Count)];

    /// <summary>The grains without any bridge in them yet, over the months with data.</summary>
    public static IReadOnlyList<BridgeGrain> Empty(FigureBasis basis, MemberNames names) =>
        [.. Grains.All.Select(grain => Empty(grain, basis, names))];

    public static BridgeGrain Empty(Grain grain, FigureBasis basis, MemberNames names)
    {
        var (first, last) = (Month.FromKey(basis.FirstMonth!.Value), Month.FromKey(basis.LastMonth!.Value));
        var axis = new PeriodAxis(basis.Calendar, grain, first, last);
        return new(new BridgeCube(axis, Measures.Count(basis.HasRates)), names, basis);
    }

    public static CustomerTimeline Timeline(FigureBasis basis, MoneyConversion conversion)
    {
        var (first, last) = (Month.FromKey(basis.FirstMonth!.Value), Month.FromKey(basis.LastMonth!.Value));
        return new(first, last - first + 1, conversion, basis.HasRates);
    }

    /// <summary>Adds everybody to everything, the periods ahead included.</summary>
    public static void AddAll(
        IReadOnlyList<BridgeGrain> grains,
        CellTable cells,
        MemberTable members,
        FigureBasis basis,
        MoneyConversion conversion,
        CancellationToken ct
    ) =>
        Parallel.ForEach(
            Halves,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Halves.Length },
            half =>
            {
                BridgeGrain[] mine = [.. grains.Where(grain => half.Contains(grain.Axis.Grain))];
                AddCustomers(mine, cells, members, Timeline(basis, conversion), _ => true, ct);
                AddUnidentified(mine, cells, Timeline(basis, conversion));
            }
        );

    /// <summary>Adds everybody to the wanted slots of some grains.</summary>
    public static void AddCustomers(
        BridgeGrain[] grains,
        CellTable cells,
        MemberTable members,
        CustomerTimeline timeline,
        Func<(BridgeGrain Grain, int Slot), bool> isWanted,
        CancellationToken ct
    )
    {
        // A dimension that nobody is divided by is the total once more, and need not be added up.
        int[] dimensions = [.. AllDimensions.Where(of => of == 0 || grains[0].Names.Count(of) > 1)];
        var slots = grains
            .SelectMany(grain => Enumerable.Range(0, grain.Axis.Count + 1).Select(slot => (Grain: grain, Slot: slot)))
            .Where(isWanted)
            .ToArray();
        foreach (var (customer, range) in cells.Customers())
        {
            if (customer == 0)
            {
                continue;
            }
            ct.ThrowIfCancellationRequested();
            timeline.Fill(cells.All[range], FirstMonths.Of(cells.All[range]));
            var history = members.Of(customer);
            foreach (var (grain, slot) in slots)
            {
                BridgeContributions.Add(grain.Cube, timeline, history, dimensions, slot, 1);
            }
        }
        foreach (var dimension in AllDimensions.Except(dimensions))
        {
            foreach (var grain in grains)
            {
                grain.Cube.CopyTotalTo(dimension);
            }
        }
    }

    private static void AddUnidentified(BridgeGrain[] grains, CellTable cells, CustomerTimeline timeline)
    {
        var unidentified = cells.Of(0);
        timeline.Fill(unidentified, FirstMonths.Of(unidentified));
        foreach (var grain in grains)
        {
            for (var slot = 0; slot < grain.Axis.Count; slot++)
            {
                grain.SetUnidentified(timeline, slot);
            }
        }
    }
}
