using KpiBoard.Data.Migrations;
using KpiBoard.Data.Tests.Schema;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class ColumnstoreTests
{
    [Theory]
    [InlineData(3, "16.0.4155.4", true)]
    [InlineData(2, "13.0.5026.0", true)]
    [InlineData(5, "12.0.2000.8", true)] // what Azure says of itself
    [InlineData(2, "12.0.2000.8", false)]
    [InlineData(3, "11.0.7001.0", false)]
    [InlineData(6, "16.0.0.0", false)]
    [InlineData(null, null, false)]
    public void IsOffered_ByEditionAndVersion_IsKnown(int? edition, string? version, bool expected) =>
        Assert.Equal(expected, Columnstore.IsOffered(edition, version));

    [Fact]
    public void AddStatement_IsTransactSql()
    {
        TransactSql.Parse(Columnstore.AddStatement, out var errors);

        Assert.Empty(errors);
    }

    [DatabaseTheory]
    public async Task Migrate_OnAnyServer_HasTheIndexWhereItIsOffered(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        var lacks =
            test.Database.Dialect is SqlServerDialect server
            && (await server.StateAsync(CancellationToken.None)).LacksColumnstore;

        Assert.False(lacks);
    }
}
