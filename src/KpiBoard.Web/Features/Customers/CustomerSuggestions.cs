using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>
/// Numbers that may be one customer with a new number: the one has no lines after a month, the other none before the
/// next, and they have the same name, or their months come to about the same.
/// </summary>
public sealed class CustomerSuggestions(KpiDatabase database)
{
    public const int Shown = 8;

    /// <summary>The months of each side that are averaged.</summary>
    private const int MonthsCompared = 3;

    /// <summary>How far back the list of all customers looks for numbers that stopped.</summary>
    private const int MonthsLookedAt = 3;

    /// <summary>A customer may skip a month while its number changes.</summary>
    private const int LargestGap = 2;

    /// <summary>Without the same name: how much the average month may differ, on a customer's page and among all.</summary>
    private const double Near = 0.25;
    private const double VeryNear = 0.05;

    private const string Columns = """
        SELECT s.[CustomerId] AS [Id], c.[CustomerId] AS [Number], m.[Currency], COUNT(*) AS [Months],
               SUM(m.[Amount]) AS [Units], d.[Name], d.[Member]
          FROM (SELECT DISTINCT e.[CustomerId] FROM [CustomerMonth] e WHERE e.[Month] = @month AND e.[CustomerId] > 0) s
          JOIN [CustomerMonth] m ON m.[CustomerId] = s.[CustomerId] AND m.[Month] BETWEEN @from AND @to
          JOIN [Customer] c ON c.[Id] = s.[CustomerId]
          LEFT JOIN (SELECT v.[CustomerId], MAX(v.[Name]) AS [Name],
                            MAX(CONCAT(v.[Segment], '|', v.[Region], '|', v.[BusinessUnit])) AS [Member]
                       FROM [CurrentCustomerVersion] v
                      WHERE v.[CustomerId] IN (SELECT e.[CustomerId] FROM [CustomerMonth] e WHERE e.[Month] = @month)
                      GROUP BY v.[CustomerId]) d ON d.[CustomerId] = s.[CustomerId]
        """;

    private const string StoppedSql = $"""
        {Columns}
         WHERE NOT EXISTS (SELECT 1 FROM [CustomerMonth] l WHERE l.[CustomerId] = s.[CustomerId] AND l.[Month] > @month)
         GROUP BY s.[CustomerId], c.[CustomerId], m.[Currency], d.[Name], d.[Member]
        """;

    private const string BeganSql = $"""
        {Columns}
         WHERE NOT EXISTS (SELECT 1 FROM [CustomerMonth] l WHERE l.[CustomerId] = s.[CustomerId] AND l.[Month] < @month)
         GROUP BY s.[CustomerId], c.[CustomerId], m.[Currency], d.[Name], d.[Member]
        """;

    private const string ReachSql = "SELECT MIN([Month]) AS [First], MAX([Month]) AS [Last] FROM [CustomerMonth]";

    private const string ReachOfSql =
        "SELECT MIN([Month]) AS [First], MAX([Month]) AS [Last] FROM [CustomerMonth] WHERE [CustomerId] = @id";

    private const string MergedSql = "SELECT [FromId], [ToId] FROM [CustomerMerge] WHERE [UndoneAt] IS NULL";

