using System.Globalization;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Customers;

/// <summary>What is in force of some customer numbers, whoever they are counted as.</summary>
public sealed class CountingFacts
{
    // Lines are found by month and customer; which months there are, the totals of the imports know.
    private const string LinesSql = """
        SELECT f.[CustomerId], t.[Month], f.[Currency], SUM(f.[Amount]) AS [Units],
               SUM(CASE WHEN f.[Cost] IS NULL THEN 0 ELSE f.[Amount] END) AS [Covered],
               SUM(COALESCE(f.[Cost], 0)) AS [Cost], COUNT(f.[Cost]) AS [CoveredRows], MAX(f.[BookedOn]) AS [LastDay]
          FROM (SELECT DISTINCT [Month] FROM [ImportTotal]) t
         CROSS JOIN [CurrentRevenueLine] f
         WHERE f.[BookedMonth] = t.[Month] AND f.[CustomerId] IN @numbers
         GROUP BY f.[CustomerId], t.[Month], f.[Currency]
        """;

    private const string AnswersSql = """
        SELECT f.[CustomerId], f.[AnsweredOn] / 100 AS [Month], f.[AnsweredAt], f.[Level], f.[Score],
               COALESCE(f.[Weight], 1.0) AS [Weight], COALESCE(f.[Segment], '') AS [Segment]
          FROM [CurrentSurveyResponse] f
         WHERE f.[CustomerId] IN @numbers AND f.[Audience] = 'customer' AND f.[Score] IS NOT NULL
        """;

    private const string MembersSql = """
        SELECT v.[CustomerId], v.[ValidFrom], COALESCE(v.[Segment], '') AS [Segment],
               COALESCE(v.[Region], '') AS [Region], COALESCE(v.[BusinessUnit], '') AS [BusinessUnit]
          FROM [VisibleCustomerVersion] v
         WHERE v.[CustomerId] IN @numbers
         ORDER BY v.[CustomerId], v.[ValidFrom], v.[BatchId], v.[Line]
        """;

    private const string ContractsSql = """
        SELECT v.[CustomerId], v.[JoinedOn], v.[LeftOn]
          FROM [CurrentCustomerVersion] v
         WHERE v.[CustomerId] IN @numbers
         ORDER BY v.[BatchId], v.[Line]
        """;

    private const string ChurnSql = "SELECT [Value] FROM [Setting] WHERE [Key] = 'churn'";

    private CountingFacts(IReadOnlyCollection<long> numbers, string churn)
    {
        Numbers = numbers;
        ByContract = churn == "contract";
        InactiveDays = churn.StartsWith("inactive:", StringComparison.Ordinal)
            ? int.Parse(churn.AsSpan("inactive:".Length), CultureInfo.InvariantCulture)
            : null;
    }

    public IReadOnlyCollection<long> Numbers { get; }

    public bool ByContract { get; }

    /// <summary>After how many days without a line a customer is lost, where that is the definition.</summary>
    public int? InactiveDays { get; }

    public required ILookup<long, CountedLines> Lines { get; init; }

    public required ILookup<long, CountedAnswer> Answers { get; init; }

    public required ILookup<long, CountedMember> Members { get; init; }

    public required IReadOnlyDictionary<long, CountedContract> Contracts { get; init; }

    public static async Task<CountingFacts> ReadAsync(
        DatabaseTransaction transaction,
        IReadOnlyCollection<long> numbers
    )
    {
        var churn = await transaction.ScalarAsync<string?>(ChurnSql, null) ?? "activity";
        var contracts = await transaction.QueryAsync<CountedContract>(ContractsSql, new { numbers });
        return new(numbers, churn)
        {
            Lines = (await transaction.QueryAsync<CountedLines>(LinesSql, new { numbers })).ToLookup(row =>
                row.CustomerId
            ),
            Answers = (await transaction.QueryAsync<CountedAnswer>(AnswersSql, new { numbers })).ToLookup(row =>
                row.CustomerId
            ),
            Members = (await transaction.QueryAsync<CountedMember>(MembersSql, new { numbers })).ToLookup(row =>
                row.CustomerId
            ),
            // Of what several sources say of a customer the newest comes last.
            Contracts = contracts.GroupBy(row => row.CustomerId).ToDictionary(same => same.Key, same => same.Last()),
        };
    }
}

/// <summary>The lines of a number in a month and currency.</summary>
public sealed class CountedLines
{
    public long CustomerId { get; init; }

    public int Month { get; init; }

    public string Currency { get; init; } = "";

    public long Units { get; init; }

    public long Covered { get; init; }

    public long Cost { get; init; }

    public long CoveredRows { get; init; }

    public int LastDay { get; init; }
}

public sealed record CountedAnswer
{
    public long CustomerId { get; init; }

    public int Month { get; init; }

    public long AnsweredAt { get; init; }

    public string Level { get; init; } = "";

    public int Score { get; init; }

    public double Weight { get; init; }

    public string Segment { get; init; } = "";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Level} {AnsweredAt} {Score} {Weight} {Segment}");
}

public sealed class CountedMember
{
    public const string NotDescribed = "||";

    public long CustomerId { get; init; }

    /// <summary>yyyymmdd; 0 is always.</summary>
    public int ValidFrom { get; init; }

    public string Segment { get; init; } = "";

    public string Region { get; init; } = "";

    public string BusinessUnit { get; init; } = "";

    public string Text => $"{Segment}|{Region}|{BusinessUnit}";
}

public sealed class CountedContract
{
    public long CustomerId { get; init; }

    public int? JoinedOn { get; init; }

    public int? LeftOn { get; init; }
}
