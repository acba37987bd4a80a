using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class HalfLifeTests
{
    [Fact]
    public async Task HalfLives_AreSettingsOfEachKindWithin30To3650Days()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        var store = new CompanySettingsStore(database.Database, TimeProvider.System);

        Assert.Equal(new HalfLives(), (await store.GetAsync(CancellationToken.None)).HalfLives);
        foreach (var (at, kind) in Enum.GetValues<EvidenceKind>().Index())
        {
            var key = $"evidenceHalfLife.{kind.ToString().ToLowerInvariant()}";
            Assert.Null(await store.SetAsync(key, $"{100 + at}", "test", CancellationToken.None));
            Assert.NotNull(await store.SetAsync(key, "29", "test", CancellationToken.None));
            Assert.NotNull(await store.SetAsync(key, "3651", "test", CancellationToken.None));
        }

        Assert.Equal(
            new HalfLives(100, 101, 102, 103, 104, 105, 106),
            (await store.GetAsync(CancellationToken.None)).HalfLives
        );
    }
}
