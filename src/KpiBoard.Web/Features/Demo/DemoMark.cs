using System.Globalization;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Demo;

/// <summary>
/// What marks a database as the demo company's: the day it was made for, and the last day it holds; without that day it
/// is still being filled.
/// </summary>
public sealed record DemoMark(DateOnly MadeOn, DateOnly? FilledUntil)
{
    private const string Format = "yyyy-MM-dd";

    public static DemoMark Parse(string value)
    {
        var days = value.Split('/');
        return new DemoMark(Day(days[0]), days.Length > 1 ? Day(days[1]) : null);
    }

    public override string ToString() =>
        string.Join('/', new[] { MadeOn, FilledUntil }.OfType<DateOnly>().Select(Text));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>Reads and writes the mark, a setting that no command can set.</summary>
public sealed class DemoMarkStore(KpiDatabase database, TimeProvider clock)
{
    private const string Key = "demo";
    private const string Deed = "demo-deed";

    private const string ReadSql = "SELECT [Value] FROM [Setting] WHERE [Key] = @key";

    private const string ChangeSql = "UPDATE [Setting] SET [Value] = @value, [ChangedAt] = @at WHERE [Key] = @key";

    private const string AddSql = """
        INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy])
        VALUES (@key, @value, @at, @key)
        """;

    private const string CountDeedsSql = """
        INSERT INTO [IdSequence] ([Name], [Last])
        VALUES (@name, 0)
        """;

    private const string DeedsSql = "SELECT [Last] FROM [IdSequence] WHERE [Name] = @name";

    /// <summary>Nothing was imported, nobody was added and nothing was set.</summary>
    private const string IsUsedSql = """
        SELECT CASE WHEN EXISTS (SELECT 1 FROM [ImportBatch])
                      OR EXISTS (SELECT 1 FROM [AppUser])
                      OR EXISTS (SELECT 1 FROM [Setting]) THEN 1 ELSE 0 END
        """;

    public async Task<DemoMark?> ReadAsync(CancellationToken ct) =>
        await database.ScalarAsync<string>(ReadSql, new { key = Key }, ct) is { } value ? DemoMark.Parse(value) : null;

    /// <summary>Marks an empty database; null when it is in use already.</summary>
    public Task<DemoMark?> TryMarkAsync(DateOnly madeOn, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                if (await transaction.ScalarAsync<bool>(IsUsedSql))
                {
                    return null;
                }
                var mark = new DemoMark(madeOn, null);
                await transaction.ExecuteAsync(AddSql, Row(mark));
                await transaction.ExecuteAsync(CountDeedsSql, new { name = Deed });
                return mark;
            },
            ct
        );

    public Task ChangeAsync(DemoMark mark, CancellationToken ct) => database.ExecuteAsync(ChangeSql, Row(mark), ct);

    /// <summary>How much of what the company's people did stands in the database.</summary>
    public Task<int> DeedsDoneAsync(CancellationToken ct) =>
        database.ScalarAsync<int>(DeedsSql, new { name = Deed }, ct);

    public Task AddDeedAsync(CancellationToken ct) =>
        database.WriteAsync(transaction => transaction.NextIdsAsync(Deed), ct);

    public Task<bool> IsUsedAsync(CancellationToken ct) => database.ScalarAsync<bool>(IsUsedSql, null, ct);

    private object Row(DemoMark mark) =>
        new
        {
            key = Key,
            value = mark.ToString(),
            at = clock.GetUtcNow(),
        };
}
