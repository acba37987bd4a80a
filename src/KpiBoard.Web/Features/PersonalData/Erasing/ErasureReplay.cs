using KpiBoard.Data;
using KpiBoard.Web.Features.PersonalData.Finding;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.PersonalData.Erasing;

/// <summary>
/// Brings a restored database to what the list beside it says: whoever was erased after the backup was made is found by
/// the hashes of all numbers, and erased again under the same pseudonym.
/// </summary>
public sealed class ErasureReplay(KpiDatabase database, ErasureStore store, ErasureFolder folder, Eraser eraser)
    : IErasureReplay
{
    private const string UidsSql = "SELECT [Uid] FROM [Erasure]";

    private const string NumbersSql = """
        SELECT [Id], [CustomerId] AS [Number] FROM [Customer] WHERE [Id] <> 0
        """;

    private const string NamesSql =
        "SELECT DISTINCT [Name] FROM [CustomerVersion] WHERE [CustomerId] IN @ids AND [Name] IS NOT NULL";

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var listed = folder.ReadList();
        if (listed.Count > 0 && folder.ReadKey() is { } key)
        {
            var known = (await database.QueryAsync<string>(UidsSql, null, ct)).ToHashSet();
            var missing = listed.Where(each => !each.IsLift && !known.Contains(each.Uid)).ToList();
            if (missing.Count > 0)
            {
                await EnterAsync(missing, key, ct);
            }
            foreach (var lift in listed.Where(each => each.IsLift))
            {
                await store.LiftHashAsync(lift.Numbers[0].Hash, lift.AskedBy, lift.AskedAt, ct);
            }
        }
        return await eraser.RunAsync(ct);
    }

    private async Task EnterAsync(IReadOnlyList<ListedErasure> missing, byte[] key, CancellationToken ct)
    {
        var hashes = missing.SelectMany(each => each.Numbers).ToLookup(number => number.Hash);
        var found = new Dictionary<string, List<ErasureNumber>>();
        await foreach (var row in database.StreamAsync<PersonNumber>(NumbersSql, null, ct))
        {
            foreach (var number in hashes[ErasureFolder.HashOf(key, row.Number)])
            {
                found.TryAdd(number.Pseudonym, []);
                found[number.Pseudonym].Add(new(row.Id, row.Number, number.Pseudonym));
            }
        }
        foreach (var each in missing)
        {
            var numbers = each.Numbers.SelectMany(number => found.GetValueOrDefault(number.Pseudonym) ?? []).ToList();
            var names = await database.QueryAsync<string>(NamesSql, new { ids = numbers.Select(n => n.Id) }, ct);
            var words = await FindAsync(new WordHashes(key, each.Words), ct);
            await store.ReplayAsync(each, new ErasureWork(numbers, [.. names, .. words]), ct);
        }
    }

    /// <summary>As what the words stand anywhere.</summary>
    private async Task<IReadOnlySet<string>> FindAsync(WordHashes hashes, CancellationToken ct)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (table, plan) in PersonalTables.All.Where(table => !hashes.IsEmpty && table.Value.Words.Count > 0))
        {
            var sql = TableScan.Sql(table, plan, everything: false);
            await foreach (var row in database.StreamAsync<dynamic>(sql, new { ids = Array.Empty<long>() }, ct))
            {
                var values = (IDictionary<string, object?>)row;
                found.UnionWith(plan.Words.Select(column => values[column]).OfType<string>().SelectMany(hashes.FindIn));
            }
        }
        return found;
    }
}
