using KpiBoard.Data;
using KpiBoard.Web.Features.Imports.Kinds;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Profiles kept under a name.</summary>
public sealed class ProfileStore(KpiDatabase database, TimeProvider clock)
{
    private const string AllSql = "SELECT [Name], [Kind], [Definition] FROM [ImportProfile] ORDER BY [Name]";

    private const string FindSql = "SELECT [Name], [Kind], [Definition] FROM [ImportProfile] WHERE [Name] = @name";

    private const string ChangeSql = """
        UPDATE [ImportProfile]
           SET [Kind] = @kind, [Definition] = @definition, [ChangedAt] = @at, [ChangedBy] = @by
         WHERE [Name] = @name
        """;

    private const string AddSql = """
        INSERT INTO [ImportProfile] ([Name], [Kind], [Definition], [ChangedAt], [ChangedBy])
        SELECT @name, @kind, @definition, @at, @by
         WHERE NOT EXISTS (SELECT 1 FROM [ImportProfile] WHERE [Name] = @name)
        """;

    private const string RemoveSql = "DELETE FROM [ImportProfile] WHERE [Name] = @name";

    public Task<IReadOnlyList<StoredProfile>> AllAsync(CancellationToken ct) =>
        database.QueryAsync<StoredProfile>(AllSql, null, ct);

    /// <summary>The profile of that name.</summary>
    /// <exception cref="ImportUsageException">There is none of that name, or it does not fit the kind.</exception>
    public async Task<ImportProfile> GetAsync(string name, ImportKind kind, CancellationToken ct) =>
        await database.SingleOrDefaultAsync<StoredProfile>(FindSql, new { name }, ct) is { } stored
            ? ImportProfile.Parse(stored.Definition, kind)
            : throw new ImportUsageException("profile.unknown", name);

    /// <summary>Stores a profile that names its kind.</summary>
    /// <exception cref="ImportUsageException">What is wrong with it.</exception>
    public Task SaveAsync(string name, string json, string by, CancellationToken ct)
    {
        if (name.Length is 0 or > 100)
        {
            throw new ImportUsageException("profile.name");
        }
        var kind = ImportRunner.FindKind(ImportProfile.KindOf(json));
        _ = ImportProfile.Parse(json, kind);
        var row = new
        {
            name,
            kind = kind.Name,
            definition = json,
            at = clock.GetUtcNow(),
            by,
        };
        return database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(ChangeSql, row);
                await transaction.ExecuteAsync(AddSql, row);
            },
            ct
        );
    }

    /// <summary>False when there was none.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken ct) =>
        await database.ExecuteAsync(RemoveSql, new { name }, ct) == 1;
}

public sealed class StoredProfile
{
    public string Name { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Definition { get; init; } = "";
}
