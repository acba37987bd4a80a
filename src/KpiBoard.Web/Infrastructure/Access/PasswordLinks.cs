using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// Links by which one person sets a password, once and within the hour. A link without a user makes the first
/// administrator, as long as there is nobody.
/// </summary>
public sealed class PasswordLinks(KpiDatabase database, UserStore users, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string ForgetSql = "DELETE FROM [PasswordLink] WHERE [UserId] = @userId OR [ExpiresAt] < @now";

    private const string ForgetFirstSql = "DELETE FROM [PasswordLink] WHERE [UserId] IS NULL";

    private const string AddSql = """
        INSERT INTO [PasswordLink] ([TokenHash], [UserId], [ExpiresAt], [ByServer])
        VALUES (@hash, @userId, @expiresAt, @byServer)
        """;

    private const string FindSql = """
        SELECT l.[UserId], l.[ByServer], u.[Email], u.[Name]
          FROM [PasswordLink] l
          LEFT JOIN [AppUser] u ON u.[Id] = l.[UserId]
         WHERE l.[TokenHash] = @hash AND l.[UsedAt] IS NULL AND l.[ExpiresAt] > @now AND u.[DisabledAt] IS NULL
        """;

    private const string UseSql = """
        UPDATE [PasswordLink]
           SET [UsedAt] = @now
         WHERE [TokenHash] = @hash AND [UsedAt] IS NULL AND [ExpiresAt] > @now
        """;

    private const string OpenSql = """
        SELECT [UserId], [ExpiresAt]
          FROM [PasswordLink]
         WHERE [UserId] IS NOT NULL AND [UsedAt] IS NULL AND [ExpiresAt] > @now
        """;

    private const string WithdrawSql = "DELETE FROM [PasswordLink] WHERE [UserId] = @userId AND [UsedAt] IS NULL";

    private const string AdministratorsSql = "SELECT COUNT(*) FROM [UserRole] WHERE [Role] = @role";

    /// <summary>A new link's secret; earlier links of the same person stop working.</summary>
    public Task<string> CreateAsync(long userId, CancellationToken ct) => CreateAsync(userId, byServer: false, ct);

    /// <summary>The same by who runs the server: it works where passwords are switched off. Without a person, it is for the first administrator.</summary>
    public Task<string> CreateByServerAsync(long? userId, CancellationToken ct) =>
        CreateAsync(userId, byServer: true, ct);

    private async Task<string> CreateAsync(long? userId, bool byServer, CancellationToken ct)
    {
        var secret = Secret.Create();
        var now = clock.GetUtcNow();
        var row = new
        {
            hash = Secret.Hash(secret),
            userId,
            byServer,
            now,
            expiresAt = now + Lifetime,
        };
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(ForgetSql, row);
                if (userId is null)
                {
                    await transaction.ExecuteAsync(ForgetFirstSql);
                }
                await transaction.ExecuteAsync(AddSql, row);
            },
            ct
        );
        return secret;
    }

    /// <summary>Until when the links that still work do so, by whose they are.</summary>
    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> OpenAsync(CancellationToken ct) =>
        (await database.QueryAsync<OpenLink>(OpenSql, new { now = clock.GetUtcNow() }, ct)).ToDictionary(
            link => link.UserId,
            link => link.ExpiresAt
        );

    /// <summary>Makes the person's link worthless; false when there was none.</summary>
    public async Task<bool> WithdrawAsync(long userId, CancellationToken ct) =>
        await database.ExecuteAsync(WithdrawSql, new { userId }, ct) > 0;

    /// <summary>Whose the link is; null when it is used, expired or unknown.</summary>
    public Task<PasswordLink?> FindAsync(string secret, CancellationToken ct) =>
        database.SingleOrDefaultAsync<PasswordLink>(
            FindSql,
            new { hash = Secret.Hash(secret), now = clock.GetUtcNow() },
            ct
        );

    /// <summary>Uses the link up and stores the password; false when the link no longer works.</summary>
    public Task<bool> UseAsync(
        string secret,
        PasswordLink link,
        UserDetails? first,
        string passwordHash,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var row = new { hash = Secret.Hash(secret), now = clock.GetUtcNow() };
                if (await transaction.ExecuteAsync(UseSql, row) != 1)
                {
                    return false;
                }
                if ((link.UserId ?? await AddFirstAsync(transaction, first)) is not { } userId)
                {
                    return false;
                }
                await UserStore.SetPasswordAsync(transaction, userId, passwordHash);
                return true;
            },
            ct
        );

    private async Task<long?> AddFirstAsync(DatabaseTransaction transaction, UserDetails? first) =>
        first is not null
        && await transaction.ScalarAsync<long>(AdministratorsSql, new { role = Role.Administrator }) == 0
            ? await users.AddAsync(transaction, first)
            : null;

    private sealed class OpenLink
    {
        public long UserId { get; init; }
        public DateTimeOffset ExpiresAt { get; init; }
    }
}

/// <summary>A link that works.</summary>
public sealed class PasswordLink
{
    public long? UserId { get; init; }
    public string? Email { get; init; }
    public string? Name { get; init; }

    /// <summary>Made by who runs the server.</summary>
    public bool ByServer { get; init; }

    public bool IsFirstAdministrator => UserId is null;
}
