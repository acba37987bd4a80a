using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class KpiDatabaseTests
{
    private const string AddSettingSql =
        "INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy]) VALUES (@key, @value, @at, 'test')";

    private const string ValueSql = "SELECT [Value] FROM [Setting] WHERE [Key] = @key";

    [DatabaseTheory]
    public async Task WriteAsync_WorkThrows_NothingIsStored(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            test.Database.WriteAsync(
                async transaction =>
                {
                    await transaction.ExecuteAsync(AddSettingSql, Setting("a", "1"));
                    throw new InvalidOperationException("half way");
                },
                CancellationToken.None
            )
        );

        Assert.Null(await ValueAsync(test.Database, "a"));
    }

    [DatabaseTheory]
    public async Task WriteAsync_Cancelled_NothingIsStored(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            test.Database.WriteAsync(
                async transaction =>
                {
                    await transaction.ExecuteAsync(AddSettingSql, Setting("a", "1"));
                    await stop.CancelAsync();
                    transaction.CancellationToken.ThrowIfCancellationRequested();
                },
                stop.Token
            )
        );

        Assert.Null(await ValueAsync(test.Database, "a"));
    }

    [DatabaseTheory]
    public async Task WriteAsync_ManyAtOnce_AllAreStored(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        test.Database.ExecuteAsync(AddSettingSql, Setting($"key {i}", "x"), CancellationToken.None)
                    )
                )
        );

        Assert.Equal(
            20,
            await test.Database.ScalarAsync<int>("SELECT COUNT(*) FROM [Setting]", null, CancellationToken.None)
        );
    }

    [DatabaseTheory]
    public async Task WriteAsync_ManyLookBeforeTheyWrite_EachSeesWhatTheOthersWrote(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var wrote = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i =>
                    Task.Run(() =>
                        test.Database.WriteAsync(
                            async transaction =>
                                await transaction.ScalarAsync<int>("SELECT COUNT(*) FROM [Setting]") == 0
                                    ? await transaction.ExecuteAsync(AddSettingSql, Setting($"key {i}", "x"))
                                    : 0,
                            CancellationToken.None
                        )
                    )
                )
        );

        Assert.Equal(1, wrote.Sum());
    }

    [DatabaseTheory]
    public async Task ReadSnapshotAsync_SomebodyWritesMeanwhile_SeesOneInstant(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.Database.ExecuteAsync(AddSettingSql, Setting("a", "before"), CancellationToken.None);
        var write = Task.CompletedTask;

        var seen = await test.Database.ReadSnapshotAsync(
            async transaction =>
            {
                var first = await transaction.ScalarAsync<string>(ValueSql, new { key = "a" });
                write = Task.Run(() =>
                    test.Database.ExecuteAsync(
                        "UPDATE [Setting] SET [Value] = 'after' WHERE [Key] = 'a'",
                        null,
                        CancellationToken.None
                    )
                );
                // A SQL Server without snapshot isolation lets the writer wait; the reads agree all the same.
                await Task.WhenAny(write, Task.Delay(TimeSpan.FromSeconds(1)));
                return (first, await transaction.ScalarAsync<string>(ValueSql, new { key = "a" }));
            },
            CancellationToken.None
        );
        await write;

        Assert.Equal(("before", "before"), seen);
        Assert.Equal("after", await ValueAsync(test.Database, "a"));
    }

    [DatabaseTheory]
    public async Task NextIdsAsync_ManyAtOnce_NoIdTwice(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var firsts = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    Task.Run(() => test.Database.WriteAsync(t => t.NextIdsAsync("customer", 5), CancellationToken.None))
                )
        );

        Assert.Equal(Enumerable.Range(0, 20).Select(i => 1L + 5 * i), firsts.Order());
    }

    [DatabaseTheory]
    public async Task NextIdsAsync_UnknownSequence_Throws(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            test.Database.WriteAsync(transaction => transaction.NextIdsAsync("nobody's"), CancellationToken.None)
        );
    }

    [DatabaseTheory]
    public async Task StreamAsync_ManyRows_AllOfThemInOrder(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        for (var i = 0; i < 100; i++)
        {
            await test.Database.ExecuteAsync(AddSettingSql, Setting($"{i:000}", "x"), CancellationToken.None);
        }

        var keys = new List<string>();
        await foreach (
            var key in test.Database.StreamAsync<string>(
                "SELECT [Key] FROM [Setting] ORDER BY [Key]",
                null,
                CancellationToken.None
            )
        )
        {
            keys.Add(key);
        }

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i:000}"), keys);
    }

    [DatabaseTheory]
    public async Task Keys_DifferInCaseOnly_AreDifferent(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.Database.ExecuteAsync(AddSettingSql, Setting("key", "small"), CancellationToken.None);
        await test.Database.ExecuteAsync(AddSettingSql, Setting("KEY", "large"), CancellationToken.None);

        Assert.Equal("small", await ValueAsync(test.Database, "key"));
        Assert.Null(await ValueAsync(test.Database, "Key"));
    }

    [DatabaseTheory]
    public async Task ForeignKey_PointsNowhere_IsRefused(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            test.Database.ExecuteAsync(
                "INSERT INTO [UserRole] ([UserId], [Role]) VALUES (42, 'owner')",
                null,
                CancellationToken.None
            )
        );
    }

    private static object Setting(string key, string value) =>
        new
        {
            key,
            value,
            at = TimeProvider.System.GetUtcNow(),
        };

    private static Task<string?> ValueAsync(KpiDatabase database, string key) =>
        database.ScalarAsync<string>(ValueSql, new { key }, CancellationToken.None);
}
