namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>Reads what the figures that do not rest on bridges need: scores, churn by inactivity or contract, wallets, and measures.</summary>
internal static class OtherFigures
{
    public static async Task<FigureWork> ReadAsync(Situation situation, FigureWork work)
    {
        var previous = situation.Pending.Previous;
        var touched = await TouchedAnswersAsync(situation, work);
        var (nps, basis) = await NpsRefresh.ReadAsync(
            situation.Transaction,
            situation.Pending.Counts,
            previous,
            work.Basis,
            touched
        );
        var (measures, ownFigures) = await MeasureRefresh.ReadAsync(situation, basis, work.IsWhole);
        basis = basis with { OwnFigures = ownFigures };
        work = work with { Basis = basis, Nps = nps, Measures = measures };
        work = work with
        {
            Rates = situation.Rates,
            Wallets = await WalletRefresh.ReadAsync(situation.Transaction, work),
        };
        var countsChurn = !basis.IsChurnByActivity && (work.IsWhole || ChangesChurn(work, previous!));
        if (work.Members is null && (nps.HasAnswers || countsChurn || work.Wallets.HasWallets))
        {
            var stored = await MemberFacts.StoredAsync(situation.Transaction, situation.Names);
            work = work with { Members = stored.With(work.MemberChanges) };
        }
        return countsChurn ? work with { Churn = await ReadChurnAsync(situation, work) } : work;
    }

    /// <summary>The months whose scores may change; none for all of them.</summary>
    private static async Task<IReadOnlyCollection<int>?> TouchedAnswersAsync(Situation situation, FigureWork work)
    {
        if (work.IsWhole)
        {
            return null;
        }
        var months = situation.Pending.Has("surveys")
            ? await AnswerFacts.TouchedMonthsAsync(situation.Transaction)
            : [];
        return work.MemberChanges.Count == 0 && !situation.Pending.Counts.HasMoves
            ? months
            : [.. months.Union(await AnswerFacts.MonthsOfMovedAsync(situation.Transaction))];
    }

    private static bool ChangesChurn(FigureWork work, FigureBasis previous) =>
        work.CellChanges.Count > 0
        || work.Pending.Has("customers")
        || work.Pending.Counts.HasMoves
        || !work.Basis.ClosedMonths.SequenceEqual(previous.ClosedMonths)
        || work.Basis.Today != previous.Today
        || work.Basis.RevenueTo != previous.RevenueTo;

    private static async Task<ChurnWork> ReadChurnAsync(Situation situation, FigureWork work)
    {
        var stored = await ChurnRefresh.StoredAsync(situation.Transaction);
        if (work.Basis.IsChurnByContract)
        {
            return new(
                CellTable.Empty,
                await ChurnRefresh.ContractsAsync(situation.Transaction, situation.Pending.Counts),
                stored
            );
        }
        var cells = work.Whole?.Cells ?? (await CustomerMonths.AllAsync(situation.Transaction)).With(work.CellChanges);
        return new(cells, [], stored);
    }
}
