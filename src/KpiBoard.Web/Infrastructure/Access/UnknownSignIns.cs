using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KpiBoard.Data;
using Microsoft.AspNetCore.DataProtection;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Attempts to sign in on accounts that do not exist, for administrators to see that somebody is trying names. People also
/// type their password into the wrong field: only a keyed hash of what was typed is kept, enough to tell one from another. Attempts
/// are counted by day, and of those in excess of a day's rows only the number is kept: nobody fills the disk by trying.
/// </summary>
public sealed class UnknownSignIns(KpiDatabase database, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int RowsPerDay = 1_000;

    private const int KeyBytes = 32;

    /// <summary>Enough to tell what was typed apart, within a day.</summary>
    private const int HashBytes = 8;

    private const string CountSql = """
        UPDATE [UnknownSignIn]
           SET [Attempts] = [Attempts] + 1, [LastAt] = @now, [Browser] = @browser
         WHERE [Day] = @day AND [TypedHash] = @typed AND [Address] = @address
        """;

    private const string RowsSql = "SELECT COUNT(*) FROM [UnknownSignIn] WHERE [Day] = @day";

    private const string AddSql = """
        INSERT INTO [UnknownSignIn] ([Day], [TypedHash], [Address], [Attempts], [FirstAt], [LastAt], [Browser])
        VALUES (@day, @typed, @address, 1, @now, @now, @browser)
        """;

    private const string ForgetSql = "DELETE FROM [UnknownSignIn] WHERE [LastAt] < @before";

    private const string NewestSql = """
        SELECT [TypedHash], [Address], [Attempts], [FirstAt], [LastAt], [Browser]
          FROM [UnknownSignIn]
         ORDER BY [LastAt] DESC, [TypedHash], [Address]
        """;

    private const string KeySql = "SELECT [Value] FROM [SignInKey] WHERE [Id] = 1";

    private const string ForgetKeySql = "DELETE FROM [SignInKey] WHERE [Id] = 1";

    private const string AddKeySql = "INSERT INTO [SignInKey] ([Id], [Value]) VALUES (1, @value)";

    private readonly IDataProtector protector = protection.CreateProtector("attempts to sign in");

    public Task AddAsync(string typed, SignInPlace place, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.WriteAsync(
            async transaction =>
            {
                var row = new
                {
                    day = int.Parse(
                        now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                        CultureInfo.InvariantCulture
                    ),
                    typed = await HashAsync(transaction, typed),
                    address = place.Address,
                    browser = place.Browser,
                    now,
                    before = now - SignInLog.Kept,
                };
                if (await transaction.ExecuteAsync(CountSql, row) > 0)
                {
                    return;
                }
                await transaction.ExecuteAsync(ForgetSql, row);
                if (await transaction.ScalarAsync<long>(RowsSql, row) < RowsPerDay)
                {
                    await transaction.ExecuteAsync(AddSql, row);
                    return;
                }
                var others = new
                {
                    row.day,
                    typed = "",
                    address = "",
                    browser = "",
                    now,
                };
                if (await transaction.ExecuteAsync(CountSql, others) == 0)
                {
                    await transaction.ExecuteAsync(AddSql, others);
                }
            },
            ct
        );
    }

    public async Task<IReadOnlyList<UnknownSignIn>> NewestAsync(int count, CancellationToken ct) =>
        await database.StreamAsync<UnknownSignIn>(NewestSql, null, ct).Take(count).ToListAsync(ct);

    private async Task<string> HashAsync(DatabaseTransaction transaction, string typed)
    {
        var hash = HMACSHA256.HashData(
            await KeyAsync(transaction),
            Encoding.UTF8.GetBytes(UserQueries.Normalise(typed))
        );
        return Convert.ToHexStringLower(hash.AsSpan(0, HashBytes));
    }

    /// <summary>A new key where there is none, or none that the data folder's keys open: older hashes then fit nothing any more.</summary>
    private async Task<byte[]> KeyAsync(DatabaseTransaction transaction)
    {
        var stored = await transaction.ScalarAsync<string?>(KeySql);
        if (stored is not null && Open(stored) is { } known)
        {
            return known;
        }
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        await transaction.ExecuteAsync(ForgetKeySql);
        await transaction.ExecuteAsync(AddKeySql, new { value = Convert.ToBase64String(protector.Protect(key)) });
        return key;
    }

    private byte[]? Open(string stored)
    {
        try
        {
            return protector.Unprotect(Convert.FromBase64String(stored));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What was tried on one day from one address.</summary>
public sealed class UnknownSignIn
{
    /// <summary>The same for the same name; empty for all that no longer had a row of its own.</summary>
    public string TypedHash { get; init; } = "";
    public string Address { get; init; } = "";
    public int Attempts { get; init; }
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; init; }
    public string Browser { get; init; } = "";
}
