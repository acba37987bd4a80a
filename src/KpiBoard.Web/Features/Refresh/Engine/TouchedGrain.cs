using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The bridges of one grain that a run touches. Touched are the periods in which a changed customer may have a part;
/// shown are those and the ones whose completeness or comparison may change; loaded also what they are compared with.
/// </summary>
internal sealed class TouchedGrain
{
    private readonly bool[] touched;
    private readonly bool[] shown;
    private readonly bool[] ofCustomer;
    private readonly int known;
    private readonly Dictionary<BridgeKey, StoredBridgeRow> stored = [];
    private readonly List<StoredKpiRow> storedValues = [];
    private bool keepsAhead;

    /// <summary>One grain, on which nothing is touched yet.</summary>
    /// <param name="previous">What the stored rows rest on.</param>
    public TouchedGrain(BridgeGrain grain, FigureBasis previous, FigureBasis basis)
    {
        Grain = grain;
        touched = new bool[Axis.Count + 1];
        shown = new bool[Axis.Count + 1];
        ofCustomer = new bool[Axis.Count + 1];
        var last = Month.FromKey(previous.LastMonth!.Value);
        known = Axis.SlotOf(basis.Calendar.Containing(last, Axis.Grain)) + 1;
        for (var slot = 0; slot < Axis.Count; slot++)
        {
            if (previous.IsComplete(Axis.Periods[slot]) != grain.IsComplete(slot))
            {
                Show(slot);
            }
        }
    }

    public BridgeGrain Grain { get; }

    private PeriodAxis Axis => Grain.Axis;

    public IEnumerable<StoredBridgeRow> StoredShown => stored.Values.Where(row => shown[Axis.SlotOf(row.Row.Period)]);

    public IReadOnlyList<StoredKpiRow> StoredValues => storedValues;

    /// <summary>Whether the period ahead is another than before, or holds something else.</summary>
    public bool ChangesAhead => !keepsAhead || touched[Axis.Count];

    public bool IsShown(int slot) => shown[slot];

    /// <summary>Takes the period kept ahead, which has begun when a new one is now the last.</summary>
    /// <returns>False when one has begun that was not kept.</returns>
    public bool Take(IReadOnlyList<AheadRow> ahead)
    {
        if (ahead.Count == 0)
        {
            return Axis.Count == known;
        }
        var slot = Axis.SlotOf(ahead[0].Period);
        if (slot != known || Axis.Count - known > 1)
        {
            return false;
        }
        keepsAhead = Axis.Count == known;
        if (!keepsAhead)
        {
            touched[slot] = true;
            Show(slot);
        }
        foreach (var row in ahead)
        {
            var (measure, dimension, member) = PlaceOf(row.Measure, row.Dimension, row.Member);
            Grain.Cube[measure, dimension, member, slot] = row.Cell;
        }
        return true;
    }

    public void Mark(TouchedCustomers customers, IReadOnlyCollection<int> months)
    {
        foreach (var month in customers.All.SelectMany(customer => customer.Months).Concat(months).Distinct())
        {
            Axis.MarkTouchedBy(Month.FromKey(month), touched);
        }
        if (customers.All.Min(customer => customer.MembersFrom) is { } day)
        {
            Axis.MarkFrom(day, touched);
        }
        touched[Axis.Count] &= keepsAhead;
        for (var slot = 0; slot < Axis.Count; slot++)
        {
            shown[slot] |= touched[slot];
        }
    }

    public async Task ReadAsync(DatabaseTransaction transaction, FigureBasis basis)
    {
        var loaded = Enumerable
            .Range(0, Axis.Count)
            .Where(slot => shown[slot])
            .SelectMany(slot => new[] { slot, slot - 1, slot - Axis.SlotsPerYear })
            .Where(slot => slot >= 0 && slot < known)
            .ToHashSet();
        foreach (var row in await BridgeStore.OfAsync(transaction, Axis.Grain, Months(loaded), Grain.Cube.MeasureCount))
        {
            Take(row);
        }
        var scope = new KpiScope(
            BridgeFigures.Codes(basis.IsChurnByActivity),
            Axis.Grain,
            Months(Enumerable.Range(0, Axis.Count).Where(slot => shown[slot]))
        );
        storedValues.AddRange(await KpiStore.OfAsync(transaction, [scope]));
    }

    /// <summary>The touched periods in which one customer may have a part.</summary>
    public IEnumerable<int> SlotsOf(TouchedCustomer customer)
    {
        Array.Clear(ofCustomer);
        foreach (var month in customer.Months)
        {
            Axis.MarkTouchedBy(Month.FromKey(month), ofCustomer);
        }
        if (customer.MembersFrom is { } day)
        {
            Axis.MarkFrom(day, ofCustomer);
        }
        for (var slot = 0; slot < ofCustomer.Length; slot++)
        {
            if (ofCustomer[slot] && touched[slot])
            {
                yield return slot;
            }
        }
    }

    public void SetUnidentified(CustomerTimeline timeline)
    {
        for (var slot = 0; slot < Axis.Count; slot++)
        {
            if (touched[slot])
            {
                Grain.SetUnidentified(timeline, slot);
            }
        }
    }

    public List<AheadRow> AheadRows() => keepsAhead ? BridgeAhead.Of(Grain) : [];

    private void Show(int slot)
    {
        foreach (var at in (ReadOnlySpan<int>)[slot, slot + 1, slot + Axis.SlotsPerYear])
        {
            if (at < Axis.Count)
            {
                shown[at] = true;
            }
        }
    }

    private void Take(StoredBridgeRow row)
    {
        var key = row.Row.Key;
        var slot = Axis.SlotOf(row.Row.Period);
        var (measure, dimension, member) = PlaceOf(key.Measure, key.Dimension, key.Member);
        stored.Add(key, row);
        Grain.Cube[measure, dimension, member, slot] = touched[slot] ? row.Row.Cell.Clone() : row.Row.Cell;
        Grain.SetGap(slot, row.Row.IsGap);
    }

    private (int Measure, int Dimension, int Member) PlaceOf(string measure, string dimension, string member)
    {
        var number = dimension == KpiDimensions.Total ? 0 : KpiDimensions.All.ToList().IndexOf(dimension) + 1;
        return (
            Measures.Names.ToList().IndexOf(measure),
            number,
            number == 0 ? 0 : Grain.Names.Number(number, member == KpiDimensions.NotDescribed ? null : member)
        );
    }

    private List<int> Months(IEnumerable<int> slots) => [.. slots.Select(slot => Axis.Periods[slot].Last.Key)];
}
