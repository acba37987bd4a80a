using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Features.Targets;

namespace KpiBoard.Web;

/// <summary>
/// The demo company's strategy: written down, approved on the first day, checked in on since; and the targets that people
/// set.
/// </summary>
internal sealed class DemoStrategySteps : IDemoChapter
{
    private const int DaysBeforeAnything = 21;

    private const int DiagnosedDaysAfter = 3;

    private const int HandedOverDays = 10;

    private static readonly TimeOnly Morning = new(8, 42);

    public IEnumerable<DemoDeed> Deeds(DemoStory story)
    {
        var strategy = story.Strategy;
        var first = strategy.Themes.SelectMany(theme => theme.Initiatives).Min(WrittenOn);
        var beginning = story.At(first.AddDays(-DaysBeforeAnything), Morning);
        return
        [
            .. strategy.Themes.Select(theme => new DemoDeed(beginning, ct => AddThemeAsync(story, theme, ct))),
            .. strategy.Themes.SelectMany(theme => theme.Initiatives.SelectMany(one => Life(story, theme, one))),
            .. strategy.Targets.Select(target => new DemoDeed(
                story.At(target.SetOn, Morning),
                ct => SetTargetAsync(story, target, ct)
            )),
            new(story.End, ct => RemindAsync(story, ct)),
        ];
    }

    private static IEnumerable<DemoDeed> Life(DemoStory story, DemoTheme theme, DemoInitiative initiative)
    {
        var text = initiative.Text;
        DemoDeed Step(DateOnly day, string status, string by) =>
            new(story.At(day, Morning), ct => MoveAsync(story, text, status, by, ct));

        yield return new(story.At(WrittenOn(initiative), Morning), ct => AddAsync(story, theme, initiative, ct));
        if (text.Status == InitiativeStatus.Idea)
        {
            yield break;
        }
        yield return Step(WrittenOn(initiative).AddDays(DiagnosedDaysAfter), InitiativeStatus.Diagnosing, text.Owner);
        if (text.Status == InitiativeStatus.Diagnosing)
        {
            yield break;
        }
        yield return Step(
            initiative.StartsOn.AddDays(-text.ApprovedDaysBefore),
            InitiativeStatus.Approved,
            text.Sponsor
        );
        if (text.Status == InitiativeStatus.Approved)
        {
            yield break;
        }
        yield return Step(initiative.StartsOn, InitiativeStatus.Running, text.Owner);
        foreach (var exposure in initiative.Exposures)
        {
            yield return new(story.At(exposure.From, Morning), ct => ExposeAsync(story, initiative, exposure, ct));
        }
        foreach (var said in initiative.CheckIns)
        {
            yield return new(story.At(said.Day, Morning), ct => CheckInAsync(story, initiative, said, ct));
        }
        var last = initiative.CheckIns.Count > 0 ? initiative.CheckIns[^1].Day.AddDays(1) : initiative.EndsOn;
        switch (text.Status)
        {
            case InitiativeStatus.Paused or InitiativeStatus.Closing:
                yield return Step(last, text.Status, text.Owner);
                break;
            case InitiativeStatus.Closed:
                yield return Step(last, InitiativeStatus.Closing, text.Owner);
                yield return Step(last.AddDays(HandedOverDays), text.Status, text.Sponsor);
                break;
            case InitiativeStatus.Stopped:
                yield return Step(last, text.Status, text.Sponsor);
                break;
        }
    }

    private static DateOnly WrittenOn(DemoInitiative initiative) =>
        initiative.StartsOn.AddDays(-initiative.Text.WrittenDaysBefore);

    private static async Task AddThemeAsync(DemoStory story, DemoTheme theme, CancellationToken ct)
    {
        var executive = await story.People.OfAsync(DemoStrategy.ExecutivePersona, ct);
        await story.Services.GetRequiredService<ThemeStore>().AddAsync(theme.Title, theme.Why, executive.Email, ct);
    }

    private static async Task AddAsync(
        DemoStory story,
        DemoTheme theme,
        DemoInitiative initiative,
        CancellationToken ct
    )
    {
        var themes = await story.Services.GetRequiredService<InitiativeQueries>().ThemesAsync(ct);
        var content = await ContentAsync(story, themes.First(row => row.Title == theme.Title).Id, initiative, ct);
        var executive = await story.People.OfAsync(DemoStrategy.ExecutivePersona, ct);
        await story.Services.GetRequiredService<InitiativeStore>().AddAsync(content, executive.Email, ct);
    }

