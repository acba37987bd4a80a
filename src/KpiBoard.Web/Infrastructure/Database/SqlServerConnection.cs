using KpiBoard.Web.Infrastructure.CommandLine;
using Microsoft.Data.SqlClient;

namespace KpiBoard.Web.Infrastructure.Database;

/// <summary>What a connection string for SQL Server has to be like before it is used.</summary>
public static class SqlServerConnection
{
    public const string AllowUnencryptedKey = "Database:AllowUnencrypted";

    private const string ApplicationName = "KpiBoard";

    /// <summary>The connection string as it is used: encrypted unless that is allowed to be off, and named.</summary>
    /// <exception cref="CommandException">It cannot be read, or turns encryption off.</exception>
    public static string Checked(string connectionString, bool allowUnencrypted)
    {
        SqlConnectionStringBuilder parts;
        try
        {
            parts = new SqlConnectionStringBuilder(connectionString);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException)
        {
            // The reason names a keyword; the text itself holds a password and is not repeated.
            throw CommandException.WrongUsage($"ConnectionStrings:KpiBoard cannot be read. {unreadable.Message}");
        }
        if (parts.Encrypt.Equals(SqlConnectionEncryptOption.Optional) && !allowUnencrypted)
        {
            throw CommandException.WrongUsage(
                "ConnectionStrings:KpiBoard turns encryption off: revenue, customers' comments and passwords would cross the "
                    + "network readable, and long texts are sometimes read wrong by this driver without it. Leave Encrypt out "
                    + "or set Encrypt=True (with TrustServerCertificate=True for a certificate of your own making). "
                    + $"If it must be off, set {AllowUnencryptedKey} to true."
            );
        }
        if (!parts.ShouldSerialize("Application Name"))
        {
            parts.ApplicationName = ApplicationName;
        }
        return parts.ConnectionString;
    }

    /// <summary>True when the connection is encrypted but would be so with anybody who answers.</summary>
    public static bool TrustsAnybody(string connectionString) =>
        new SqlConnectionStringBuilder(connectionString).TrustServerCertificate;
}
