using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class MovedReminderTests
{
    private const double Real = 1e-6;
    private const double Noise = 0.4;

    private static readonly DateTimeOffset Refreshed = FigureSeed.Now.AddDays(-10);

    [DatabaseTheory]
    public async Task RecordMoved_AFigureThatReallyMoved_RemindsOnceForTheMovement(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var seed = new FigureSeed(lab.Company.Database);
        await seed.AddRunAsync(1, "done", Refreshed);
        await SayAsync(lab, id, Refreshed.AddDays(-20));
        await MeasureAsync(seed, 9, Noise, run: 1);
        await MeasureAsync(seed, 10, Real, run: 1);

        Assert.Equal(1, await RecordAsync(lab));
        var open = (await lab.Company.Get<ReminderStore>().OpenAsync(id, default))!;
        Assert.Equal((KpiCodes.LogoChurn, "Mid-size", 202610), (open.MovedKpi, open.MovedMember, open.MovedMonth));
        Assert.Single(await lab.Company.Get<ReminderStore>().UnmailedAsync(default));
        // As long as it waits, nobody is asked again.
        Assert.Equal(0, await RecordAsync(lab));

        await SayAsync(lab, id, Refreshed.AddDays(2));
        Assert.Equal(0, await RecordAsync(lab));
        // The year's comparison points the same way a month later: it is the same movement.
        await seed.AddRunAsync(2, "done", Refreshed.AddDays(5));
        await MeasureAsync(seed, 11, Real, run: 2);
        Assert.Equal(0, await RecordAsync(lab));
        // Back, and again.
        await seed.AddRunAsync(3, "done", Refreshed.AddDays(6));
        await MeasureAsync(seed, 12, Real, run: 3, up: false);
        Assert.Equal(1, await RecordAsync(lab));
    }

    [DatabaseTheory]
    public async Task RecordMoved_NoiseAndWhatWasKnownAtTheLastCheckIn_RemindsNobody(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var seed = new FigureSeed(lab.Company.Database);
        await seed.AddRunAsync(1, "done", Refreshed);
        await MeasureAsync(seed, 9, Noise, run: 1);

        Assert.Equal(0, await RecordAsync(lab));
        await MeasureAsync(seed, 10, Real, run: 1);
        await SayAsync(lab, id, Refreshed.AddDays(1));
        Assert.Equal(0, await RecordAsync(lab));
    }

    [DatabaseTheory]
    public async Task RecordMoved_BeforeItStartedOrWhenNobodyIsAtWork_RemindsNobody(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        await lab.AddAsync(status: InitiativeStatus.Approved);
        var seed = new FigureSeed(lab.Company.Database);
        await seed.AddRunAsync(1, "done", new(2026, 2, 1, 5, 0, 0, TimeSpan.Zero));
        await MeasureAsync(seed, 1, Real, run: 1);

        Assert.Equal(0, await RecordAsync(lab));
        // At work since March: what was known in February is no news.
        await lab.AddAsync("Another");
        Assert.Equal(0, await RecordAsync(lab));
    }

    private static async Task<int> RecordAsync(InitiativeLab lab)
    {
        var settings = await lab.Company.Get<CompanySettingsStore>().GetAsync(default);
        var now = FigureSeed.Now;
        var tied = await lab.Queries.TiedAsync(InitiativeWords.Calendar(settings), default);
        return await lab
            .Company.Get<ReminderStore>()
            .RecordMovedAsync(now, settings.DateOf(now), settings.StartOf, tied, default);
    }

    private static Task SayAsync(InitiativeLab lab, long id, DateTimeOffset at) =>
        lab.CheckIns.AddAsync(id, new(10, ClaimedStatus.OnTrack, 7, "", false), lab.Owner, "freja", at, default);

    private static Task MeasureAsync(FigureSeed seed, int month, double pValue, int run, bool up = true) =>
        seed.AddValuesAsync([
            new(KpiCodes.LogoChurn, new(Grain.Month, new(2026, month)), 0.03)
            {
                Dimension = KpiDimensions.Segment,
                Member = "Mid-size",
                HalfWidth = 0.004,
                ComparedWith = new(Grain.Month, new(2025, month)),
                Difference = up ? 0.01 : -0.01,
                PValue = pValue,
                FromRun = run,
            },
        ]);
}
