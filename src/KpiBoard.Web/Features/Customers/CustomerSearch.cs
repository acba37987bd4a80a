using System.Globalization;
using System.Runtime.CompilerServices;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>Finds customers by number or name, whatever the case; everywhere else numbers compare byte for byte.</summary>
public sealed class CustomerSearch(KpiDatabase database)
{
    public const int PageSize = 25;
    public const int LongestText = 100;

    /// <summary>As many as a query takes parameters in either engine.</summary>
    private const int AtATime = 1000;

    // SQLite lowers the letters A to Z alone: those outside them are looked for as typed, small, large and as in a name.
    private const string FindSql = """
        SELECT l.[Id], l.[CustomerId], l.[Total], k.[CountedAs], t.[CustomerId] AS [CountedAsNumber]
          FROM (SELECT c.[Id], c.[CustomerId],
                       ROW_NUMBER() OVER (ORDER BY c.[CustomerId]) AS [Number],
                       COUNT(*) OVER () AS [Total]
                  FROM [Customer] c
                 WHERE c.[Id] <> 0
                   AND (@all = 1
                        OR (LOWER(c.[CustomerId]) LIKE @small ESCAPE '!' OR LOWER(c.[CustomerId]) LIKE @typed ESCAPE '!'
                            OR LOWER(c.[CustomerId]) LIKE @large ESCAPE '!' OR LOWER(c.[CustomerId]) LIKE @named ESCAPE '!')
                        OR EXISTS (SELECT 1
                                     FROM [VisibleCustomerVersion] v
                                    WHERE v.[CustomerId] = c.[Id]
                                      AND (LOWER(v.[Name]) LIKE @small ESCAPE '!' OR LOWER(v.[Name]) LIKE @typed ESCAPE '!'
                                           OR LOWER(v.[Name]) LIKE @large ESCAPE '!'
                                           OR LOWER(v.[Name]) LIKE @named ESCAPE '!')))) l
          LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = l.[Id] AND k.[CountedAs] <> l.[Id]
          LEFT JOIN [Customer] t ON t.[Id] = k.[CountedAs]
         WHERE l.[Number] > @after AND l.[Number] <= @upTo
         ORDER BY l.[Number]
        """;

    private const string DescribedSql = """
        SELECT v.[CustomerId] AS [Id], v.[Name], v.[Segment], v.[BusinessUnit]
          FROM [CurrentCustomerVersion] v
         WHERE v.[CustomerId] IN @ids
         ORDER BY v.[BatchId], v.[Line]
        """;

    public Task<IReadOnlyList<FoundCustomer>> FindAsync(string text, int page, CancellationToken ct) =>
        FindAsync(text, (page - 1) * PageSize, PageSize, ct);

    /// <summary>All of them, by number, never held together.</summary>
    public async IAsyncEnumerable<FoundCustomer> AllAsync(string text, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = 0; ; after += AtATime)
        {
            var found = await FindAsync(text, after, AtATime, ct);
            foreach (var customer in found)
            {
                yield return customer;
            }
            if (found.Count < AtATime)
            {
                yield break;
            }
        }
    }

    private async Task<IReadOnlyList<FoundCustomer>> FindAsync(string text, int after, int count, CancellationToken ct)
    {
        var found = await database.QueryAsync<FoundCustomer>(
            FindSql,
            new
            {
                all = text.Length == 0 ? 1 : 0,
                small = Pattern(text.ToLowerInvariant()),
                typed = Pattern(text),
                large = Pattern(text.ToUpperInvariant()),
                named = Pattern(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant())),
                after,
                upTo = after + count,
            },
            ct
        );
        if (found.Count == 0)
        {
            return found;
        }
        var described = await database.QueryAsync<DescribedCustomer>(
            DescribedSql,
            new { ids = found.Select(customer => customer.Id) },
            ct
        );
        // Of several sources' descriptions the newest comes last.
        var byId = described.GroupBy(customer => customer.Id).ToDictionary(same => same.Key, same => same.Last());
        return [.. found.Select(customer => customer with { Described = byId.GetValueOrDefault(customer.Id) })];
    }

    private static string Pattern(string text)
    {
        var small = string.Concat(text.Select(letter => letter is >= 'A' and <= 'Z' ? (char)(letter + 32) : letter));
        var plain = small
            .Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal)
            .Replace("[", "![", StringComparison.Ordinal);
        return $"%{plain}%";
    }
}

/// <summary>A customer in a list.</summary>
public sealed record FoundCustomer
{
    public long Id { get; init; }

    public string CustomerId { get; init; } = "";

    public long Total { get; init; }

    /// <summary>As whom it is counted when not as itself; -1 in no figure.</summary>
    public long? CountedAs { get; init; }

    public string? CountedAsNumber { get; init; }

    public DescribedCustomer? Described { get; init; }

    public bool IsExcluded => CountedAs == -1;
}

/// <summary>What the register says of a customer now.</summary>
public sealed class DescribedCustomer
{
    public long Id { get; init; }

    public string? Name { get; init; }

    public string? Segment { get; init; }

    public string? BusinessUnit { get; init; }
}
