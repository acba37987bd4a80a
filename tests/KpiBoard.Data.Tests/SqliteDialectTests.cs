using Dapper;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class SqliteDialectTests
{
    [Fact]
    public async Task OpenAsync_EveryConnection_KeepsTheHouseRules()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);

        Assert.Equal("wal", await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode"));
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("PRAGMA foreign_keys"));
        Assert.True(await connection.ExecuteScalarAsync<int>("PRAGMA busy_timeout") >= 10_000);
    }

    [Fact]
    public async Task Tables_AllOfThem_AreStrict()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var connection = await test.Database.Dialect.OpenAsync(CancellationToken.None);

        var loose = await connection.QueryAsync<string>(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
        );

        Assert.Empty(loose);
    }

    [Fact]
    public async Task BeginWriteAsync_SomebodyElseWrites_WaitsForItsTurn()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        await using var first = await test.Database.Dialect.OpenAsync(CancellationToken.None);
        await using var holding = await test.Database.Dialect.BeginWriteAsync(first, CancellationToken.None);

        var second = Task.Run(() =>
            test.Database.WriteAsync(transaction => transaction.NextIdsAsync("run"), CancellationToken.None)
        );
        await Task.Delay(300);
        Assert.False(second.IsCompleted);
        await holding.CommitAsync();

        Assert.Equal(1, await second);
    }
}
