using System.Globalization;
using KpiBoard.Core;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Search;

namespace KpiBoard.Web.Features.Search;

/// <summary>Customers as the register describes them today, of the units that somebody sees.</summary>
public sealed class CustomerQueries(KpiDatabase database)
{
    // Each customer's unit is the one that the last refresh took in, as everywhere that customers are shown; who sees
    // every unit also finds those that no refresh has seen yet.
    private const string FindSql = """
        SELECT m.[Id], m.[Number], m.[Name], m.[Segment], m.[Region], m.[BusinessUnit]
          FROM (SELECT c.[Id], c.[CustomerId] AS [Number], v.[Name],
                       COALESCE(k.[Segment], v.[Segment]) AS [Segment],
                       COALESCE(k.[Region], v.[Region]) AS [Region],
                       COALESCE(k.[BusinessUnit], v.[BusinessUnit]) AS [BusinessUnit],
                       ROW_NUMBER() OVER (ORDER BY c.[CustomerId], v.[BatchId] DESC) AS [Place]
                  FROM [Customer] c
                  LEFT JOIN [CurrentCustomerVersion] v ON v.[CustomerId] = c.[Id]
                  LEFT JOIN [CustomerMember] k
                    ON k.[CustomerId] = c.[Id]
                   AND k.[ValidFrom] = (SELECT MAX(n.[ValidFrom])
                                          FROM [CustomerMember] n
                                         WHERE n.[CustomerId] = c.[Id] AND n.[ValidFrom] <= @today)
                 WHERE c.[Id] > 0
                   AND (@id = 0 OR c.[Id] = @id)
                   AND (UPPER(c.[CustomerId]) LIKE @pattern OR UPPER(v.[Name]) LIKE @pattern)
                   AND (@seesAll = 1 OR k.[BusinessUnit] IN @units)) m
         WHERE m.[Place] <= @most
         ORDER BY m.[Place]
        """;

    private const string MonthsSql = """
        SELECT [Month], [Currency], [Amount], [Lines]
          FROM [CustomerMonth]
         WHERE [CustomerId] = @id
         ORDER BY [Month] DESC, [Currency]
        """;

    /// <summary>Candidates that are looked at more closely.</summary>
    private const int Most = 50;

    public async Task<IReadOnlyList<FoundCustomer>> FindAsync(
        SearchTerm term,
        IReadOnlyList<string>? units,
        DateOnly today,
        CancellationToken ct
    )
    {
        var rows = await QueryAsync(0, term.Pattern, units, today, ct);
        return [.. rows.Where(row => term.Fits($"{row.Number} {row.Name}")).DistinctBy(row => row.Id)];
    }

    /// <summary>Null for one who is not there, or not in the units.</summary>
    public async Task<CustomerPage?> FindAsync(long id, IReadOnlyList<string>? units, CancellationToken ct)
    {
        var rows = id > 0 ? await QueryAsync(id, "%", units, DateOnly.MaxValue, ct) : [];
        return rows is [var customer, ..]
            ? new(customer, await database.QueryAsync<CustomerMonthRow>(MonthsSql, new { id }, ct))
            : null;
    }

    private Task<IReadOnlyList<FoundCustomer>> QueryAsync(
        long id,
        string pattern,
        IReadOnlyList<string>? units,
        DateOnly today,
        CancellationToken ct
    ) =>
        database.QueryAsync<FoundCustomer>(
            FindSql,
            new
            {
                id,
                pattern,
                today,
                seesAll = units is null,
                units = units ?? [],
                most = Most,
            },
            ct
        );
}

public sealed class FoundCustomer
{
    public long Id { get; init; }
    public string Number { get; init; } = "";
    public string? Name { get; init; }
    public string? Segment { get; init; }
    public string? Region { get; init; }
    public string? BusinessUnit { get; init; }

    /// <summary>A customer that no file describes is known by its number.</summary>
    public string Title => string.IsNullOrEmpty(Name) ? Number : Name;
}

public sealed class CustomerMonthRow
{
    public int Month { get; init; }

    public string Period => string.Create(CultureInfo.InvariantCulture, $"{Month / 100}-{Month % 100:00}");
    public string Currency { get; init; } = "";
    public Money Amount { get; init; }
    public int Lines { get; init; }
}

public sealed record CustomerPage(FoundCustomer Customer, IReadOnlyList<CustomerMonthRow> Months);
