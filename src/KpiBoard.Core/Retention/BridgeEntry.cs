namespace KpiBoard.Core.Retention;

/// <summary>What a customer did between two consecutive periods.</summary>
public enum BridgeChange
{
    Absent,
    New,
    Reactivated,
    Expanded,
    Contracted,
    Flat,
    Churned,
}

/// <summary>
/// One customer's part in one pair of consecutive periods, in ten-thousandths of the currency unit.
/// </summary>
/// <param name="Start">The sum over the starting period; 0 when absent from it.</param>
/// <param name="End">The sum over the period itself; 0 when absent from it.</param>
/// <param name="PresentAtStart">At least one line in the starting period, whatever they sum to.</param>
/// <param name="PresentAtEnd">At least one line in the period itself.</param>
/// <param name="PresentBefore">At least one line in any period earlier than the starting one.</param>
public readonly record struct BridgeEntry(
    long Start,
    long End,
    bool PresentAtStart,
    bool PresentAtEnd,
    bool PresentBefore
)
{
    public bool PresentInBoth => PresentAtStart && PresentAtEnd;

    public BridgeChange Change =>
        (PresentAtStart, PresentAtEnd) switch
        {
            (false, false) => BridgeChange.Absent,
            (false, true) => PresentBefore ? BridgeChange.Reactivated : BridgeChange.New,
            (true, false) => BridgeChange.Churned,
            _ when End > Start => BridgeChange.Expanded,
            _ when End < Start => BridgeChange.Contracted,
            _ => BridgeChange.Flat,
        };

    /// <summary>What is left of the start: the end if present in both, else 0.</summary>
    internal long Kept => PresentInBoth ? End : 0;

    /// <summary>What is left of the start without expansion: start + min(0, change), 0 when churned.</summary>
    internal long KeptGross => PresentInBoth ? Math.Min(Start, End) : 0;

    /// <summary>The start of those still present.</summary>
    internal long ExistingStart => PresentInBoth ? Start : 0;
}
