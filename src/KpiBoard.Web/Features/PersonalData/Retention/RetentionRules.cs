namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>What would go tonight, and what goes.</summary>
public sealed class RetentionRules(RetentionStore store, RetentionRows rows, RetentionFiles files, TimeProvider clock)
{
    /// <summary>How many rows or files each kind would lose if it were kept for so many months.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(
        IReadOnlyDictionary<string, int> months,
        CancellationToken ct
    )
    {
        var counts = new Dictionary<string, long>();
        foreach (var (kind, value) in months.Where(each => each.Value > 0))
        {
            var before = Before(value);
            counts[kind] =
                kind == RetentionKind.Files ? files.Find(before).Count
                : RetentionRows.Has(kind) ? await rows.CountAsync(kind, before, ct)
                : 0;
        }
        return counts;
    }

    /// <summary>Forgets what is older than it is to be kept.</summary>
    /// <returns>How much of each kind.</returns>
    public async Task<IReadOnlyDictionary<string, long>> RunAsync(CancellationToken ct)
    {
        var gone = new Dictionary<string, long>();
        foreach (var (kind, value) in (await store.GetAsync(ct)).Where(each => each.Value > 0))
        {
            var before = Before(value);
            gone[kind] =
                kind == RetentionKind.Files ? files.Forget(before)
                : RetentionRows.Has(kind) ? await rows.ForgetAsync(kind, before, clock.GetUtcNow(), ct)
                : 0;
        }
        return gone;
    }

    private DateTimeOffset Before(int months) => clock.GetUtcNow().AddMonths(-months);
}
