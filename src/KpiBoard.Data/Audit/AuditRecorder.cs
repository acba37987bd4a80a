using System.Collections;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KpiBoard.Data.Audit;

/// <summary>
/// Gathers what one transaction changes in audited tables, and appends it to the chain as the transaction's last deed:
/// who waits for the chain's end holds nothing that its holder needs.
/// </summary>
internal sealed class AuditRecorder(Actor actor, TimeProvider clock)
{
    /// <summary>What stands for a secret.</summary>
    private const string Hidden = "***";

    private const string AppendSql = "UPDATE [AuditHead] SET [Last] = [Last] + @count WHERE [Id] = 1";

    private const string HeadSql = "SELECT [Last], [Hash] FROM [AuditHead] WHERE [Id] = 1";

    private const string AddSql = """
        INSERT INTO [AuditEntry] ([Id], [At], [By], [Address], [Action], [Subject], [SubjectKey], [Before], [After],
                                  [ContentHash], [Hash])
        VALUES (@Id, @At, @By, @Address, @Action, @Subject, @SubjectKey, @Before, @After, @ContentHash, @Hash)
        """;

    private const string SealSql = "UPDATE [AuditHead] SET [Hash] = @hash WHERE [Id] = 1";

    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<RowChange> changes = [];
    private readonly List<Content> notes = [];
    private readonly Dictionary<(string Table, string Key), RowChange> byRow = [];

    public void NoteReading(string subject, string key) => notes.Add(new(subject, key, AuditAction.Read, null, null));

    public void NoteRestore(int version, string backup) =>
        notes.Add(
            new(
                AuditSubject.Database,
                version.ToString(CultureInfo.InvariantCulture),
                AuditAction.Restored,
                null,
                JsonSerializer.Serialize(new { Backup = backup }, Json)
            )
        );

    /// <summary>Runs a statement, and notes the rows it changes as they were and as they are then.</summary>
    /// <param name="parameters">One set of values, or a list of them, for each of which the statement runs.</param>
    public async Task<int> ExecuteAsync(
        DatabaseTransaction transaction,
        AuditedStatement statement,
        string sql,
        object? parameters
    )
    {
        if (
            parameters is not IEnumerable many
            || parameters is string or IDictionary or IEnumerable<KeyValuePair<string, object>>
        )
        {
            return await ExecuteOnceAsync(transaction, statement, sql, parameters);
        }
        var count = 0;
        foreach (var each in many)
        {
            count += await ExecuteOnceAsync(transaction, statement, sql, each);
        }
        return count;
    }

    /// <summary>Appends what has changed since the transaction began; a row that is as it was is no change.</summary>
    public async Task SealAsync(DatabaseTransaction transaction)
    {
        var contents = changes.Select(change => change.ToContent()).OfType<Content>().Concat(notes).ToList();
        if (contents.Count == 0)
        {
            return;
        }
        await transaction.RunAsync(AppendSql, new { count = contents.Count });
        var head = (await transaction.SingleOrDefaultAsync<Head>(HeadSql))!;
        var (id, hash) = (head.Last - contents.Count, head.Hash);
        var now = clock.GetUtcNow();
        var at = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        var entries = new List<AuditEntry>();
        foreach (var (subject, key, action, before, after) in contents)
        {
            var entry = new AuditEntry(
                ++id,
                at,
                actor.By,
                actor.Address,
                action,
                subject,
                key,
                before,
                after,
                AuditEntry.HashOf(before, after),
                null,
                ""
            );
            hash = entry.HashAfter(hash);
            entries.Add(entry with { Hash = hash });
        }
        await transaction.RunAsync(AddSql, entries);
        await transaction.RunAsync(SealSql, new { hash });
    }

