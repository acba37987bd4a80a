using KpiBoard.Data;
using KpiBoard.Data.Bulk;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>The stored cells: what the figures in force rest on. Only a refresh writes them, under its lease.</summary>
internal static class CustomerMonths
{
    private const string Columns =
        "m.[CustomerId], m.[Month], m.[Currency], m.[Amount], m.[Lines], m.[CoveredAmount], m.[CoveredCost],"
        + " m.[CoveredLines], m.[FirstDay], m.[LastDay]";

    private const string AllSql =
        $"SELECT {Columns} FROM [CustomerMonth] m ORDER BY m.[CustomerId], m.[Month], m.[Currency]";

    private const string TouchedSql = $"""
        {RevenueFacts.TouchedCustomers}
        SELECT {Columns}
          FROM [Customers] c
         CROSS JOIN [CustomerMonth] m
         WHERE m.[CustomerId] = c.[CustomerId] AND m.[Month] BETWEEN @from AND @to
        """;

    private const string MovedSql = $"""
        {MemberFacts.TouchedCustomers}
        SELECT {Columns}
          FROM [Customers] c
         CROSS JOIN [CustomerMonth] m
         WHERE m.[CustomerId] = c.[CustomerId]
        """;

    private const string OfWalletsSql = $"""
        SELECT {Columns}
          FROM [CustomerMonth] m
         WHERE m.[CustomerId] IN (SELECT COALESCE(k.[CountedAs], w.[CustomerId])
                                    FROM [CurrentWalletEstimate] w
                                    LEFT JOIN [CustomerCounting] k ON k.[CustomerId] = w.[CustomerId])
        """;

    private const string UnidentifiedSql = $"SELECT {Columns} FROM [CustomerMonth] m WHERE m.[CustomerId] = 0";

    private const string FirstMonths =
        "c.[CustomerId], (SELECT MIN(m.[Month]) FROM [CustomerMonth] m WHERE m.[CustomerId] = c.[CustomerId]),"
        + " (SELECT MIN(m.[Month]) FROM [CustomerMonth] m WHERE m.[CustomerId] = c.[CustomerId] AND m.[CoveredLines] > 0)";

    private const string FirstsOfTouchedSql = $"""
        {RevenueFacts.TouchedCustomers}
        SELECT {FirstMonths} FROM [Customers] c
        """;

    private const string CountSql = "SELECT COUNT(*) FROM [CustomerMonth] WHERE [Month] = @month";

    private const string DeleteSql = """
        DELETE FROM [CustomerMonth]
         WHERE [CustomerId] = @Customer AND [Month] = @Month AND [Currency] = @Currency
        """;

    private static readonly BulkColumn[] Written =
    [
        new("CustomerId", BulkType.Int64),
        new("Month", BulkType.Int64),
        new("Currency", BulkType.Text),
        new("Amount", BulkType.Int64),
        new("Lines", BulkType.Int64),
        new("CoveredAmount", BulkType.Int64),
        new("CoveredCost", BulkType.Int64),
        new("CoveredLines", BulkType.Int64),
        new("FirstDay", BulkType.Int64),
        new("LastDay", BulkType.Int64),
    ];

    public static Task<CellTable> AllAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(AllSql, null, reader => new CellTable([.. Read(reader)]));

    /// <summary>The cells of the customers that revenue batches have touched.</summary>
    public static Task<CellTable> OfTouchedAsync(DatabaseTransaction transaction, int from, int to) =>
        transaction.ReadBulkAsync(TouchedSql, new { from, to }, ReadSorted);

    /// <summary>All cells of the customers that customer batches have touched.</summary>
    public static Task<CellTable> OfMovedAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(MovedSql, null, ReadSorted);

    /// <summary>The cells of customers with an estimate of their wallet.</summary>
    public static Task<CellTable> OfWalletsAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(OfWalletsSql, null, ReadSorted);

    /// <summary>What has no customer: a cell per month and currency.</summary>
    public static Task<CellTable> UnidentifiedAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(UnidentifiedSql, null, ReadSorted);

    /// <summary>The first month with lines, and with lines that have a cost, of the customers that batches have touched.</summary>
    public static Task<Dictionary<long, FirstMonths>> FirstsOfTouchedAsync(DatabaseTransaction transaction) =>
        transaction.ReadBulkAsync(FirstsOfTouchedSql, null, ReadFirsts);

    public static Task<long> CountAsync(DatabaseTransaction transaction, int month) =>
        transaction.ScalarAsync<long>(CountSql, new { month });

    public static async Task WriteAsync(DatabaseTransaction transaction, IReadOnlyList<CellChange> changes)
    {
        await transaction.ExecuteAsync(
            DeleteSql,
            changes
                .Where(change => change.Was is not null)
                .Select(change => change.Place)
                .Select(cell => new
                {
                    cell.Customer,
                    cell.Month,
                    Currency = CurrencyCode.Text(cell.Currency),
                })
        );
        await BulkRows.WriteAsync(
            transaction,
            "CustomerMonth",
            Written,
            changes.Where(change => change.Now is not null).Select(change => change.Now!.Value),
            SetCell
        );
    }

    private static void SetCell(BulkChunk chunk, MonthCell cell)
    {
        chunk.SetInt64(0, cell.Customer);
        chunk.SetInt64(1, cell.Month);
        chunk.SetText(2, [(byte)(cell.Currency >> 16), (byte)(cell.Currency >> 8), (byte)cell.Currency]);
        chunk.SetInt64(3, cell.Amount);
        chunk.SetInt64(4, cell.Lines);
        chunk.SetInt64(5, cell.CoveredAmount);
        chunk.SetInt64(6, cell.CoveredCost);
        chunk.SetInt64(7, cell.CoveredLines);
        chunk.SetInt64(8, cell.FirstDay);
        chunk.SetInt64(9, cell.LastDay);
    }

    private static CellTable ReadSorted(IBulkReader reader) => CellTable.Sorted(Read(reader));

    private static List<MonthCell> Read(IBulkReader reader)
    {
        var cells = new List<MonthCell>();
        while (reader.Read())
        {
            cells.Add(
                new(reader.GetInt64(0), (int)reader.GetInt64(1), CurrencyCode.Pack(reader.GetUtf8(2)))
                {
                    Amount = reader.GetInt64(3),
                    Lines = reader.GetInt64(4),
                    CoveredAmount = reader.GetInt64(5),
                    CoveredCost = reader.GetInt64(6),
                    CoveredLines = reader.GetInt64(7),
                    FirstDay = (int)reader.GetInt64(8),
                    LastDay = (int)reader.GetInt64(9),
                }
            );
        }
        return cells;
    }

    private static Dictionary<long, FirstMonths> ReadFirsts(IBulkReader reader)
    {
        var firsts = new Dictionary<long, FirstMonths>();
        while (reader.Read())
        {
            firsts[reader.GetInt64(0)] = new((int)reader.GetInt64(1), (int)reader.GetInt64(2));
        }
        return firsts;
    }
}
