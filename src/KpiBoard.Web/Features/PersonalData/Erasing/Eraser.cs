using System.Globalization;
using KpiBoard.Data;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>
/// Erases who is entered in [Erasure]: rows first, then files, and last the change log, which has by then kept what the
/// steps before replaced. Each step can be done again, so that a killed one is simply begun anew. Imports wait meanwhile.
/// </summary>
public sealed class Eraser(
    KpiDatabase database,
    LeaseStore leases,
    ErasureStore store,
    TableScan scan,
    PersonFiles files,
    TimeProvider clock
)
{
    /// <summary>The lease of imports: no row comes in behind the eraser's back, and no file is read while it is rewritten.</summary>
    private const string ImportLease = "import";

    /// <summary>Does all that is entered and not done.</summary>
    /// <returns>How many erasures were finished.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        if ((await store.ListAsync(ct)).All(erasure => erasure.FinishedAt is not null))
        {
            return 0;
        }
        await using var lease = await leases.TakeAsync(ImportLease, () => { }, ct);
        var done = 0;
        // Asked again: another process may have done some while this one waited.
        foreach (var erasure in (await store.ListAsync(ct)).Where(each => each.FinishedAt is null).Reverse())
        {
            await EraseAsync(erasure, ct);
            done++;
        }
        await database.Dialect.EmptyLogAsync(ct);
        return done;
    }

    private async Task EraseAsync(Erasure erasure, CancellationToken ct)
    {
        var work = erasure.ToDo!;
        var terms = new PersonTerms(work.Numbers.Select(number => number.Number), work.Names);
        await using var session = await database.OpenErasureAsync(ct);
        var rows = new RowEraser(session, work, terms);
        var ids = work.Numbers.Select(number => number.Id).ToList();
        var (count, gone) = (new Dictionary<string, long>(), new List<FoundRow>());
        foreach (var (table, plan) in PersonalTables.All.Where(table => table.Key != PersonalTables.Audit))
        {
            var found = await scan.FindAsync(table, ids, terms, everything: false, ct).ToListAsync(ct);
            gone.AddRange(found.Where(row => row.Plan.RowGoes || (row.IsOwn && row.Plan.Blanked.Count > 0)));
            if (plan.IsChanged && await rows.EraseAsync(table, found, ct) is > 0 and var changed)
            {
                count[table] = changed;
            }
        }
        await AnswerEraser.EraseAsync(database, session, LinesByBatch(gone), ct);
        var (fileCount, records) = files.Erase(terms, ct);
        var entries = await AuditEraser.FindAsync(database, gone, ct);
        entries.UnionWith(await AuditEraser.FindAsync(scan, terms, ct));
        await AuditEraser.EraseAsync(session, [.. entries.Order()], clock.GetUtcNow(), ct);
        var proof = new ErasureProof(count, fileCount, records, entries.Count);
        await session.WriteAsync(transaction => store.FinishAsync(transaction, erasure.Id, proof), ct);
    }

    private static IEnumerable<IGrouping<long, long>> LinesByBatch(IEnumerable<FoundRow> rows) =>
        rows.Where(row => row.Plan.RowGoes)
            .GroupBy(row => Number(row.Values["BatchId"]), row => Number(row.Values["Line"]));

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
