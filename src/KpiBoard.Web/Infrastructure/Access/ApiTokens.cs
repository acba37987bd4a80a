using System.Globalization;
using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Tokens of scripts: shown once, kept as their hash.</summary>
public sealed class ApiTokens(KpiDatabase database, TimeProvider clock)
{
    /// <summary>So that scanners for leaked secrets recognise one.</summary>
    public const string Prefix = "kpib_";

    /// <summary>For how many days a token may be made on the page; whoever makes one says for how long it is needed.</summary>
    public static readonly IReadOnlyList<int> DaysToChoose = [30, DefaultDays, LongestDays];
    public const int DefaultDays = 90;
    public const int LongestDays = 365;

    /// <summary>Use is noted this exactly, so that a busy script does not write with every call.</summary>
    private static readonly TimeSpan UseNoted = TimeSpan.FromHours(1);

    private const string AllSql = """
        SELECT [Id], [Name], [Scopes], [CreatedAt], [CreatedBy], [ExpiresAt], [LastUsedAt], [RevokedAt]
          FROM [ApiToken]
         ORDER BY [Id]
        """;

    private const string ActiveByNameSql = """
        SELECT COUNT(*)
          FROM [ApiToken]
         WHERE [Name] = @name AND [RevokedAt] IS NULL AND ([ExpiresAt] IS NULL OR [ExpiresAt] > @at)
        """;

    private const string AddSql = """
        INSERT INTO [ApiToken] ([Id], [Name], [TokenHash], [Scopes], [CreatedAt], [CreatedBy], [ExpiresAt])
        VALUES (@id, @name, @hash, @scopes, @at, @by, @expiresAt)
        """;

    private const string FindSql = """
        SELECT [Id], [Name], [Scopes], [CreatedAt], [CreatedBy], [ExpiresAt], [LastUsedAt], [RevokedAt]
          FROM [ApiToken]
         WHERE [TokenHash] = @hash
        """;

    private const string UsedSql = "UPDATE [ApiToken] SET [LastUsedAt] = @now WHERE [Id] = @id";

    private const string RevokeSql = """
        UPDATE [ApiToken]
           SET [RevokedAt] = @now
         WHERE [Name] = @name AND [RevokedAt] IS NULL
        """;

    public Task<IReadOnlyList<ApiToken>> ListAsync(CancellationToken ct) =>
        database.QueryAsync<ApiToken>(AllSql, null, ct);

    /// <summary>The new token; null when an active one has this name.</summary>
    public Task<string?> AddAsync(
        string name,
        IReadOnlyList<string> scopes,
        int days,
        string by,
        CancellationToken ct
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var at = clock.GetUtcNow();
                if (await transaction.ScalarAsync<long>(ActiveByNameSql, new { name, at }) > 0)
                {
                    return null;
                }
                var token = Prefix + Secret.Create();
                var row = new
                {
                    id = await transaction.NextIdsAsync("token"),
                    name,
                    hash = Secret.Hash(token),
                    scopes = string.Join(' ', scopes),
                    at,
                    by,
                    expiresAt = at.AddDays(days),
                };
                await transaction.ExecuteAsync(AddSql, row);
                return token;
            },
            ct
        );

    /// <summary>The token that this text is, when it works; else why it does not.</summary>
    public async Task<TokenUse> UseAsync(string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await database.SingleOrDefaultAsync<ApiToken>(FindSql, new { hash = Secret.Hash(token) }, ct);
        if (found is null)
        {
            return new(null, "The token is unknown.");
        }
        if (found.RevokedAt is { } revoked)
        {
            return new(null, $"The token was revoked on {Day(revoked)}.");
        }
        if (found.HasExpired(now))
        {
            return new(
                null,
                $"The token expired on {Day(found.ExpiresAt!.Value)}. An administrator can make a new one."
            );
        }
        if (found.LastUsedAt is null || now - found.LastUsedAt > UseNoted)
        {
            await database.ExecuteAsync(UsedSql, new { id = found.Id, now }, ct);
        }
        return new(found, null);
    }

    /// <summary>False when there is no active token of this name.</summary>
    public async Task<bool> RevokeAsync(string name, CancellationToken ct) =>
        await database.ExecuteAsync(RevokeSql, new { name, now = clock.GetUtcNow() }, ct) > 0;

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A token that works, or what its script is told.</summary>
public sealed record TokenUse(ApiToken? Token, string? Refusal);

public sealed class ApiToken
{
    public long Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Separated by spaces.</summary>
    public string Scopes { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";

    /// <summary>Null for tokens that were made before tokens had an end: they never expire.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }

    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;
}