    /// <summary>
    /// Takes a step as somebody took it before the company had a gate and a cap: what was approved then stands.
    /// </summary>
    private static async Task MoveAsync(
        DemoStory story,
        InitiativeWording text,
        string status,
        string by,
        CancellationToken ct
    )
    {
        var id = await story.InitiativeAsync(text.Title, ct);
        var whole = (await story.Services.GetRequiredService<InitiativeQueries>().WholeAsync(id, ct))!;
        if (whole.Row.Status == status)
        {
            // It began with the decision to begin.
            return;
        }
        var person = await story.People.OfAsync(by, ct);
        await story
            .Services.GetRequiredService<InitiativeStore>()
            .ChangeAsync(
                id,
                whole.Row.Version,
                whole.Content with
                {
                    Status = status,
                },
                person.Email,
                ct,
                VersionAction.Moved,
                text.Whys.GetValueOrDefault(status, "")
            );
    }

    private static async Task CheckInAsync(
        DemoStory story,
        DemoInitiative initiative,
        DemoCheckIn said,
        CancellationToken ct
    )
    {
        var owner = await story.People.OfAsync(initiative.Text.Owner, ct);
        var answer = new CheckInAnswer(said.Progress, said.Status, said.Confidence, said.Note, said.NeedsHelp);
        await story
            .Services.GetRequiredService<CheckInStore>()
            .AddAsync(
                await story.InitiativeAsync(initiative.Text.Title, ct),
                answer,
                owner.Id,
                owner.Email,
                story.At(said.Day, Morning),
                ct
            );
    }

    /// <summary>Recorded on the day on which they received it.</summary>
    private static async Task ExposeAsync(
        DemoStory story,
        DemoInitiative initiative,
        DemoExposure exposure,
        CancellationToken ct
    )
    {
        var store = story.Services.GetRequiredService<ExposureStore>();
        var id = await story.InitiativeAsync(initiative.Text.Title, ct);
        var by = (await story.People.OfAsync(initiative.Text.Owner, ct)).Email;
        if (exposure.Member is { } member)
        {
            await store.AddMemberAsync(id, exposure.Kind, member, exposure.From, null, by, ct);
            return;
        }
        // Somebody who has joined and has neither been registered nor bought is not known yet.
        var unknown = await store.AddCustomersAsync(id, exposure.Customers, exposure.From, null, by, ct);
        if (unknown.Count > 0)
        {
            await store.AddCustomersAsync(id, [.. exposure.Customers.Except(unknown)], exposure.From, null, by, ct);
        }
    }

    private static async Task SetTargetAsync(DemoStory story, DemoTarget target, CancellationToken ct)
    {
        var calendar = new PeriodCalendar(story.Settings.FiscalYearStart, story.Settings.FiscalQuarters);
        var text = target.Text;
        var period = calendar.Containing(Month.FromDate(target.Due), Grains.Parse(text.Grain));
        await story
            .Services.GetRequiredService<TargetStore>()
            .SetAsync(
                new TargetKey(text.Kpi, text.Dimension, text.Member, period),
                calendar.Text(period),
                new TargetGoal(text.Value, text.Threshold, text.HasPath),
                (await story.People.OfAsync(DemoStrategy.ExecutivePersona, ct)).Email,
                ct
            );
    }

    private static Task RemindAsync(DemoStory story, CancellationToken ct) =>
        story
            .Services.GetRequiredService<ReminderStore>()
            .RecordAsync(story.End, story.Settings.CheckInSilence, story.Settings.DateOf(story.End), ct);

    private static async Task<InitiativeContent> ContentAsync(
        DemoStory story,
        long theme,
        DemoInitiative initiative,
        CancellationToken ct
    )
    {
        var text = initiative.Text;
        return new()
        {
            ThemeId = theme,
            Title = text.Title,
            Why = text.Why,
            CustomersWords = text.CustomersWords,
            BriefCustomers = text.Customers,
            BriefNeed = text.Need,
            BriefSituation = text.Situation,
            BriefDifference = text.Difference,
            OwnerId = (await story.People.OfAsync(text.Owner, ct)).Id,
            SponsorId = (await story.People.OfAsync(text.Sponsor, ct)).Id,
            Status = InitiativeStatus.Idea,
            StartsOn = initiative.StartsOn,
            EndsOn = initiative.EndsOn,
            EffortDays = text.EffortDays,
            BudgetUnits = Money.FromDecimal(text.Budget).Units,
            BudgetCurrency = "DKK",
            Approach = text.Approach,
            Diagnosis = text.Diagnosis,
            IsBet = text.Bet is not null,
            ProofDate = initiative.ProvenBy,
            KillCriterion = text.Bet?.Kill ?? "",
            Units = text.Units,
            Links =
            [
                .. initiative.Links.Select(link => new LinkContent
                {
                    Kpi = link.Link.Kpi,
                    Dimension = link.Link.Dimension,
                    Member = link.Link.Member,
                    ChangeLow = link.Link.Low,
                    ChangeLikely = link.Link.Likely,
                    ChangeHigh = link.Link.High,
                    ByWhen = link.ByWhen,
                }),
            ],
        };
    }
}
