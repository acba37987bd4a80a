using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Infrastructure.Settings;
using Xunit;

namespace KpiBoard.Web.Tests.Initiatives;

public sealed class InitiativeStoreTests
{
    [DatabaseTheory]
    public async Task Theme_ChangedByTwo_KeepsEveryVersionAndLosesNeither(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var themes = lab.Company.Get<ThemeStore>();
        var theirs = new ThemeContent { Title = "Answer soon", SortOrder = 1 };
        var mine = new ThemeContent
        {
            Title = "Answer at once",
            Why = "Waiting hurts.",
            SortOrder = 1,
        };

        Assert.True(await themes.ChangeAsync(lab.Theme, 1, theirs, "bo", CancellationToken.None));
        Assert.False(await themes.ChangeAsync(lab.Theme, 1, mine, "ann", CancellationToken.None));
        var common = (await themes.ContentAsync(lab.Theme, 1, CancellationToken.None))!;
        var merged = ThemeWords.Merge(common, theirs, mine);
        Assert.True(await themes.ChangeAsync(lab.Theme, 2, merged, "ann", CancellationToken.None));
        Assert.True(await themes.UndoAsync(lab.Theme, 3, "ann", CancellationToken.None));
        Assert.False(await themes.UndoAsync(lab.Theme, 3, "ann", CancellationToken.None));

        Assert.Equal(("Answer soon", "Waiting hurts."), (merged.Title, merged.Why));
        var versions = await lab.Queries.ThemeVersionsAsync(lab.Theme, CancellationToken.None);
        Assert.Equal(["eva", "bo", "ann", "ann"], versions.Select(version => version.By));
        Assert.Equal(["", "", "Waiting hurts.", ""], versions.Select(version => version.Why));
        Assert.Equal(VersionAction.Undone, versions[^1].Action);
    }

    [DatabaseTheory]
    public async Task AddAsync_EveryField_IsReadBackAsItWasWritten(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);

        var id = await lab.AddAsync();
        var whole = await lab.Queries.WholeAsync(id, CancellationToken.None);

