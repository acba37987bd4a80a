using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// Who is counted as whom. Facts keep the customer that their file named; where finance has merged two numbers, the one
/// is counted as the other wherever lines, answers, members and contracts are read, and who is excluded is left out.
/// </summary>
internal sealed class CustomerCounts
{
    /// <summary>As whom those are counted who are in no figure.</summary>
    public const long Nobody = -1;

    public static readonly CustomerCounts None = new([]);

    private const string AllSql = "SELECT [CustomerId], [CountedAs], [ReflectedAs] FROM [CustomerCounting]";

    private const string ReflectSql =
        "UPDATE [CustomerCounting] SET [ReflectedAs] = @CountedAs WHERE [CustomerId] = @Customer";

    private const string CleanSql = """
        DELETE FROM [CustomerCounting]
         WHERE [CountedAs] = [CustomerId] AND [ReflectedAs] = [CustomerId]
        """;

    private readonly Dictionary<long, long> countedAs;
    private readonly List<(long Customer, long CountedAs)> moves;

    private CustomerCounts(List<(long Customer, long CountedAs, long ReflectedAs)> rows)
    {
        countedAs = rows.Where(row => row.CountedAs != row.Customer)
            .ToDictionary(row => row.Customer, row => row.CountedAs);
        moves = [.. rows.Where(row => row.CountedAs != row.ReflectedAs).Select(row => (row.Customer, row.CountedAs))];
    }

    /// <summary>Whether somebody is counted otherwise than the figures in force count them.</summary>
    public bool HasMoves => moves.Count > 0;

    public static Task<CustomerCounts> ReadAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(AllSql, null, Read);

    /// <summary>As whom a customer is counted; <see cref="Nobody"/> when in no figure.</summary>
    public long Of(long customer) =>
        countedAs.Count > 0 && countedAs.TryGetValue(customer, out var other) ? other : customer;

    /// <summary>Notes as whom the figures now count them: who has been moved again since is the next run's.</summary>
    public async Task ReflectAsync(DatabaseTransaction transaction)
    {
        if (HasMoves)
        {
            await transaction.ExecuteAsync(ReflectSql, moves.Select(move => new { move.Customer, move.CountedAs }));
            await transaction.ExecuteAsync(CleanSql);
        }
    }

    private static CustomerCounts Read(IBulkReader reader)
    {
        var rows = new List<(long, long, long)>();
        while (reader.Read())
        {
            rows.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2)));
        }
        return new(rows);
    }
}