    /// <summary>The likeliest pairs of the last months, those of the same name first.</summary>
    public Task<IReadOnlyList<CustomerSuggestion>> LatestAsync(CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                if (await ReachAsync(snapshot, ReachSql, 0) is not { } all)
                {
                    return [];
                }
                var pairs = new List<CustomerSuggestion>();
                for (var back = 1; back <= MonthsLookedAt && all.Last - back >= all.First; back++)
                {
                    pairs.AddRange(await PairsAsync(snapshot, all.Last - back, all.Last, null, VeryNear));
                }
                return await WithoutMergedAsync(snapshot, pairs, Shown);
            },
            ct
        );

    /// <summary>Numbers that may be the same customer as this one.</summary>
    public Task<IReadOnlyList<CustomerSuggestion>> OfAsync(long id, CancellationToken ct) =>
        database.ReadSnapshotAsync(
            async snapshot =>
            {
                if (
                    await ReachAsync(snapshot, ReachSql, 0) is not { } all
                    || await ReachAsync(snapshot, ReachOfSql, id) is not { } own
                )
                {
                    return [];
                }
                var pairs = new List<CustomerSuggestion>();
                if (own.Last < all.Last)
                {
                    pairs.AddRange(await PairsAsync(snapshot, own.Last, all.Last, id, Near));
                }
                for (var gap = 1; gap <= LargestGap && own.First - gap >= all.First; gap++)
                {
                    pairs.AddRange(await PairsAsync(snapshot, own.First - gap, own.First, id, Near));
                }
                return await WithoutMergedAsync(snapshot, pairs, Shown);
            },
            ct
        );

    /// <summary>Who stopped after a month, with whoever began soon after and looks like them.</summary>
    /// <param name="only">One of each pair must be this one; null takes all.</param>
    private static async Task<List<CustomerSuggestion>> PairsAsync(
        DatabaseTransaction snapshot,
        Month stopped,
        Month last,
        long? only,
        double near
    )
    {
        var from = stopped - (MonthsCompared - 1);
        var olds = await SidesAsync(snapshot, StoppedSql, stopped, from, stopped);
        var pairs = new List<CustomerSuggestion>();
        for (var gap = 1; gap <= LargestGap && stopped + gap <= last && olds.Count > 0; gap++)
        {
            var began = stopped + gap;
            var news = await SidesAsync(snapshot, BeganSql, began, began, began + (MonthsCompared - 1));
            pairs.AddRange(
                from one in olds
                from other in news
                where one.Currency == other.Currency && (only is null || one.Id == only || other.Id == only)
                let isNamesake = one.IsNamesakeOf(other)
                where isNamesake || (one.Difference(other) <= near && (only is not null || one.MayBe(other)))
                select new CustomerSuggestion(one, stopped, other, began, isNamesake)
            );
        }
        return pairs;
    }

    private static async Task<IReadOnlyList<SuggestedSide>> SidesAsync(
        DatabaseTransaction snapshot,
        string sql,
        Month month,
        Month from,
        Month to
    ) =>
        await snapshot.QueryAsync<SuggestedSide>(
            sql,
            new
            {
                month = month.Key,
                from = from.Key,
                to = to.Key,
            }
        );

    private static async Task<IReadOnlyList<CustomerSuggestion>> WithoutMergedAsync(
        DatabaseTransaction snapshot,
        List<CustomerSuggestion> pairs,
        int most
    )
    {
        var merged = (await snapshot.QueryAsync<MergedRow>(MergedSql)).SelectMany(row =>
            new[] { row.FromId, row.ToId }
        );
        var taken = merged.ToHashSet();
        var chosen = new List<CustomerSuggestion>();
        foreach (
            var pair in pairs
                .OrderByDescending(pair => pair.IsNamesake)
                .ThenBy(pair => pair.Old.Difference(pair.New))
                .ThenBy(pair => pair.Old.Number, StringComparer.Ordinal)
        )
        {
            // A number goes on under one other: who has found the likeliest is out of the rest.
            if (chosen.Count < most && !taken.Contains(pair.Old.Id) && !taken.Contains(pair.New.Id))
            {
                chosen.Add(pair);
                taken.UnionWith([pair.Old.Id, pair.New.Id]);
            }
        }
        return chosen;
    }

    private static async Task<(Month First, Month Last)?> ReachAsync(
        DatabaseTransaction snapshot,
        string sql,
        long id
    ) =>
        await snapshot.SingleOrDefaultAsync<ReachRow>(sql, new { id }) is { First: { } first, Last: { } last }
            ? (Month.FromKey(first), Month.FromKey(last))
            : null;

    private sealed class ReachRow
    {
        public int? First { get; init; }

        public int? Last { get; init; }
    }

    private sealed class MergedRow
    {
        public long FromId { get; init; }

        public long ToId { get; init; }
    }
}

/// <summary>Two numbers that may be one customer.</summary>
/// <param name="LastMonth">The last with lines of the old number.</param>
/// <param name="FirstMonth">The first with lines of the new one.</param>
public sealed record CustomerSuggestion(
    SuggestedSide Old,
    Month LastMonth,
    SuggestedSide New,
    Month FirstMonth,
    bool IsNamesake
);

public sealed class SuggestedSide
{
    private const int Cent = 100;

    public long Id { get; init; }

    public string Number { get; init; } = "";

    public string Currency { get; init; } = "";

    public string? Name { get; init; }

    /// <summary>Segment, region and unit in one; null when not described.</summary>
    public string? Member { get; init; }

    public long Months { get; init; }

    public long Units { get; init; }

    /// <summary>Of the months nearest to the change.</summary>
    public Money Average =>
        new((long)Math.Round((decimal)Units / Math.Max(Months, 1) / Cent, MidpointRounding.AwayFromZero) * Cent);

    public bool IsNamesakeOf(SuggestedSide other) =>
        Name is { Length: > 0 } && string.Equals(Name.Trim(), other.Name?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether what the register says of one of them, or not, leaves it open.</summary>
    public bool MayBe(SuggestedSide other) =>
        (Name is not { Length: > 0 } || other.Name is not { Length: > 0 })
        && (Member is null || Member == (other.Member ?? Member));

    /// <summary>By how much of the larger one the averages differ.</summary>
    public double Difference(SuggestedSide other)
    {
        var larger = Math.Max(Math.Abs(Average.Units), Math.Abs(other.Average.Units));
        return larger == 0 ? 1 : Math.Abs(Average.Units - (double)other.Average.Units) / larger;
    }
}
