using KpiBoard.Core;
using KpiBoard.Web.Features.Capacity;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Demo.Generation;

namespace KpiBoard.Web;

/// <summary>Plans the work of the demo company as its people would have: at the start, and then day by day.</summary>
internal sealed class DemoWorkSteps : IDemoChapter
{
    private static readonly TimeOnly Morning = new(10, 5);
    private static readonly TimeOnly Noon = new(11, 48);

    public IEnumerable<DemoDeed> Deeds(DemoStory story)
    {
        var work = story.Strategy.Work;
        var initiatives = story
            .Strategy.Themes.SelectMany(theme => theme.Initiatives)
            .ToDictionary(one => one.Text.Title);
        return
        [
            .. work.File.Initiatives.SelectMany(text => Of(story, work, text, initiatives[text.Title])),
            .. work.File.Capacity.Select(text =>
                Deed(
                    story,
                    work.Ago(150),
                    async ct =>
                        await Store<CapacityStore>(story)
                            .SetAsync(
                                text.Unit,
                                work.Month(text.From).Key,
                                text.Days,
                                await By(story, DemoStrategy.ExecutivePersona, ct),
                                ct
                            )
                )
            ),
            .. work.File.Commitments.Select(text =>
                Deed(
                    story,
                    work.Ago(text.DaysAgo),
                    async ct =>
                        await Store<CommitmentStore>(story)
                            .SetAsync(
                                await story.InitiativeAsync(text.Title, ct),
                                text.Unit,
                                0,
                                (text.Place, text.Commitment, text.Why),
                                await By(story, text.By, ct),
                                ct
                            )
                )
            ),
        ];
    }

    private static IEnumerable<DemoDeed> Of(DemoStory story, DemoWork work, WorkWording text, DemoInitiative initiative)
    {
        var owner = initiative.Text.Owner;
        yield return new(story.At(initiative.StartsOn, Morning), ct => PlanAsync(story, work, text, owner, ct));
        foreach (var milestone in text.Milestones.Where(milestone => milestone.Done is not null))
        {
            yield return Deed(
                story,
                work.Day(milestone.Done!),
                ct => ReachAsync(story, work, text.Title, milestone, owner, ct)
            );
        }
        foreach (var act in text.Acts)
        {
            yield return Deed(
                story,
                work.Ago(act.DaysAgo),
                async ct =>
                {
                    var by = await story.People.OfAsync(act.By, ct);
                    await Store<PlanStore>(story)
                        .AddActAsync(
                            await story.InitiativeAsync(text.Title, ct),
                            work.Ago(act.DaysAgo),
                            act.What,
                            by.Id,
                            by.Email,
                            ct
                        );
                }
            );
        }
        foreach (var cost in text.Costs)
        {
            yield return Deed(
                story,
                work.Day(cost.On),
                async ct =>
                    await Store<PlanStore>(story)
                        .AddCostAsync(
                            await story.InitiativeAsync(text.Title, ct),
                            new(work.Day(cost.On), Money.FromDecimal(cost.Amount), "DKK", cost.What),
                            await By(story, owner, ct),
                            ct
                        )
            );
        }
        foreach (var help in text.Help)
        {
            yield return Deed(
                story,
                work.Ago(help.DaysAgo),
                async ct =>
                {
                    var by = await story.People.OfAsync(help.By, ct);
                    await Store<HelpDesk>(story)
                        .AskAsync(await story.InitiativeAsync(text.Title, ct), help.What, by.Id, by.Email, ct);
                }
            );
            if (help.Answer.Length > 0)
            {
                yield return Deed(
                    story,
                    work.Ago(help.AnsweredDaysAgo),
                    ct => AnswerAsync(story, text.Title, help, ct)
                );
            }
        }
        if (text.Work is { } plan)
        {
            yield return Deed(story, work.Ago(20), ct => PlanDaysAsync(story, work, text.Title, plan, ct));
        }
    }

    /// <summary>What was planned at the start: milestones, what must come first, and what may go wrong.</summary>
    private static async Task PlanAsync(
        DemoStory story,
        DemoWork work,
        WorkWording text,
        string owner,
        CancellationToken ct
    )
    {
        var (id, by) = (await story.InitiativeAsync(text.Title, ct), await By(story, owner, ct));
        var store = Store<PlanStore>(story);
        foreach (var milestone in text.Milestones)
        {
            await store.SetMilestoneAsync(id, null, new(milestone.Title, work.Day(milestone.Due), null), by, ct);
        }
        foreach (var risk in text.Risks)
        {
            var watcher = await story.People.OfAsync(risk.Watcher, ct);
            await store.SetRiskAsync(
                id,
                null,
                new(risk.Title, risk.Likelihood, risk.Consequence, risk.Answer, watcher.Id),
                isClosed: false,
                by,
                ct
            );
        }
        foreach (var need in text.Needs)
        {
            await Store<DependencyStore>(story)
                .AddAsync(id, await story.InitiativeAsync(need.Title, ct), need.Why, by, ct);
        }
    }

    private static async Task ReachAsync(
        DemoStory story,
        DemoWork work,
        string title,
        MilestoneWording milestone,
        string owner,
        CancellationToken ct
    )
    {
        var id = await story.InitiativeAsync(title, ct);
        var plan = (await Store<PlanQueries>(story).PlanAsync(id, ct))!;
        var row = plan.Milestones.First(one => one.Title == milestone.Title);
        await Store<PlanStore>(story)
            .SetMilestoneAsync(
                id,
                row.Id,
                new(row.Title, row.DueOn, work.Day(milestone.Done!)),
                await By(story, owner, ct),
                ct
            );
    }

    private static async Task AnswerAsync(DemoStory story, string title, HelpWording help, CancellationToken ct)
    {
        var id = await story.InitiativeAsync(title, ct);
        var by = await story.People.OfAsync(help.AnswerBy, ct);
        var plan = (await Store<PlanQueries>(story).PlanAsync(id, ct))!;
        var row = plan.Help.First(one => one.What == help.What);
        await Store<HelpDesk>(story).AnswerAsync(id, row.Id, row.Version, help.Answer, by.Id, by.Email, ct);
    }

    private static async Task PlanDaysAsync(
        DemoStory story,
        DemoWork work,
        string title,
        PlanWording plan,
        CancellationToken ct
    )
    {
        var rows = plan.Days.SelectMany(unit =>
            unit.Value.Select(
                (days, at) =>
                    new WorkRow
                    {
                        BusinessUnit = unit.Key,
                        Month = work.Month(plan.From + at).Key,
                        Days = days,
                    }
            )
        );
        await Store<WorkStore>(story)
            .PlanWorkAsync(
                await story.InitiativeAsync(title, ct),
                work.Month(plan.From).Key,
                WorkStore.Mark([]),
                [.. rows],
                ct
            );
    }

    private static DemoDeed Deed(DemoStory story, DateOnly day, Func<CancellationToken, Task> doAsync) =>
        new(story.At(day, Noon), doAsync);

    private static T Store<T>(DemoStory story)
        where T : notnull => story.Services.GetRequiredService<T>();

    private static async Task<string> By(DemoStory story, string key, CancellationToken ct) =>
        (await story.People.OfAsync(key, ct)).Email;
}
