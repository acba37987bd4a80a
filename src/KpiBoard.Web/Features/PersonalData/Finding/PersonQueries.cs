using KpiBoard.Data;

namespace KpiBoard.Web.Features.PersonalData.Finding;

/// <summary>Finds customers by what is known of them.</summary>
public sealed class PersonQueries(KpiDatabase database)
{
    public const int MostFound = 50;

    private const string NumberSql = "SELECT [Id] FROM [Customer] WHERE [CustomerId] = @number AND [Id] <> 0";

    private const string MergesSql = """
        SELECT [FromId], [ToId], CASE WHEN [UndoneAt] IS NULL THEN 1 ELSE 0 END AS [IsInForce] FROM [CustomerMerge]
        """;

    private const string NumbersSql = """
        SELECT c.[Id], c.[CustomerId] AS [Number], CASE WHEN e.[CustomerId] IS NULL THEN 0 ELSE 1 END AS [IsErased]
          FROM [Customer] c
          LEFT JOIN [ErasedCustomer] e ON e.[CustomerId] = c.[Id]
         WHERE c.[Id] IN @ids
         ORDER BY c.[Id]
        """;

    private const string NamesSql =
        "SELECT DISTINCT [Name] FROM [CustomerVersion] WHERE [CustomerId] IN @ids AND [Name] IS NOT NULL ORDER BY [Name]";

    private const string NamedSql = """
        SELECT c.[Id], c.[CustomerId] AS [Number], v.[Name], CASE WHEN e.[CustomerId] IS NULL THEN 0 ELSE 1 END AS [IsErased]
          FROM [Customer] c
          LEFT JOIN [CustomerVersion] v ON v.[CustomerId] = c.[Id]
          LEFT JOIN [ErasedCustomer] e ON e.[CustomerId] = c.[Id]
         WHERE c.[Id] <> 0
        """;

    private const string SaidSql =
        "SELECT [CustomerId] AS [Id], [Comment] AS [Name] FROM [SurveyResponse] WHERE [CustomerId] <> 0 AND [Comment] IS NOT NULL";

    private const string AttachmentsSql = "SELECT COUNT(*) FROM [AttachmentContent]";

    /// <summary>Files that people keep with initiatives: no search looks into them, somebody has to.</summary>
    public Task<long> AttachmentsAsync(CancellationToken ct) => database.ScalarAsync<long>(AttachmentsSql, null, ct);

    public Task<long?> IdOfAsync(string number, CancellationToken ct) =>
        database.ScalarAsync<long?>(NumberSql, new { number }, ct);

    /// <summary>The person behind a number; null when there is none.</summary>
    public async Task<DataSubject?> FindAsync(long id, CancellationToken ct)
    {
        var merges = await database.QueryAsync<MergeRow>(MergesSql, null, ct);
        var same = Together(id, [.. merges.Where(merge => merge.IsInForce)]);
        var numbers = await database.QueryAsync<PersonNumber>(NumbersSql, new { ids = same }, ct);
        if (id == 0 || numbers.All(number => number.Id != id))
        {
            return null;
        }
        var parted = Together(id, merges).Except(same).ToArray();
        return new DataSubject(
            id,
            numbers,
            await database.QueryAsync<string>(NamesSql, new { ids = same }, ct),
            parted.Length == 0 ? [] : await database.QueryAsync<PersonNumber>(NumbersSql, new { ids = parted }, ct)
        );
    }

    /// <summary>Customers whose number, name or own words hold the text, whatever the case; at most fifty.</summary>
    public async Task<IReadOnlyList<PersonNumber>> SearchAsync(string text, CancellationToken ct)
    {
        var found = new Dictionary<long, PersonNumber>();
        await foreach (var row in database.StreamAsync<PersonNumber>(NamedSql, null, ct))
        {
            if (found.Count < MostFound && (Holds(row.Number) || Holds(row.Name)))
            {
                found[row.Id] = row with { Name = row.Name ?? found.GetValueOrDefault(row.Id)?.Name };
            }
        }
        var said = new HashSet<long>();
        await foreach (var row in database.StreamAsync<PersonNumber>(SaidSql, null, ct))
        {
            if (found.Count + said.Count < MostFound && !found.ContainsKey(row.Id) && Holds(row.Name))
            {
                said.Add(row.Id);
            }
        }
        var others = said.Count == 0 ? [] : await database.QueryAsync<PersonNumber>(NumbersSql, new { ids = said }, ct);
        return [.. found.Values.OrderBy(row => row.Number, StringComparer.Ordinal), .. others];

        bool Holds(string? value) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Everybody whom a chain of merges leads to, in either direction.</summary>
    private static List<long> Together(long id, IReadOnlyList<MergeRow> merges)
    {
        var found = new List<long> { id };
        for (var at = 0; at < found.Count; at++)
        {
            var next = merges
                .Where(merge => merge.FromId == found[at] || merge.ToId == found[at])
                .SelectMany(merge => (long[])[merge.FromId, merge.ToId]);
            found.AddRange(next.Except(found).ToList());
        }
        return found;
    }

    private sealed class MergeRow
    {
        public long FromId { get; init; }

        public long ToId { get; init; }

        public bool IsInForce { get; init; }
    }
}
