using KpiBoard.Data.Migrations;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests.Schema;

public sealed class SchemaTests
{
    [Fact]
    public void Migrations_OfBothEngines_HaveTheSameNumberedNames()
    {
        var names = Migration.For(TestDatabase.Sqlite).Select(migration => migration.Name).ToList();

        Assert.Equal(names, Migration.For(TestDatabase.SqlServer).Select(migration => migration.Name));
        var numbers = Migration.For(TestDatabase.Sqlite).Select(migration => migration.Number).ToList();
        Assert.Equal(numbers.Distinct().Order(), numbers);
    }

    [Fact]
    public void SqlServerMigrations_EveryBatch_IsTransactSql()
    {
        var errors = Migration
            .For(TestDatabase.SqlServer)
            .SelectMany(migration => migration.Batches.Select((batch, i) => (migration.Name, Number: i + 1, batch)))
            .SelectMany(step =>
            {
                TransactSql.Parse(step.batch, out var found);
                return found.Select(error => $"{step.Name}, batch {step.Number}, {error}");
            });

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Schemas_OfBothEngines_AreTheSame()
    {
        var sqlite = await SqliteSchema.ReadAsync();
        var sqlServer = SqlServerSchema.Read();

        Assert.Equal(sqlite.Names, sqlServer.Names);
        Assert.All(sqlite.Names, name => Assert.Equal(sqlite.Of(name), sqlServer.Of(name)));
    }

    [Fact]
    public void SqlServerKeys_ThatAreText_CompareByteForByte()
    {
        var keys = SqlServerSchema.KeyCollations().ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal((key.Column, "Latin1_General_100_BIN2"), key));
    }
}
