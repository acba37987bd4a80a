using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KpiBoard.Data.Audit;

/// <summary>One change of one row, as it is kept; nobody ever changes it.</summary>
/// <param name="Id">1, 2, 3 ... without a gap.</param>
/// <param name="At">To the millisecond.</param>
/// <param name="By">See <see cref="Actor"/>.</param>
/// <param name="Action">See <see cref="AuditAction"/>.</param>
/// <param name="Subject">The table.</param>
/// <param name="SubjectKey">Its key; several parts are divided by a slash.</param>
/// <param name="Before">The columns that changed, as a JSON object; none for a new row, or after erasure.</param>
/// <param name="After">Likewise; none for a removed row.</param>
/// <param name="ContentHash">Of before and after: personal data can be erased from them without breaking the chain.</param>
/// <param name="ErasedAt">When before and after were erased.</param>
/// <param name="Hash">Of everything here but before and after, and of the hash of the entry before.</param>
public sealed record AuditEntry(
    long Id,
    DateTimeOffset At,
    string By,
    string? Address,
    string Action,
    string Subject,
    string SubjectKey,
    string? Before,
    string? After,
    string ContentHash,
    DateTimeOffset? ErasedAt,
    string Hash
)
{
    /// <summary>What <see cref="ContentHash"/> should be.</summary>
    public static string HashOf(string? before, string? after) => Sha256([before, after]);

    /// <summary>What <see cref="Hash"/> should be.</summary>
    /// <param name="previous">The hash of the entry before; empty for the first.</param>
    public string HashAfter(string previous) =>
        Sha256([
            previous,
            Id.ToString(CultureInfo.InvariantCulture),
            At.UtcDateTime.ToString(TypeHandlers.InstantFormat, CultureInfo.InvariantCulture),
            By,
            Address,
            Action,
            Subject,
            SubjectKey,
            ContentHash,
        ]);

    private static string Sha256(string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(parts))));
}

/// <summary>What happened to a row.</summary>
public static class AuditAction
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";

    /// <summary>Somebody looked at it, or took it away as a file.</summary>
    public const string Read = "read";

    /// <summary>A backup was put in its place.</summary>
    public const string Restored = "restored";

    public static readonly IReadOnlyList<string> All = [Added, Changed, Removed, Read, Restored];
}

/// <summary>What an entry is about when it is no table.</summary>
public static class AuditSubject
{
    public const string Database = "Database";
}
