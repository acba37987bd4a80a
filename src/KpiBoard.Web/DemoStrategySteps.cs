using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Accounts;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Initiatives.Reminders;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>
/// Writes the demo company's strategy as its people would have: planned, approved on the first day, checked in on since.
/// </summary>
/// <param name="services">The stores, whose clock <paramref name="setClock"/> sets.</param>
/// <param name="setClock">Puts the stores' clock to a moment of the company's past.</param>
internal sealed class DemoStrategySteps(IServiceProvider services, Action<DateTimeOffset> setClock)
{
    private const int WrittenDaysBefore = 21;

    private static readonly TimeOnly Morning = new(8, 42);

    private readonly Dictionary<string, (long Id, string Email)> people = [];

    /// <summary>Writes it where there is none yet.</summary>
    public async Task WriteAsync(DemoStrategy strategy, DateTimeOffset now, CancellationToken ct)
    {
        var settings = await services.GetRequiredService<CompanySettingsStore>().GetAsync(ct);
        if ((await services.GetRequiredService<InitiativeQueries>().ThemesAsync(ct)).Count > 0)
        {
            return;
        }
        DateTimeOffset At(DateOnly day)
        {
            var local = day.ToDateTime(Morning);
            var at = new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local)).ToUniversalTime();
            return at < now ? at : now;
        }
        var first = strategy.Themes.SelectMany(theme => theme.Initiatives).Min(initiative => initiative.StartsOn);
        setClock(At(first.AddDays(-2 * WrittenDaysBefore)));
        await AddPeopleAsync(strategy, ct);
        var executive = people[DemoStrategy.ExecutivePersona].Email;
        foreach (var theme in strategy.Themes)
        {
            setClock(At(first.AddDays(-2 * WrittenDaysBefore)));
            var id = await services.GetRequiredService<ThemeStore>().AddAsync(theme.Title, theme.Why, executive, ct);
            foreach (var initiative in theme.Initiatives)
            {
                await WriteAsync(id, initiative, At, executive, ct);
            }
        }
        await SetTargetsAsync(strategy.Targets, settings, At, executive, ct);
        await services
            .GetRequiredService<ReminderStore>()
            .RecordAsync(now, settings.CheckInSilence, settings.DateOf(now), ct);
    }

    private async Task SetTargetsAsync(
        IEnumerable<DemoTarget> targets,
        CompanySettings settings,
        Func<DateOnly, DateTimeOffset> at,
        string by,
        CancellationToken ct
    )
    {
        var calendar = new PeriodCalendar(settings.FiscalYearStart, settings.FiscalQuarters);
        foreach (var target in targets)
        {
            var text = target.Text;
            var period = calendar.Containing(Month.FromDate(target.Due), Grains.Parse(text.Grain));
            setClock(at(target.SetOn));
            await services
                .GetRequiredService<TargetStore>()
                .SetAsync(
                    new TargetKey(text.Kpi, text.Dimension, text.Member, period),
                    calendar.Text(period),
                    new TargetGoal(text.Value, text.Threshold, text.HasPath),
                    by,
                    ct
                );
        }
    }

    private async Task WriteAsync(
        long theme,
        DemoInitiative initiative,
        Func<DateOnly, DateTimeOffset> at,
        string executive,
        CancellationToken ct
    )
    {
        var store = services.GetRequiredService<InitiativeStore>();
        var content = Content(theme, initiative);
        var status = initiative.Text.Status;
        setClock(at(initiative.StartsOn.AddDays(-WrittenDaysBefore)));
        var planned = content with { Status = InitiativeStatus.Idea };
        var id = await store.AddAsync(planned, executive, ct);
        if (status == InitiativeStatus.Idea)
        {
            return;
        }
        setClock(at(initiative.StartsOn));
        var running = content with { Status = InitiativeStatus.Running };
        await store.ChangeAsync(id, 1, running, executive, ct, VersionAction.Moved);
        await ExposeAsync(id, initiative, at, ct);
        var owner = people[initiative.Text.Owner];
        foreach (var said in initiative.CheckIns)
        {
            var answer = new CheckInAnswer(said.Progress, said.Status, said.Confidence, said.Note, said.NeedsHelp);
            await services
                .GetRequiredService<CheckInStore>()
                .AddAsync(id, answer, owner.Id, owner.Email, at(said.Day), ct);
        }
        if (status != InitiativeStatus.Running)
        {
            setClock(at(initiative.CheckIns.Count > 0 ? initiative.CheckIns[^1].Day.AddDays(1) : initiative.EndsOn));
            await store.ChangeAsync(id, 2, content, executive, ct, VersionAction.Moved);
        }
    }

    /// <summary>Recorded on the day on which they received it.</summary>
    private async Task ExposeAsync(
        long id,
        DemoInitiative initiative,
        Func<DateOnly, DateTimeOffset> at,
        CancellationToken ct
    )
    {
        var store = services.GetRequiredService<ExposureStore>();
        var by = people[initiative.Text.Owner].Email;
        foreach (var exposure in initiative.Exposures)
        {
            setClock(at(exposure.From));
            if (exposure.Member is { } member)
            {
                await store.AddMemberAsync(id, exposure.Kind, member, exposure.From, null, by, ct);
                continue;
            }
            // Somebody who has joined and has neither been registered nor bought is not known yet.
            var unknown = await store.AddCustomersAsync(id, exposure.Customers, exposure.From, null, by, ct);
            if (unknown.Count > 0)
            {
                await store.AddCustomersAsync(id, [.. exposure.Customers.Except(unknown)], exposure.From, null, by, ct);
            }
        }
    }

    private async Task AddPeopleAsync(DemoStrategy strategy, CancellationToken ct)
    {
        var users = services.GetRequiredService<UserQueries>();
        var store = services.GetRequiredService<UserStore>();
        var personas = new Personas(users, store);
        foreach (var role in (string[])[DemoStrategy.ExecutivePersona, DemoStrategy.OwnerPersona])
        {
            var persona = (await personas.FindAsync(role, ct))!;
            people[role] = (persona.Id, persona.Email);
        }
        foreach (var person in strategy.People)
        {
            var details = new UserDetails(person.Email, person.Name, [person.Role], person.Units);
            var id = await store.AddAsync(details, ct) ?? (await users.FindAsync(person.Email, ct))!.Id;
            people[person.Key] = (id, person.Email);
        }
    }

    private InitiativeContent Content(long theme, DemoInitiative initiative)
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
            OwnerId = people[text.Owner].Id,
            SponsorId = people[text.Sponsor].Id,
            Status = text.Status,
            StartsOn = initiative.StartsOn,
            EndsOn = initiative.EndsOn,
            EffortDays = text.EffortDays,
            BudgetUnits = Money.FromDecimal(text.Budget).Units,
            BudgetCurrency = "DKK",
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
