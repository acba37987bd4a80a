using KpiBoard.Data.Migrations;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class MigratorTests
{
    [DatabaseTheory]
    public async Task MigrateAsync_SecondTime_DoesNothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var migrator = new Migrator(test.Database, TimeProvider.System);

        Assert.Empty(await migrator.MigrateAsync(CancellationToken.None));
        Assert.True(await migrator.IsCurrentAsync(CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task MigrateAsync_EightNodesAtOnce_EachStepRunsOnce(string engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);

        var runs = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() =>
                        new Migrator(test.Database, TimeProvider.System).MigrateAsync(CancellationToken.None)
                    )
                )
        );

        Assert.Equal(
            Migration.For(engine).Select(migration => migration.Number),
            runs.SelectMany(ran => ran).Select(migration => migration.Number).Order()
        );
    }

    [DatabaseTheory]
    public async Task MigrateAsync_DatabaseOfANewerProgram_IsRefused(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await test.Database.ExecuteAsync(
            "INSERT INTO [SchemaVersion] ([Version], [Name], [AppliedAt]) VALUES (9999, 'later', @at)",
            new { at = TimeProvider.System.GetUtcNow() },
            CancellationToken.None
        );

        await Assert.ThrowsAsync<DatabaseTooNewException>(() =>
            new Migrator(test.Database, TimeProvider.System).MigrateAsync(CancellationToken.None)
        );
    }
}
