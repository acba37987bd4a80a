using KpiBoard.Data;

namespace KpiBoard.Web.Infrastructure.Settings;

/// <summary>Reads and writes the settings; each read asks the database, so that every node and command agrees.</summary>
public sealed class CompanySettingsStore(KpiDatabase database, TimeProvider clock)
{
    private const string AllSql = "SELECT [Key], [Value] FROM [Setting]";

    private const string ChangesSql = "SELECT [Key], [ChangedAt], [ChangedBy], [Version] FROM [Setting]";

    private const string ChangeSql = """
        UPDATE [Setting]
           SET [Value] = @value, [ChangedAt] = @at, [ChangedBy] = @by, [Version] = [Version] + 1
         WHERE [Key] = @key
        """;

    private const string ChangeSeenSql = """
        UPDATE [Setting]
           SET [Value] = @value, [ChangedAt] = @at, [ChangedBy] = @by, [Version] = [Version] + 1
         WHERE [Key] = @key AND [Version] = @version
        """;

    private const string AddSql = """
        INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy], [Version])
        SELECT @key, @value, @at, @by, 1
         WHERE NOT EXISTS (SELECT 1 FROM [Setting] WHERE [Key] = @key)
        """;

    public async Task<CompanySettings> GetAsync(CancellationToken ct)
    {
        var rows = await database.QueryAsync<SettingRow>(AllSql, null, ct);
        return rows.Aggregate(
            new CompanySettings(),
            (settings, row) => SettingDefinition.Find(row.Key)?.Apply(settings, row.Value) ?? settings
        );
    }

    /// <summary>Who set what when; a setting that is missing has its default.</summary>
    public async Task<IReadOnlyDictionary<string, SettingChange>> ChangesAsync(CancellationToken ct) =>
        (await database.QueryAsync<SettingChange>(ChangesSql, null, ct)).ToDictionary(change => change.Key);

    /// <summary>Stores one value; null when done, else what is wrong with it.</summary>
    public async Task<string?> SetAsync(string key, string value, string by, CancellationToken ct)
    {
        if (SettingDefinition.Find(key) is not { } definition)
        {
            var known = string.Join(", ", SettingDefinition.All.Select(setting => setting.Key));
            return $"There is no setting '{key}'. The settings are: {known}.";
        }
        if (definition.Apply(new CompanySettings(), value) is null)
        {
            return $"'{value}' does not fit the setting '{key}': {definition.Accepts}.";
        }
        await SetAsync(new Dictionary<string, string> { [key] = value }, by, ct);
        return null;
    }

    /// <summary>Stores values that are known to fit, all or none.</summary>
    public Task SetAsync(IReadOnlyDictionary<string, string> values, string by, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                foreach (var (key, value) in values)
                {
                    await SetAsync(transaction, key, value, by);
                }
            },
            ct
        );

    /// <summary>
    /// Stores values that are known to fit, all or none; false when somebody else has set one of them since the version that
    /// was seen.
    /// </summary>
    public async Task<bool> SetSeenAsync(IReadOnlyList<SeenSetting> wishes, string by, CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(
                async transaction =>
                {
                    foreach (var wish in wishes)
                    {
                        var row = Row(wish.Key, wish.Value, by, wish.Version);
                        if (
                            await transaction.ExecuteAsync(ChangeSeenSql, row) == 0
                            && (wish.Version > 0 || await transaction.ExecuteAsync(AddSql, row) == 0)
                        )
                        {
                            throw new StaleException();
                        }
                    }
                },
                ct
            );
            return true;
        }
        catch (StaleException)
        {
            return false;
        }
    }

    /// <summary>Stores a value that is known to be valid, as part of a larger step.</summary>
    public async Task SetAsync(DatabaseTransaction transaction, string key, string value, string by)
    {
        var row = Row(key, value, by, version: 0);
        await transaction.ExecuteAsync(ChangeSql, row);
        await transaction.ExecuteAsync(AddSql, row);
    }

    private object Row(string key, string value, string by, int version)
    {
        var definition = SettingDefinition.Find(key)!;
        return new
        {
            key,
            // One way to write each value, however it was typed.
            value = definition.Show(definition.Apply(new CompanySettings(), value)!),
            at = clock.GetUtcNow(),
            by,
            version,
        };
    }

    /// <summary>Takes back what the transaction has already written.</summary>
    private sealed class StaleException : Exception;

    private sealed class SettingRow
    {
        public string Key { get; init; } = "";

        public string Value { get; init; } = "";
    }
}

/// <summary>A value to store over the version that was seen; 0 for a setting that nobody had set.</summary>
public sealed record SeenSetting(string Key, string Value, int Version);

/// <summary>The last time a setting was set.</summary>
public sealed class SettingChange
{
    public string Key { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public int Version { get; init; }
}

public static class CompanySettingsServices
{
    public static IServiceCollection AddCompanySettings(this IServiceCollection services) =>
        services.AddSingleton<CompanySettingsStore>();
}
