using KpiBoard.Testing;
using KpiBoard.Web.Features.Demo;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.CommandLine;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Demo;

public sealed class DemoFillerTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.Zero));
    private readonly List<DemoDelivery> imported = [];
    private readonly List<DateTimeOffset> refreshed = [];
    private readonly List<DateTimeOffset> lived = [];
    private int failsAfter = int.MaxValue;

    [DatabaseTheory]
    public async Task FillAsync_EmptyDatabase_ImportsAllRefreshesFiveNightsAndMarksIt(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);

        await FillAsync(test);

        Assert.Equal(
            ["customers", "measures", "revenue", "surveys", "targets", "wallets"],
            imported.Select(file => file.Kind).Distinct().Order()
        );
        Assert.Equal(imported.Select(file => file.At), imported.Select(file => file.At).Order());
        var beforeFebruary = new DateTimeOffset(2026, 2, 1, 4, 0, 0, TimeSpan.Zero);
        var halfAYearBefore = new DateTimeOffset(2025, 9, 1, 3, 0, 0, TimeSpan.Zero);
        var aYearBefore = new DateTimeOffset(2025, 3, 1, 4, 0, 0, TimeSpan.Zero);
        Assert.Equal([aYearBefore, halfAYearBefore, beforeFebruary, Morning(17), Morning(18)], refreshed);
        Assert.Equal(refreshed, lived);
        Assert.Equal(
            new DemoMark(new DateOnly(2026, 3, 18), new DateOnly(2026, 3, 17)),
            await Marks(test).ReadAsync(CancellationToken.None)
        );
        var settings = await new CompanySettingsStore(test.Database, clock).GetAsync(CancellationToken.None);
        Assert.Equal(("Aldervik Services", "DKK"), (settings.CompanyName, settings.Currency));
    }

    [DatabaseTheory]
    public async Task FillAsync_SameDayAgain_DoesNothing(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await FillAsync(test);
        imported.Clear();

        await FillAsync(test);

        Assert.Empty(imported);
        Assert.Equal(5, refreshed.Count);
    }

    [DatabaseTheory]
    public async Task FillAsync_TwoDaysLater_ImportsTheFilesOfTheseDays(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await FillAsync(test);
        imported.Clear();
        clock.Advance(TimeSpan.FromDays(2));

        await FillAsync(test);

        Assert.Equal(["2026-03-18", "2026-03-19"], imported.Select(file => file.FileName[^14..^4]).Distinct());
        Assert.Equal([Morning(19), Morning(20)], refreshed.TakeLast(2));
    }

    [DatabaseTheory]
    public async Task FillAsync_InterruptedTheDayBefore_GoesOnWithTheSameCompany(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        failsAfter = 3;
        await Assert.ThrowsAsync<IOException>(() => FillAsync(test));
        var before = imported.Select(file => file.FileName).ToList();
        failsAfter = int.MaxValue;
        clock.Advance(TimeSpan.FromDays(1));
        imported.Clear();

        await FillAsync(test);

        Assert.Equal(before, imported.Take(before.Count).Select(file => file.FileName));
        Assert.Equal(
            new DemoMark(new DateOnly(2026, 3, 18), new DateOnly(2026, 3, 18)),
            await Marks(test).ReadAsync(CancellationToken.None)
        );
    }

    [DatabaseTheory]
    public async Task FillAsync_SomebodyUsesTheDatabase_IsRefusedAndNothingChanges(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        var people = new UserStore(test.Database, clock);
        await people.AddAsync(new UserDetails("a@b.example", "A", [Role.Administrator], []), CancellationToken.None);

        var refused = await Assert.ThrowsAsync<CommandException>(() => FillAsync(test));

        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Empty(imported);
        Assert.Null(await Marks(test).ReadAsync(CancellationToken.None));
        await Assert.ThrowsAsync<CommandException>(() => Filler(test).CheckAsync(CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task CheckAsync_EmptyOrMarked_Passes(string engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await Filler(test).CheckAsync(CancellationToken.None);
        await FillAsync(test);

        await Filler(test).CheckAsync(CancellationToken.None);
    }

    /// <summary>Five o'clock in Copenhagen in winter.</summary>
    private static DateTimeOffset Morning(int day) => new(2026, 3, day, 4, 0, 0, TimeSpan.Zero);

    private Task FillAsync(TestDatabase test) => Filler(test).FillAsync(_ => { }, CancellationToken.None);

    private DemoFiller Filler(TestDatabase test) =>
        new(
            Marks(test),
            new CompanySettingsStore(test.Database, clock),
            new DatabaseOptions(test.Database.Dialect.Name, null, "data"),
            new DemoSteps(
                (file, _) =>
                {
                    imported.Add(file);
                    return imported.Count > failsAfter
                        ? throw new IOException("The disk is full.")
                        : Task.CompletedTask;
                },
                (_, _) => Task.CompletedTask,
                (_, _) => Task.CompletedTask,
                (at, _) =>
                {
                    refreshed.Add(at);
                    return Task.CompletedTask;
                },
                (strategy, until, _, _) =>
                {
                    lived.Add(until);
                    Assert.Equal(3, strategy.Themes.Count);
                    return Task.CompletedTask;
                }
            ),
            clock
        );

    private DemoMarkStore Marks(TestDatabase test) => new(test.Database, clock);
}
