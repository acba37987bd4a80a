using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Access;

/// <summary>Tokens of scripts: shown once, kept as their hash.</summary>
public sealed class ApiTokens(KpiDatabase database, TimeProvider clock)
{
    /// <summary>So that scanners for leaked secrets recognise one.</summary>
    public const string Prefix = "kpib_";

    /// <summary>Use is noted this exactly, so that a busy script does not write with every call.</summary>
    private static readonly TimeSpan UseNoted = TimeSpan.FromHours(1);

    private const string AllSql = """
        SELECT [Id], [Name], [Scopes], [CreatedAt], [CreatedBy], [LastUsedAt], [RevokedAt]
          FROM [ApiToken]
         ORDER BY [Id]
        """;

    private const string ActiveByNameSql = """
        SELECT COUNT(*)
          FROM [ApiToken]
         WHERE [Name] = @name AND [RevokedAt] IS NULL
        """;

    private const string AddSql = """
        INSERT INTO [ApiToken] ([Id], [Name], [TokenHash], [Scopes], [CreatedAt], [CreatedBy])
        VALUES (@id, @name, @hash, @scopes, @at, @by)
        """;

    private const string FindSql = """
        SELECT [Id], [Name], [Scopes], [CreatedAt], [CreatedBy], [LastUsedAt], [RevokedAt]
          FROM [ApiToken]
         WHERE [TokenHash] = @hash AND [RevokedAt] IS NULL AND ([ExpiresAt] IS NULL OR [ExpiresAt] > @now)
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
    public Task<string?> AddAsync(string name, IReadOnlyList<string> scopes, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await transaction.ScalarAsync<long>(ActiveByNameSql, new { name }) > 0)
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
                    at = clock.GetUtcNow(),
                    by,
                };
                await transaction.ExecuteAsync(AddSql, row);
                return token;
            },
            ct
        );

    /// <summary>The active token that this text is; null when there is none.</summary>
    public async Task<ApiToken?> UseAsync(string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await database.SingleOrDefaultAsync<ApiToken>(FindSql, new { hash = Secret.Hash(token), now }, ct);
        if (found is not null && (found.LastUsedAt is null || now - found.LastUsedAt > UseNoted))
        {
            await database.ExecuteAsync(UsedSql, new { id = found.Id, now }, ct);
        }
        return found;
    }

    /// <summary>False when there is no active token of this name.</summary>
    public async Task<bool> RevokeAsync(string name, CancellationToken ct) =>
        await database.ExecuteAsync(RevokeSql, new { name, now = clock.GetUtcNow() }, ct) > 0;
}

public sealed class ApiToken
{
    public long Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Separated by spaces.</summary>
    public string Scopes { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";
    public DateTimeOffset? LastUsedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
}
