using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using KpiBoard.Data;
using Microsoft.AspNetCore.DataProtection;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>
/// The signed-in browsers, kept where every node sees them: each can be ended alone, and ends by itself after its time. A
/// new security stamp of the person ends them all.
/// </summary>
public sealed class Sessions(
    KpiDatabase database,
    SignInRules options,
    IDataProtectionProvider protection,
    TimeProvider clock
)
{
    /// <summary>When a session was last used is noted this exactly, so that not every request writes.</summary>
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(15);

    private const string AddSql = """
        INSERT INTO [UserSession] ([Id], [UserId], [KeyHash], [Stamp], [Way], [StartedAt], [SeenAt], [EndsAt], [Address],
               [Browser], [IdToken])
        VALUES (@id, @userId, @hash, @stamp, @way, @now, @now, @endsAt, @address, @browser, @idToken)
        """;

    private const string ForgetSql = """
        DELETE FROM [UserSession]
         WHERE [EndsAt] <= @now
            OR [SeenAt] <= @usedAfter
            OR ([UserId] = @userId AND [Stamp] <> @stamp)
        """;

    private const string FindSql = """
        SELECT x.[Id] AS [SessionId], x.[SeenAt], u.[Email], u.[Name], r.[Role],
               CASE WHEN s.[Value] = 'required' AND u.[PasswordHash] IS NOT NULL AND t.[ConfirmedAt] IS NULL
                         AND x.[Way] <> @singleSignOn AND @local = 1
                    THEN 1 ELSE 0 END AS [LacksTwoStep]
          FROM [UserSession] x
          JOIN [AppUser] u ON u.[Id] = x.[UserId] AND u.[SecurityStamp] = x.[Stamp]
          LEFT JOIN [UserRole] r ON r.[UserId] = u.[Id]
          LEFT JOIN [TwoStep] t ON t.[UserId] = u.[Id]
          LEFT JOIN [Setting] s ON s.[Key] = 'twoStep'
         WHERE x.[KeyHash] = @hash AND x.[UserId] = @userId AND x.[EndsAt] > @now AND x.[SeenAt] > @usedAfter
           AND u.[DisabledAt] IS NULL
        """;

    private const string SeenSql = "UPDATE [UserSession] SET [SeenAt] = @now WHERE [Id] = @id AND [SeenAt] < @now";

    private const string OfPersonSql = """
        SELECT x.[Id], x.[Way], x.[StartedAt], x.[SeenAt], x.[EndsAt], x.[Address], x.[Browser],
               CASE WHEN x.[KeyHash] = @hash THEN 1 ELSE 0 END AS [IsThis]
          FROM [UserSession] x
          JOIN [AppUser] u ON u.[Id] = x.[UserId] AND u.[SecurityStamp] = x.[Stamp]
         WHERE x.[UserId] = @userId AND x.[EndsAt] > @now AND x.[SeenAt] > @usedAfter
         ORDER BY x.[SeenAt] DESC, x.[Id] DESC
        """;

    private const string EndSql = "DELETE FROM [UserSession] WHERE [Id] = @id AND [UserId] = @userId";

    private const string EndByKeySql = "DELETE FROM [UserSession] WHERE [KeyHash] = @hash";

    private const string IdTokenSql = "SELECT [IdToken] FROM [UserSession] WHERE [KeyHash] = @hash";

    private readonly IDataProtector protector = protection.CreateProtector("id token of a session");

    /// <summary>Keeps a new session, and returns the key that only the browser has.</summary>
    public async Task<string> StartAsync(
        AppUser user,
        string way,
        SignInPlace place,
        string? idToken,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(place);
        var key = Secret.Create();
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async transaction =>
            {
                var row = new
                {
                    id = await transaction.NextIdsAsync("session"),
                    userId = user.Id,
                    hash = Secret.Hash(key),
                    stamp = user.SecurityStamp,
                    way,
                    now,
                    endsAt = now + options.Longest,
                    usedAfter = UsedAfter(now),
                    address = place.Address,
                    browser = place.Browser,
                    idToken = idToken is null ? null : Seal(idToken),
                };
                await transaction.ExecuteAsync(ForgetSql, row);
                await transaction.ExecuteAsync(AddSql, row);
            },
            ct
        );
        return key;
    }

    /// <summary>One row per role, a row without one for a person who has none, no row for a session that has ended.</summary>
    internal async Task<IReadOnlyList<SessionRow>> FindAsync(long userId, string key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new
        {
            userId,
            hash = Secret.Hash(key),
            now,
            usedAfter = UsedAfter(now),
            singleSignOn = SignInWay.SingleSignOn,
            // Where passwords are switched off, a link of who runs the server is the only way with one.
            local = options.Local ? 1 : 0,
        };
        var found = await database.QueryAsync<SessionRow>(FindSql, row, ct);
        if (found.Count > 0 && now - found[0].SeenAt > UseNoted)
        {
            await NoteUseAsync(found[0].SessionId, now, ct);
        }
        return found;
    }

    /// <summary>The sessions that a person has open, the one last used first.</summary>
    public Task<IReadOnlyList<OpenSession>> OfPersonAsync(long userId, string key, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return database.QueryAsync<OpenSession>(
            OfPersonSql,
            new
            {
                userId,
                hash = Secret.Hash(key),
                now,
                usedAfter = UsedAfter(now),
            },
            ct
        );
    }

    /// <summary>Ends one session of the person; false when the person has none such.</summary>
    public async Task<bool> EndAsync(long userId, long id, CancellationToken ct) =>
        await database.ExecuteAsync(EndSql, new { id, userId }, ct) > 0;

    public Task EndAsync(string key, CancellationToken ct) =>
        database.ExecuteAsync(EndByKeySql, new { hash = Secret.Hash(key) }, ct);

    /// <summary>What the identity provider said when the session began; null for one that began otherwise.</summary>
    public async Task<string?> IdTokenAsync(string key, CancellationToken ct) =>
        await database.ScalarAsync<string?>(IdTokenSql, new { hash = Secret.Hash(key) }, ct) is { } sealedToken
            ? Open(sealedToken)
            : null;

    /// <summary>The cookie knows the idle time exactly; this is the same bound for a copy of one, less exactly.</summary>
    private DateTimeOffset UsedAfter(DateTimeOffset now) => now - options.Idle - UseNoted;

    /// <summary>Whoever only reads must not fail because the database is busy with somebody's write.</summary>
    private async Task NoteUseAsync(long id, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            await database.ExecuteAsync(SeenSql, new { id, now }, ct);
        }
        catch (DbException)
        {
            // The next request notes it.
        }
    }

    private string Seal(string idToken) => Convert.ToBase64String(protector.Protect(Encoding.UTF8.GetBytes(idToken)));

    /// <summary>Null when the keys that encrypted it are gone.</summary>
    private string? Open(string sealedToken)
    {
        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(Convert.FromBase64String(sealedToken)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    internal sealed class SessionRow
    {
        public long SessionId { get; init; }
        public DateTimeOffset SeenAt { get; init; }
        public string Email { get; init; } = "";
        public string Name { get; init; } = "";
        public string? Role { get; init; }

        /// <summary>The company asks for a second step of whoever has a password here, and this person has none.</summary>
        public bool LacksTwoStep { get; init; }
    }
}

/// <summary>A browser that is signed in.</summary>
public sealed class OpenSession
{
    public long Id { get; init; }

    /// <summary>One of <see cref="SignInWay"/>.</summary>
    public string Way { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset SeenAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public string Address { get; init; } = "";

    /// <summary>Empty when it did not say.</summary>
    public string Browser { get; init; } = "";

    /// <summary>The one that asks.</summary>
    public bool IsThis { get; init; }
}
