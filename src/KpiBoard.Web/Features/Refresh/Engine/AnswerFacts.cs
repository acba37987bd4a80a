using System.Globalization;
using System.Text;
using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>One customer's answer with a score.</summary>
/// <param name="Customer">0 when unidentified.</param>
/// <param name="Day">In the company's time zone, yyyymmdd.</param>
/// <param name="Order">By which the last of several answers is found.</param>
/// <param name="Segment">What the answer itself says, which wins over the register.</param>
internal sealed record SurveyAnswer(
    string Level,
    long Customer,
    int Day,
    (long At, long Batch, long Line) Order,
    int Score,
    decimal? Weight,
    string? Segment
)
{
    public int Month => Day / 100;
}

/// <summary>The answers of customers, and the months in which batches have touched them since the last run.</summary>
internal static class AnswerFacts
{
    private const string BetweenSql = """
        SELECT f.[Level], f.[CustomerId], f.[AnsweredOn], f.[AnsweredAt], f.[BatchId], f.[Line], f.[Score], f.[Weight],
               f.[Segment]
          FROM [CurrentSurveyResponse] f
         WHERE f.[AnsweredOn] BETWEEN @from * 100 AND @to * 100 + 99 AND f.[Audience] = 'customer'
           AND f.[Score] IS NOT NULL
        """;

    private const string TouchedSql = """
        WITH [Changing] AS (
            SELECT b.[Id]
              FROM [ImportBatch] b
             WHERE b.[Kind] = 'surveys'
               AND ((b.[ReflectedStatus] IS NULL AND b.[Status] = 'published')
                    OR (b.[ReflectedStatus] = 'published' AND b.[Status] = 'undone'))
        ),
        [Named] AS (
            SELECT f.[SourceId], f.[RowKey], f.[AnsweredOn]
              FROM [Changing] c
             CROSS JOIN [SurveyResponse] f
             WHERE f.[BatchId] = c.[Id]
             UNION ALL
            SELECT f.[SourceId], f.[RowKey], f.[AnsweredOn]
              FROM [Changing] c
             CROSS JOIN [ImportConfirmation] n
             CROSS JOIN [SurveyResponse] f
             WHERE n.[BatchId] = c.[Id] AND f.[BatchId] = n.[ConfirmedBatchId] AND f.[Line] = n.[ConfirmedLine]
        )
        SELECT [AnsweredOn] / 100 AS [Month]
          FROM [Named]
         UNION
        SELECT v.[AnsweredOn] / 100
          FROM [Named] n
         CROSS JOIN [SurveyResponse] v
         WHERE v.[SourceId] = n.[SourceId] AND v.[RowKey] = n.[RowKey]
        """;

    private const string OfMovedSql = $"""
        {MemberFacts.TouchedCustomers}
        SELECT DISTINCT f.[AnsweredOn] / 100
          FROM [Customers] c
         CROSS JOIN [SurveyResponse] f
         WHERE f.[CustomerId] = c.[CustomerId]
        """;

    /// <summary>The answers of some months, yyyymm, in an order that does not depend on the engine.</summary>
    public static async Task<List<SurveyAnswer>> BetweenAsync(
        DatabaseTransaction transaction,
        CustomerCounts counts,
        int from,
        int to
    )
    {
        var answers = await transaction.ReadBulkAsync(BetweenSql, new { from, to }, reader => Read(reader, counts));
        answers.Sort((left, right) => (left.Day, left.Order).CompareTo((right.Day, right.Order)));
        return answers;
    }

    public static Task<IReadOnlyList<int>> TouchedMonthsAsync(DatabaseTransaction transaction) =>
        transaction.QueryAsync<int>(TouchedSql);

    /// <summary>The months with answers of customers whom customer batches have touched.</summary>
    public static Task<IReadOnlyList<int>> MonthsOfMovedAsync(DatabaseTransaction transaction) =>
        transaction.QueryAsync<int>(OfMovedSql);

    private static List<SurveyAnswer> Read(IBulkReader reader, CustomerCounts counts)
    {
        var answers = new List<SurveyAnswer>();
        var texts = new Dictionary<string, string>();
        while (reader.Read())
        {
            var customer = counts.Of(reader.GetInt64(1));
            if (customer == CustomerCounts.Nobody)
            {
                continue;
            }
            answers.Add(
                new(
                    Text(0)!,
                    customer,
                    (int)reader.GetInt64(2),
                    (reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)),
                    (int)reader.GetInt64(6),
                    reader.IsNull(7) ? null : Convert.ToDecimal(reader.GetDouble(7), CultureInfo.InvariantCulture),
                    Text(8)
                )
            );
        }
        return answers;

        // Levels and segments are few: each is kept once.
        string? Text(int column)
        {
            if (reader.IsNull(column))
            {
                return null;
            }
            var text = Encoding.UTF8.GetString(reader.GetUtf8(column));
            return texts.TryGetValue(text, out var known) ? known : texts[text] = text;
        }
    }
}
