using KpiBoard.Testing;
using Xunit;

namespace KpiBoard.Data.Tests;

public sealed class TypeHandlersTests
{
    private const string AddSql = """
        INSERT INTO [AppUser]
            ([Id], [Email], [Name], [SecurityStamp], [FailedSignIns], [CreatedAt], [LockedUntil])
        VALUES (@Id, @Email, 'x', 'x', 0, @CreatedAt, @LockedUntil)
        """;

    private const string AllSql =
        "SELECT [Id], [Email], [CreatedAt], [LockedUntil] FROM [AppUser] ORDER BY [CreatedAt]";

    [DatabaseTheory]
    public async Task Instants_WithAnOffset_ComeBackInUtcAndSortByTime(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var later = new DateTimeOffset(2026, 3, 29, 3, 0, 0, 123, TimeSpan.FromHours(2));
        var earlier = new DateTimeOffset(2026, 3, 29, 0, 59, 59, 999, TimeSpan.Zero);
        var rows = new[]
        {
            new Person
            {
                Id = 1,
                Email = "a",
                CreatedAt = later,
                LockedUntil = earlier,
            },
            new Person
            {
                Id = 2,
                Email = "b",
                CreatedAt = earlier,
            },
        };
        foreach (var row in rows)
        {
            await test.Database.ExecuteAsync(AddSql, row, CancellationToken.None);
        }

        var read = await test.Database.QueryAsync<Person>(AllSql, null, CancellationToken.None);

        Assert.Equal([2, 1], read.Select(person => person.Id));
        Assert.Equal((later, TimeSpan.Zero), (read[1].CreatedAt, read[1].CreatedAt.Offset));
        Assert.Equal(earlier, read[1].LockedUntil);
        Assert.Null(read[0].LockedUntil);
    }

    [DatabaseTheory]
    public async Task Instants_AsParameters_CompareByTime(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var created = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        await test.Database.ExecuteAsync(
            AddSql,
            new Person
            {
                Id = 1,
                Email = "a",
                CreatedAt = created,
            },
            CancellationToken.None
        );

        foreach (var (offset, expected) in new[] { (-1, 1), (0, 0), (1, 0) })
        {
            var at = created.ToOffset(TimeSpan.FromHours(-5)).AddMilliseconds(offset);
            Assert.Equal(
                expected,
                await test.Database.ScalarAsync<int>(
                    "SELECT COUNT(*) FROM [AppUser] WHERE [CreatedAt] > @at",
                    new { at },
                    CancellationToken.None
                )
            );
        }
    }

    [DatabaseTheory]
    public async Task Dates_WrittenAndRead_AreTheNumberOfTheDay(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var date = new DateOnly(2028, 2, 29);
        await test.Database.ExecuteAsync(
            """
            INSERT INTO [CustomerVersion] ([BatchId], [Line], [SourceId], [Fingerprint], [CustomerId], [JoinedOn], [ValidFrom])
            VALUES (1, 1, 1, 0, 0, @none, @date)
            """,
            new { date, none = (DateOnly?)null },
            CancellationToken.None
        );

        const string sql = "SELECT [ValidFrom], [JoinedOn], [ValidFrom] AS [Number] FROM [CustomerVersion]";
        var row = await test.Database.SingleOrDefaultAsync<Dates>(sql, null, CancellationToken.None);

        Assert.Equal((date, null, 20280229), (row!.ValidFrom, row.JoinedOn, row.Number));
    }

    private sealed class Person
    {
        public long Id { get; init; }

        public string Email { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? LockedUntil { get; init; }
    }

    private sealed class Dates
    {
        public DateOnly ValidFrom { get; init; }

        public DateOnly? JoinedOn { get; init; }

        public int Number { get; init; }
    }
}
