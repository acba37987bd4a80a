using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Reads everything: from the lines, or from the stored cells where only definitions have changed.</summary>
internal static class WholeReader
{
    /// <summary>All lines, counted anew while what is stored of them is read beside.</summary>
    public static async Task<FigureWork> CountAsync(KpiDatabase database, Situation situation, string why)
    {
        var transaction = situation.Transaction;
        // Only the holder of the lease writes what is stored of figures, so it may be read on a connection of its own.
        var stored = Task.Run(() => database.ReadSnapshotAsync(CustomerMonths.AllAsync, transaction.CancellationToken));
        var cells = await RevenueFacts.AllAsync(database, transaction, situation.Pending.Counts);
        var members = await MemberFacts.AllAsync(transaction, situation.Names, situation.Pending.Counts);
        var storedMembers = await MemberFacts.StoredAsync(transaction, situation.Names);
        return await ReadAsync(
            situation,
            (await stored).ChangesTo(cells),
            cells,
            MemberFacts.Changes(storedMembers, members),
            members,
            why
        );
    }

    /// <summary>The stored cells and members after their changes.</summary>
    public static async Task<FigureWork> CarryOnAsync(
        Situation situation,
        IReadOnlyList<CellChange> cellChanges,
        IReadOnlyList<MemberChange> memberChanges,
        string why
    )
    {
        var cells = (await CustomerMonths.AllAsync(situation.Transaction)).With(cellChanges);
        var members = await MemberFacts.StoredAsync(situation.Transaction, situation.Names);
        return await ReadAsync(situation, cellChanges, cells, memberChanges, members.With(memberChanges), why);
    }

    private static async Task<FigureWork> ReadAsync(
        Situation situation,
        IReadOnlyList<CellChange> cellChanges,
        CellTable cells,
        IReadOnlyList<MemberChange> memberChanges,
        MemberTable members,
        string why
    )
    {
        var (first, last) = cells.Months();
        var currencies = cells.Currencies();
        var mostUsed = currencies.Count == 0 ? null : currencies.MaxBy(currency => currency.Value).Key;
        var basis = situation.BasisOf(mostUsed, first, last);
        basis = basis with { HasOtherCurrencies = currencies.Keys.Any(currency => currency != basis.Currency) };
        var codes = BridgeFigures.Codes(basis.IsChurnByActivity);
        var values = await KpiStore.AllAsync(situation.Transaction);
        return new(situation.Pending, basis, situation.Names)
        {
            WhyWhole = why,
            CellChanges = cellChanges,
            MemberChanges = memberChanges,
            ChangedRates = situation.RatesChange ? situation.Rates : null,
            Members = members,
            Whole = new(basis, situation.Conversion(basis), situation.Names)
            {
                Cells = cells,
                Members = members,
                Stored = await BridgeStore.AllAsync(situation.Transaction),
                StoredValues = [.. values.Where(row => codes.Contains(row.Row.Key.Kpi))],
            },
        };
    }
}