        Assert.Empty(ContentField.Between(lab.Content(), whole!.Content));
        Assert.Equal(
            ("Answer at once", "Freja", 1, 0, (string?)null),
            (whole.Row.Theme, whole.Row.Owner, whole.Row.Version, whole.Row.Progress, whole.Row.ClaimedStatus)
        );
        Assert.Equal(VersionAction.Created, Assert.Single(whole.Versions).Action);
    }

    [DatabaseTheory]
    public async Task ChangeAsync_OfAnOlderVersion_ChangesNothingAndBothVersionsAreKept(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var theirs = lab.Content() with { Why = "Theirs", Units = ["Sweden"] };
        var mine = lab.Content() with { Why = "Mine", Title = "My title" };

        var first = await lab.Store.ChangeAsync(id, 1, theirs, "a", CancellationToken.None);
        var second = await lab.Store.ChangeAsync(id, 1, mine, "b", CancellationToken.None);

        Assert.Equal((true, false), (first, second));
        var stored = (await lab.Queries.WholeAsync(id, CancellationToken.None))!.Content;
        Assert.Empty(ContentField.Between(theirs, stored));
        var common = (await lab.Store.ContentAsync(id, 1, CancellationToken.None))!;
        var conflict = new EditConflict(common, stored, mine);
        Assert.Equal(
            [("Title", false), ("Why", true), ("Units", false)],
            conflict.Differing.Select(one => (one.Name, conflict.IsContested(one)))
        );
        Assert.Equal(("My title", "Mine"), (conflict.Merged.Title, conflict.Merged.Why));
        Assert.Equal(["Sweden"], conflict.Merged.Units);
    }

    [DatabaseTheory]
    public async Task UndoAsync_AfterAChange_BringsBackWhatStoodBefore(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        var changed = lab.Content() with { Title = "Other", Links = [] };
        await lab.Store.ChangeAsync(id, 1, changed, "a", CancellationToken.None);

        Assert.True(await lab.Store.UndoAsync(id, 2, "a", CancellationToken.None));

        var whole = (await lab.Queries.WholeAsync(id, CancellationToken.None))!;
        Assert.Empty(ContentField.Between(lab.Content(), whole.Content));
        Assert.Equal(["undone", "changed", "created"], whole.Versions.Select(version => version.Action));
        Assert.False(await lab.Store.UndoAsync(id, 2, "a", CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task CheckIn_AddedAndTakenBack_ClaimsWhatTheNewestSaysAndDisturbsNoEditor(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var id = await lab.AddAsync();
        await CheckInAsync(lab, id, new(40, ClaimedStatus.OnTrack, 7, "", false));
        lab.Company.Clock.Advance(TimeSpan.FromDays(7));
        var second = await CheckInAsync(lab, id, new(45, ClaimedStatus.AtRisk, 5, "Two are ill", true));

        var after = await lab.Queries.FindAsync(id, CancellationToken.None);
        var undone = await lab.CheckIns.UndoAsync(id, second, "freja", CancellationToken.None);
        var twice = await lab.CheckIns.UndoAsync(id, second, "freja", CancellationToken.None);
        var before = await lab.Queries.WholeAsync(id, CancellationToken.None);

        Assert.Equal(
            (ClaimedStatus.AtRisk, 45, 5, true, 1),
            (after!.ClaimedStatus, after.Progress, after.Confidence, after.NeedsHelp, after.Version)
        );
        Assert.Equal((true, false), (undone, twice));
        Assert.Equal(
            (ClaimedStatus.OnTrack, 40, 7, false),
            (before!.Row.ClaimedStatus, before.Row.Progress, before.Row.Confidence, before.Row.NeedsHelp)
        );
        Assert.Equal(
            (VersionAction.CheckInUndone, "Two are ill"),
            (before.Versions[0].Action, before.Versions[0].Content)
        );
        Assert.True(await lab.Store.ChangeAsync(id, 1, lab.Content(), "a", CancellationToken.None));
    }

    [DatabaseTheory]
    public async Task Reminders_AfterFourSilentWeeks_AreRecordedOnceAndAnsweredByACheckIn(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        var silent = await lab.AddAsync("Silent");
        var heard = await lab.AddAsync("Heard");
        await lab.AddAsync("Planned", InitiativeStatus.Idea);
        await CheckInAsync(lab, heard, new(10, ClaimedStatus.OnTrack, 8, "", false));

        var (first, again) = (await RemindAsync(lab), await RemindAsync(lab));
        var due = await DueAsync(lab);
        var checkIn = await CheckInAsync(lab, silent, new(10, ClaimedStatus.OnTrack, 8, "", false));
        var answered = await DueAsync(lab);
        await lab.CheckIns.UndoAsync(silent, checkIn, "freja", CancellationToken.None);
        var open = await DueAsync(lab);
        lab.Company.Clock.Advance(TimeSpan.FromDays(27));
        var tooEarly = await RemindAsync(lab);
        lab.Company.Clock.Advance(TimeSpan.FromDays(2));
        var later = await RemindAsync(lab);

        Assert.Equal((1, 0, 0, 1), (first, again, tooEarly, later));
        Assert.Equal([silent], due);
        Assert.Empty(answered);
        Assert.Equal([silent], open);
    }

    [DatabaseTheory]
    public async Task Exposure_OfCustomers_IsOneRowOfTheirNumberAndUnknownOnesStoreNothing(string engine)
    {
        await using var lab = await InitiativeLab.CreateAsync(engine);
        await lab.Company.ImportAsync("customers", ["customer_id,segment", "A,Mid-size", "B,Mid-size"]);
        var id = await lab.AddAsync();
        var store = lab.Company.Get<ExposureStore>();
        var from = new DateOnly(2026, 6, 1);

        var unknown = await store.AddCustomersAsync(id, ["A", "X"], from, null, "eva", CancellationToken.None);
        var known = await store.AddCustomersAsync(id, ["A", "B", "A"], from, null, "eva", CancellationToken.None);
        await store.AddMemberAsync(id, ExposureKind.Unit, "Norway", from, null, "eva", CancellationToken.None);

        Assert.Equal(["X"], unknown);
        Assert.Empty(known);
        var received = (await lab.Queries.WholeAsync(id, CancellationToken.None))!.Exposures;
        Assert.Equal([("customer", 2L), ("unit", 0L)], received.Select(row => (row.Kind, row.Customers)));
        var customers = received[0].FirstId;
        Assert.False(await store.EndAsync(id, customers, from.AddDays(-1), CancellationToken.None));
        Assert.True(await store.EndAsync(id, customers, from.AddDays(9), CancellationToken.None));
        received = (await lab.Queries.WholeAsync(id, CancellationToken.None))!.Exposures;
        Assert.Equal([from.AddDays(9), (DateOnly?)null], received.Select(row => row.ToDay));
        await store.RemoveAsync(id, customers, CancellationToken.None);
        Assert.Single((await lab.Queries.WholeAsync(id, CancellationToken.None))!.Exposures);
    }

    private static Task<long> CheckInAsync(InitiativeLab lab, long id, CheckInAnswer answer) =>
        lab.CheckIns.AddAsync(id, answer, lab.Owner, "freja@test.example", CancellationToken.None);

    private static async Task<int> RemindAsync(InitiativeLab lab)
    {
        var company = await lab.Company.Get<CompanySettingsStore>().GetAsync(CancellationToken.None);
        var now = lab.Company.Clock.GetUtcNow();
        return await lab
            .Company.Get<ReminderStore>()
            .RecordAsync(now, company.CheckInSilence, company.DateOf(now), CancellationToken.None);
    }

    private static async Task<IEnumerable<long>> DueAsync(InitiativeLab lab) =>
        (await lab.Queries.ListAsync(CancellationToken.None))
            .Rows.Where(row => row.RemindedAt is not null)
            .Select(row => row.Id);
}
