using KpiBoard.Data.Migrations;
using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class MigratorTests
{
    /// <summary>The last version that knew nothing of an initiative's life, of evidence and of priorities.</summary>
    private const int BeforeLife = 23;

    private const string OwnerSql = """
        INSERT INTO [AppUser] ([Id], [Email], [Name], [SecurityStamp], [FailedSignIns], [CreatedAt])
        VALUES (1, 'owner@example.com', 'Olga Owner', 'stamp', 0, @at)
        """;

    private const string ThemeSql = """
        INSERT INTO [Theme] ([Id], [Title], [Why], [SortOrder], [Version], [ChangedAt], [ChangedBy])
        VALUES (1, 'Fewer who leave', '', 1, 1, @at, 'owner@example.com')
        """;

    private const string InitiativeSql = """
        INSERT INTO [Initiative] ([Id], [ThemeId], [Title], [Why], [CustomersWords], [BriefCustomers], [BriefNeed],
               [BriefSituation], [BriefDifference], [OwnerId], [Status], [Progress], [StartsOn], [Version], [CreatedAt],
               [CreatedBy], [ChangedAt], [ChangedBy])
        VALUES (@id, 1, 'Call the silent', '', '', '', '', '', '', 1, @status, 0, 20260801, 1, @at, 'owner@example.com',
               @at, 'owner@example.com')
        """;

    private const string InitiativeVersionSql = """
        INSERT INTO [InitiativeVersion] ([Id], [InitiativeId], [Version], [At], [By], [Action], [Content])
        VALUES (@id, @id, 1, @at, 'owner@example.com', 'added', @content)
        """;

    private const string ReminderSql = """
        INSERT INTO [CheckInReminder] ([Id], [InitiativeId], [PersonId], [RemindedAt])
        VALUES (1, 2, 1, @at)
        """;

    private const string VersionsSql = """
        SELECT i.[Status], v.[Content], i.[IsBet], COALESCE(i.[Approach], 'none') AS [Approach], n.[Name]
          FROM [Initiative] i
          JOIN [InitiativeVersion] v ON v.[InitiativeId] = i.[Id]
          JOIN [PersonName] n ON n.[Email] = v.[By]
         ORDER BY i.[Id]
        """;

    [DatabaseTheory]
    public async Task MigrateAsync_WithInitiativesFromBefore_KeepsThemAndMakesIdeasOfThePlanned(string engine)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(engine);
        var at = TimeProvider.System.GetUtcNow();
        await MigrateToAsync(test.Database, BeforeLife);
        await test.Database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(OwnerSql, new { at });
                await transaction.ExecuteAsync(ThemeSql, new { at });
                foreach (var (id, status) in new[] { (1, "planned"), (2, "running") })
                {
                    var content = $$"""{"title":"Call the silent","status":"{{status}}"}""";
                    await transaction.ExecuteAsync(
                        InitiativeSql,
                        new
                        {
                            id,
                            status,
                            at,
                        }
                    );
                    await transaction.ExecuteAsync(
                        InitiativeVersionSql,
                        new
                        {
                            id,
                            content,
                            at,
                        }
                    );
                }
                await transaction.ExecuteAsync(ReminderSql, new { at });
            },
            CancellationToken.None
        );

        await new Migrator(test.Database, TimeProvider.System).MigrateAsync(CancellationToken.None);

        Assert.Equal(
            [
                ("idea", """{"title":"Call the silent","status":"idea"}""", false, "none", "Olga Owner"),
                ("running", """{"title":"Call the silent","status":"running"}""", false, "none", "Olga Owner"),
            ],
            await test.Database.QueryAsync<(string, string, bool, string, string)>(
                VersionsSql,
                null,
                CancellationToken.None
            )
        );
        Assert.Equal(
            1,
            await test.Database.ScalarAsync<int>(
                "SELECT COUNT(*) FROM [CheckInReminder] WHERE [AnsweredAt] IS NULL AND [MovedKpi] IS NULL",
                null,
                CancellationToken.None
            )
        );
    }

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

    /// <summary>As an earlier program would have left it.</summary>
    private static Task MigrateToAsync(KpiDatabase database, int version) =>
        database.WriteAsync(
            async transaction =>
            {
                foreach (var step in Migration.For(database.Dialect.Name).Where(step => step.Number <= version))
                {
                    foreach (var batch in step.Batches)
                    {
                        await transaction.ExecuteAsync(batch);
                    }
                    await transaction.ExecuteAsync(
                        "INSERT INTO [SchemaVersion] ([Version], [Name], [AppliedAt]) VALUES (@Number, @Name, @at)",
                        new
                        {
                            step.Number,
                            step.Name,
                            at = TimeProvider.System.GetUtcNow(),
                        }
                    );
                }
            },
            CancellationToken.None
        );
}
