using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace KpiBoard.Data;

/// <summary>What ails a database that cannot do what it is asked; nothing of the failed transaction is stored.</summary>
public enum DatabaseTrouble
{
    /// <summary>Somebody else holds it, or a deadlock was resolved; trying again helps.</summary>
    Busy,

    /// <summary>The disk, or what the database may take of it, is full.</summary>
    Full,

    /// <summary>It may be read and not written.</summary>
    ReadOnly,

    /// <summary>Its file is damaged.</summary>
    Damaged,

    /// <summary>It does not answer, or does not let the product in.</summary>
    Unreachable,
}

/// <summary>Tells the troubles by the numbers of both engines: those of sqlite3.h, and of sys.messages.</summary>
public static class DatabaseTroubles
{
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Null for an error that is the program's own, such as a constraint.</summary>
    public static DatabaseTrouble? Of(Exception error) =>
        error switch
        {
            SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
            SqlException server => OfSqlServer(server.Number)
                ?? (SqlServerErrors.IsConnectionLoss(server) ? DatabaseTrouble.Unreachable : null),
            DbException { InnerException: { } inner } => Of(inner),
            // A file of the data folder that cannot be written, such as one that is being uploaded: by the numbers of
            // Linux (ENOSPC, EDQUOT, EROFS) and of Windows.
            IOException { HResult: 28 or 122 or DiskFull or HandleDiskFull } => DatabaseTrouble.Full,
            IOException { HResult: 30 } => DatabaseTrouble.ReadOnly,
            _ => null,
        };

    private static DatabaseTrouble? OfSqlite(int code) =>
        code switch
        {
            5 or 6 => DatabaseTrouble.Busy,
            13 => DatabaseTrouble.Full,
            3 or 8 or 14 => DatabaseTrouble.ReadOnly,
            11 or 26 => DatabaseTrouble.Damaged,
            // A read or a write that the disk did not do.
            10 => DatabaseTrouble.Unreachable,
            _ => null,
        };

    private static DatabaseTrouble? OfSqlServer(int number) =>
        number switch
        {
            -2 or 1205 or 1222 or 3960 => DatabaseTrouble.Busy,
            1101 or 1105 or 9002 => DatabaseTrouble.Full,
            3906 or 3908 => DatabaseTrouble.ReadOnly,
            823 or 824 or 825 => DatabaseTrouble.Damaged,
            -1 or 2 or 20 or 53 or 64 or 233 or 4060 or 10053 or 10054 or 10060 or 10061 or 18456 =>
                DatabaseTrouble.Unreachable,
            _ => null,
        };
}
