using System.Security.Cryptography;
using KpiBoard.Data;
using Microsoft.AspNetCore.DataProtection;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// The second step of signing in, for whoever has a password here: a code of an app, or one of ten codes on paper. The
/// app's secret is kept encrypted, since codes are computed from it; codes on paper are kept as their hash.
/// </summary>
public sealed class TwoSteps(KpiDatabase database, IDataProtectionProvider protection, TimeProvider clock)
{
    public const int RecoveryCodes = 10;

    /// <summary>80 random bits: with so many a plain hash is enough.</summary>
    private const int RecoveryBytes = 10;

    private const string StateSql = """
        SELECT t.[Secret], t.[ConfirmedAt],
               (SELECT COUNT(*) FROM [RecoveryCode] c WHERE c.[UserId] = t.[UserId] AND c.[UsedAt] IS NULL) AS [CodesLeft]
          FROM [TwoStep] t
         WHERE t.[UserId] = @id
        """;

    private const string ForgetSql = "DELETE FROM [TwoStep] WHERE [UserId] = @id";

    private const string ForgetPendingSql = "DELETE FROM [TwoStep] WHERE [UserId] = @id AND [ConfirmedAt] IS NULL";

    private const string ForgetCodesSql = "DELETE FROM [RecoveryCode] WHERE [UserId] = @id";

    private const string AddSql = """
        INSERT INTO [TwoStep] ([UserId], [Secret], [MadeAt])
        SELECT @id, @secret, @now
         WHERE NOT EXISTS (SELECT 1 FROM [TwoStep] WHERE [UserId] = @id)
        """;

    private const string ConfirmSql = """
        UPDATE [TwoStep]
           SET [ConfirmedAt] = @now, [LastStep] = @step
         WHERE [UserId] = @id AND [ConfirmedAt] IS NULL
        """;

    private const string AcceptSql = """
        UPDATE [TwoStep]
           SET [LastStep] = @step
         WHERE [UserId] = @id AND [ConfirmedAt] IS NOT NULL AND ([LastStep] IS NULL OR [LastStep] < @step)
        """;

    private const string AddCodeSql = "INSERT INTO [RecoveryCode] ([UserId], [CodeHash]) VALUES (@id, @hash)";

    private const string UseCodeSql = """
        UPDATE [RecoveryCode]
           SET [UsedAt] = @now
         WHERE [UserId] = @id AND [CodeHash] = @hash AND [UsedAt] IS NULL
        """;

    private readonly IDataProtector protector = protection.CreateProtector("two-step sign-in");

    public async Task<TwoStepState> StateAsync(long userId, CancellationToken ct)
    {
        var row = await RowAsync(userId, ct);
        return new(
            row?.ConfirmedAt,
            row is { ConfirmedAt: null } && Open(row) is { } secret ? Totp.Base32(secret) : null,
            row?.CodesLeft ?? 0
        );
    }

    public async Task<bool> IsOnAsync(long userId, CancellationToken ct) =>
        (await RowAsync(userId, ct))?.ConfirmedAt is not null;

    /// <summary>Makes a secret that waits for its first code; one that was confirmed stays as it is.</summary>
    public Task StartAsync(long userId, CancellationToken ct)
    {
        var secret = protector.Protect(RandomNumberGenerator.GetBytes(Totp.SecretBytes));
        var row = new
        {
            id = userId,
            secret = Convert.ToBase64String(secret),
            now = clock.GetUtcNow(),
        };
        return database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(ForgetPendingSql, row);
                await transaction.ExecuteAsync(AddSql, row);
            },
            ct
        );
    }

    /// <summary>The ten codes for paper, this once; null when the code is not the waiting secret's.</summary>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(long userId, string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (
            await RowAsync(userId, ct) is not { ConfirmedAt: null } row
            || Open(row) is not { } secret
            || Totp.Match(secret, Digits(code), now) is not { } step
        )
        {
            return null;
        }
        return await database.WriteAsync<IReadOnlyList<string>?>(
            async transaction =>
            {
                var values = new
                {
                    id = userId,
                    now,
                    step,
                };
                return await transaction.ExecuteAsync(ConfirmSql, values) == 1
                    ? await ReplaceCodesAsync(transaction, userId)
                    : null;
            },
            ct
        );
    }

    /// <summary>Ten new codes for paper; those before them stop working.</summary>
    public Task<IReadOnlyList<string>> RenewCodesAsync(long userId, CancellationToken ct) =>
        database.WriteAsync(transaction => ReplaceCodesAsync(transaction, userId), ct);

    /// <summary>Which step the code is: one of the app, one on paper, or none. It is used up.</summary>
    public async Task<string?> UseAsync(long userId, string typed, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await RowAsync(userId, ct) is not { ConfirmedAt: not null } row)
        {
            return null;
        }
        if (Open(row) is { } secret && Totp.Match(secret, Digits(typed), now) is { } step)
        {
            return await database.ExecuteAsync(AcceptSql, new { id = userId, step }, ct) == 1 ? SignInWay.Code : null;
        }
        var code = new
        {
            id = userId,
            hash = Secret.Hash(Plain(typed)),
            now,
        };
        return await database.ExecuteAsync(UseCodeSql, code, ct) == 1 ? SignInWay.Recovery : null;
    }

    /// <summary>The password alone signs in again.</summary>
    public Task RemoveAsync(long userId, CancellationToken ct) =>
        database.WriteAsync(transaction => RemoveAsync(transaction, userId), ct);

    /// <summary>For who has lost the phone: whoever has it now is signed out too.</summary>
    public Task TakeAwayAsync(long userId, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await RemoveAsync(transaction, userId);
                await UserStore.EndSessionsAsync(transaction, userId);
            },
            ct
        );

    private static async Task RemoveAsync(DatabaseTransaction transaction, long userId)
    {
        await transaction.ExecuteAsync(ForgetCodesSql, new { id = userId });
        await transaction.ExecuteAsync(ForgetSql, new { id = userId });
    }

    private static async Task<IReadOnlyList<string>> ReplaceCodesAsync(DatabaseTransaction transaction, long userId)
    {
        await transaction.ExecuteAsync(ForgetCodesSql, new { id = userId });
        var codes = new List<string>();
        while (codes.Count < RecoveryCodes)
        {
            var code = Totp.Base32(RandomNumberGenerator.GetBytes(RecoveryBytes)).ToLowerInvariant();
            await transaction.ExecuteAsync(AddCodeSql, new { id = userId, hash = Secret.Hash(code) });
            codes.Add(string.Join('-', code.Chunk(4).Select(part => new string(part))));
        }
        return codes;
    }

    private Task<Row?> RowAsync(long userId, CancellationToken ct) =>
        database.SingleOrDefaultAsync<Row>(StateSql, new { id = userId }, ct);

    /// <summary>Null when the keys that encrypted it are gone: the codes on paper still work, and so does an administrator.</summary>
    private byte[]? Open(Row row)
    {
        try
        {
            return protector.Unprotect(Convert.FromBase64String(row.Secret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Apps show the digits in two groups.</summary>
    private static string Digits(string typed) => string.Concat(typed.Where(char.IsAsciiDigit));

    private static string Plain(string typed) =>
        string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private sealed class Row
    {
        public string Secret { get; init; } = "";
        public DateTimeOffset? ConfirmedAt { get; init; }
        public int CodesLeft { get; init; }
    }
}

/// <summary>On since when; the secret that waits for its first code, in base 32; how many codes on paper are left.</summary>
public sealed record TwoStepState(DateTimeOffset? Since, string? Waiting, int CodesLeft);
