using KpiBoard.Data.Audit;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Audit;
using Xunit;

namespace KpiBoard.Data.Tests.Audit;

public sealed class AuditTrailTests
{
    private const string AddSetting = """
        INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy])
        SELECT @key, @value, @at, @by
         WHERE NOT EXISTS (SELECT 1 FROM [Setting] WHERE [Key] = @key)
        """;

    private const string ChangeSetting = "UPDATE [Setting] SET [Value] = @value WHERE [Key] = @key";
    private const string AddToken = """
        INSERT INTO [ApiToken] ([Id], [Name], [TokenHash], [Scopes], [CreatedAt], [CreatedBy])
        VALUES (@id, @name, @hash, @scopes, @at, @by)
        """;

    private const string Entries = """
        SELECT [Id], [At], [By], [Address], [Action], [Subject], [SubjectKey], [Before], [After], [ContentHash], [ErasedAt],
               [Hash]
          FROM [AuditEntry]
         ORDER BY [Id]
        """;

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 3, 1, 4, 0, 0, 123, TimeSpan.Zero));

    [DatabaseTheory]
    public async Task Write_NewRowAndChange_KeepsWhoWhenFromWhereBeforeAndAfter(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);

        await AddAsync(database, "language", "da");
        clock.Advance(TimeSpan.FromMinutes(1));
        await database.ExecuteAsync(ChangeSetting, new { key = "language", value = "nb" }, CancellationToken.None);

        var entries = await EntriesAsync(database);
        Assert.Equal([AuditAction.Added, AuditAction.Changed], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(("finance@test.example", "10.1.2.3"), (entry.By, entry.Address)));
        Assert.All(entries, entry => Assert.Equal(("Setting", "language"), (entry.Subject, entry.SubjectKey)));
        Assert.Null(entries[0].Before);
        Assert.Contains("\"Value\":\"da\"", entries[0].After, StringComparison.Ordinal);
        Assert.Equal(("{\"Value\":\"da\"}", "{\"Value\":\"nb\"}"), (entries[1].Before, entries[1].After));
        Assert.Equal(TimeSpan.FromMinutes(1), entries[1].At - entries[0].At);
        await AssertWholeAsync(database, 2);
    }

    [DatabaseTheory]
    public async Task Write_ThatChangesNothing_KeepsNothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);
        await AddAsync(database, "language", "da");

        await AddAsync(database, "language", "nb");
        await database.ExecuteAsync(ChangeSetting, new { key = "language", value = "da" }, CancellationToken.None);
        await database.ExecuteAsync(ChangeSetting, new { key = "missing", value = "da" }, CancellationToken.None);

        Assert.Single(await EntriesAsync(database));
    }

    [DatabaseTheory]
    public async Task Write_ListTakenOutAndPutBack_KeepsWhatDiffers(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);
        await database.ExecuteAsync(
            """
            INSERT INTO [AppUser] ([Id], [Email], [Name], [SecurityStamp], [FailedSignIns], [CreatedAt])
            VALUES (@id, @email, @name, @stamp, 0, @at)
            """,
            new
            {
                id = 7,
                email = "a@test.example",
                name = "A",
                stamp = "first stamp",
                at = clock.GetUtcNow(),
            },
            CancellationToken.None
        );
        await RolesAsync(database, "owner", "finance");

        await RolesAsync(database, "owner", "care");

        var entries = await EntriesAsync(database);
        Assert.DoesNotContain("first stamp", entries[0].After, StringComparison.Ordinal);
        Assert.Equal(
            ["added 7/owner", "added 7/finance", "removed 7/finance", "added 7/care"],
            entries.Skip(1).Select(entry => $"{entry.Action} {entry.SubjectKey}")
        );
    }

    [DatabaseTheory]
    public async Task Write_ThatFails_KeepsNothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync(
                async transaction =>
                {
                    await transaction.ExecuteAsync(AddSetting, Setting("language", "da"));
                    throw new InvalidOperationException("after the write");
                },
                CancellationToken.None
            )
        );

        Assert.Empty(await EntriesAsync(database));
        await AssertWholeAsync(database, 0);
    }

    [DatabaseTheory]
    public async Task Write_ASecret_KeepsThatItChangedAndNotWhatItIs(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);

        await database.ExecuteAsync(
            AddToken,
            new
            {
                id = 1,
                name = "nightly",
                hash = new string('a', 64),
                scopes = "imports",
                at = clock.GetUtcNow(),
                by = "x",
            },
            CancellationToken.None
        );

        var entry = Assert.Single(await EntriesAsync(database));
        Assert.Contains("\"TokenHash\":\"***\"", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("aaaa", entry.After, StringComparison.Ordinal);
    }

    [DatabaseTheory]
    public async Task Write_EightAtOnce_MakesOneChain(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var database = Audited(test);

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        for (var i = 0; i < 5; i++)
                        {
                            await AddAsync(database, $"setting {writer} {i}", "1");
                        }
                    })
                )
        );

        await AssertWholeAsync(database, 40);
    }

    [DatabaseTheory]
    public async Task Verify_AfterSomebodyWasAtTheDatabase_NamesTheEntry(string engine)
    {
        (string Sql, AuditBreak Break)[] deeds =
        [
            ("UPDATE [AuditEntry] SET [By] = 'somebody else' WHERE [Id] = 2", new(2, IsMissing: false)),
            ("UPDATE [AuditEntry] SET [After] = '{\"Value\":\"9\"}' WHERE [Id] = 3", new(3, IsMissing: false)),
            ("UPDATE [AuditEntry] SET [Address] = NULL WHERE [Id] = 1", new(1, IsMissing: false)),
            ("DELETE FROM [AuditEntry] WHERE [Id] = 2", new(2, IsMissing: true)),
            ("DELETE FROM [AuditEntry] WHERE [Id] = 4", new(4, IsMissing: true)),
            ("DELETE FROM [AuditEntry]", new(1, IsMissing: true)),
        ];
        foreach (var (sql, expected) in deeds)
        {
            await using var test = await TestDatabase.CreateAsync(engine);
            var database = Audited(test);
            for (var i = 1; i <= 4; i++)
            {
                await AddAsync(database, $"setting {i}", "1");
            }
            await AssertWholeAsync(database, 4);

            await test.Database.ExecuteAsync(sql, null, CancellationToken.None);

            Assert.Equal(expected, (await new AuditChain(database).VerifyAsync(CancellationToken.None)).Break);
        }
    }

    [Fact]
    public async Task BulkLoad_IntoAnAuditedTable_IsRefused()
    {
        await using var test = await TestDatabase.CreateAsync(TestDatabase.Sqlite);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Audited(test)
                .WriteAsync(
                    transaction =>
                    {
                        transaction.BulkWriter("Setting", []);
                        return Task.CompletedTask;
                    },
                    CancellationToken.None
                )
        );
    }

    private KpiDatabase Audited(TestDatabase test) =>
        new(test.Database.Dialect, AuditServices.Create(new Somebody(), clock));

    private Task AddAsync(KpiDatabase database, string key, string value) =>
        database.ExecuteAsync(AddSetting, Setting(key, value), CancellationToken.None);

    private object Setting(string key, string value) =>
        new
        {
            key,
            value,
            at = clock.GetUtcNow(),
            by = "finance@test.example",
        };

    private static Task RolesAsync(KpiDatabase database, params string[] roles) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("DELETE FROM [UserRole] WHERE [UserId] = @id", new { id = 7 });
                await transaction.ExecuteAsync(
                    "INSERT INTO [UserRole] ([UserId], [Role]) VALUES (@id, @role)",
                    roles.Select(role => new { id = 7, role })
                );
            },
            CancellationToken.None
        );

    private static Task<IReadOnlyList<AuditEntry>> EntriesAsync(KpiDatabase database) =>
        database.QueryAsync<AuditEntry>(Entries, null, CancellationToken.None);

    private static async Task AssertWholeAsync(KpiDatabase database, long entries)
    {
        var verdict = await new AuditChain(database).VerifyAsync(CancellationToken.None);
        Assert.Null(verdict.Break);
        Assert.Equal(entries, verdict.Entries);
    }

    private sealed class Somebody : IActorSource
    {
        public Actor Current { get; } = new("finance@test.example", "10.1.2.3");
    }
}
