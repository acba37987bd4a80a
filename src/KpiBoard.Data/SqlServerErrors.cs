using Microsoft.Data.SqlClient;

namespace KpiBoard.Data;

/// <summary>The server's error numbers, by what they allow.</summary>
internal static class SqlServerErrors
{
    /// <summary>A unique index, or a primary key or unique constraint.</summary>
    private static readonly int[] UniqueViolations = [2601, 2627];

    /// <summary>Deadlock victim, and a snapshot that met somebody else's change: the whole transaction is undone.</summary>
    private static readonly int[] RolledBack = [1205, 3960];

    /// <summary>
    /// The network (-2 is a time limit and not among them), a server that starts, stops or fails over, and the numbers
    /// by which Azure asks to come again.
    /// </summary>
    private static readonly int[] ConnectionLosses =
    [
        -1,
        2,
        20,
        53,
        64,
        121,
        233,
        921,
        1225,
        4221,
        6005,
        10053,
        10054,
        10060,
        10061,
        10928,
        10929,
        17142,
        18401,
        40143,
        40197,
        40501,
        40540,
        40613,
        42108,
        42109,
        49918,
        49919,
        49920,
    ];

    private const int Fatal = 20;

    public static bool IsUniqueViolation(SqlException error) => Has(error, UniqueViolations);

    public static bool IsRolledBack(SqlException error) => Has(error, RolledBack);

    /// <summary>
    /// By number, or by severity: a line that is cut has no number of its own on every system, and an error so severe ends
    /// the connection.
    /// </summary>
    public static bool IsConnectionLoss(SqlException error) => Has(error, ConnectionLosses) || error.Class >= Fatal;

    /// <summary>An error can come with others, such as "the statement has been terminated".</summary>
    private static bool Has(SqlException error, int[] numbers)
    {
        foreach (SqlError one in error.Errors)
        {
            if (numbers.Contains(one.Number))
            {
                return true;
            }
        }
        return false;
    }
}