    private async Task<int> ExecuteOnceAsync(
        DatabaseTransaction transaction,
        AuditedStatement statement,
        string sql,
        object? parameters
    )
    {
        var before = await RowsAsync(transaction, statement, parameters);
        var count = await transaction.RunAsync(sql, parameters);
        if (count == 0)
        {
            return 0;
        }
        var after = statement.Adds
            ? await RowsAsync(transaction, statement, parameters)
            : await StillThereAsync(transaction, statement, before.Values);
        foreach (var key in before.Keys.Union(after.Keys))
        {
            Note(statement, key, before.GetValueOrDefault(key), after.GetValueOrDefault(key));
        }
        return count;
    }

    private void Note(
        AuditedStatement statement,
        string key,
        IDictionary<string, object?>? before,
        IDictionary<string, object?>? after
    )
    {
        if (byRow.TryGetValue((statement.Table, key), out var known))
        {
            known.After = after;
            return;
        }
        var change = new RowChange(statement.Table, statement.Plan, key, before) { After = after };
        byRow.Add((statement.Table, key), change);
        changes.Add(change);
    }

    private static async Task<Dictionary<string, IDictionary<string, object?>>> RowsAsync(
        DatabaseTransaction transaction,
        AuditedStatement statement,
        object? parameters
    ) =>
        (await transaction.QueryAsync<dynamic>(statement.RowsQuery, parameters))
            .Cast<IDictionary<string, object?>>()
            .ToDictionary(row => KeyOf(row, statement.Plan));

    private static async Task<Dictionary<string, IDictionary<string, object?>>> StillThereAsync(
        DatabaseTransaction transaction,
        AuditedStatement statement,
        IEnumerable<IDictionary<string, object?>> rows
    )
    {
        var found = new Dictionary<string, IDictionary<string, object?>>();
        var condition = string.Join(" AND ", statement.Plan.Keys.Select(key => $"[{key}] = @{key}"));
        foreach (var row in rows)
        {
            var keys = statement.Plan.Keys.ToDictionary(key => key, key => row[key]);
            foreach (
                var now in await transaction.QueryAsync<dynamic>(
                    $"SELECT * FROM [{statement.Table}] WHERE {condition}",
                    keys
                )
            )
            {
                found[KeyOf(row, statement.Plan)] = (IDictionary<string, object?>)now;
            }
        }
        return found;
    }

    private static string KeyOf(IDictionary<string, object?> row, AuditedTable plan) =>
        string.Join('/', plan.Keys.Select(key => Convert.ToString(row[key], CultureInfo.InvariantCulture)));

    /// <summary>What an entry says of its subject.</summary>
    private sealed record Content(string Subject, string Key, string Action, string? Before, string? After);

    private sealed record Head(long Last, string Hash);

    /// <summary>A row as it was when the transaction first wrote it, and as it is.</summary>
    private sealed class RowChange(string table, AuditedTable plan, string key, IDictionary<string, object?>? before)
    {
        public IDictionary<string, object?>? After { get; set; }

        /// <summary>What is kept of it; null when nothing has changed that counts.</summary>
        public Content? ToContent()
        {
            if (before is null && After is null)
            {
                return null;
            }
            var columns = (before ?? After)!
                .Keys.Where(column => !plan.Ignored.Contains(column))
                .Where(column => !Equals(before?[column], After?[column]))
                .ToList();
            return columns.Count == 0
                ? null
                : new(
                    table,
                    plan.Keys.Any(plan.Secrets.Contains) ? Hidden : key,
                    Action(),
                    Text(before, columns),
                    Text(After, columns)
                );
        }

        /// <summary>An instant looks the same from both engines.</summary>
        private static object? Plain(object? value) =>
            value is DateTime instant
                ? instant.ToString(TypeHandlers.InstantFormat, CultureInfo.InvariantCulture)
                : value;

        private string Action() =>
            before is null ? AuditAction.Added
            : After is null ? AuditAction.Removed
            : AuditAction.Changed;

        private string? Text(IDictionary<string, object?>? row, IEnumerable<string> columns) =>
            row is null
                ? null
                : JsonSerializer.Serialize(
                    columns.ToDictionary(
                        column => column,
                        column => row[column] is not null && plan.Secrets.Contains(column) ? Hidden : Plain(row[column])
                    ),
                    Json
                );
    }
}
