using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Features.Demo.Generation;
using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web;

/// <summary>
/// What the demo company decided on priorities: the first order, what was tried and proposed, and what executives made of it.
/// The proposals themselves are the product's own; where one is not there, nothing is decided.
/// </summary>
internal sealed class DemoDecisionSteps : IDemoChapter
{
    private static readonly TimeOnly Morning = new(8, 20);

    public IEnumerable<DemoDeed> Deeds(DemoStory story) =>
        story.Strategy.Decisions.Select(one => new DemoDeed(
            story.At(one.On, Morning),
            ct => DoAsync(story, one.Text, ct)
        ));

    private static Task DoAsync(DemoStory story, DecisionWording text, CancellationToken ct) =>
        text.Kind switch
        {
            "order" => OrderAsync(story, text, ct),
            "try" => TryAsync(story, text, ct),
            _ => DecideAsync(story, text, ct),
        };

    private static async Task OrderAsync(DemoStory story, DecisionWording text, CancellationToken ct)
    {
        var standing = await story.Services.GetRequiredService<PriorityDesk>().StandingAsync(ct);
        var contenders = standing.Situation.Contenders;
        List<string> named =
        [
            .. text.Order.SelectMany(title => contenders.Where(one => one.Title == title)).Select(one => one.Key),
        ];
        List<string> order = [.. named, .. standing.Result.Initiatives.Select(one => one.Key).Except(named)];
        await Desk(story).OrderAsync(standing.Decided, order, text.Reason, await DeciderAsync(story, text, ct), ct);
    }

    /// <summary>Tries what would come first if less were left to do, and proposes it.</summary>
    private static async Task TryAsync(DemoStory story, DecisionWording text, CancellationToken ct)
    {
        var key = $"INI-{await story.InitiativeAsync(text.Initiative, ct)}";
        var changes = new ScenarioChanges([new(ScenarioField.Effort, key) { Value = text.Effort }]);
        var by = await DeciderAsync(story, text, ct);
        var id = await story
            .Services.GetRequiredService<ScenarioStore>()
            .AddAsync(new(text.Name, text.Reason, changes), by.Id, by.By, ct);
        var scenario = await story.Services.GetRequiredService<ScenarioQueries>().FindAsync(id, ct);
        await story.Services.GetRequiredService<ScenarioProposer>().ProposeAsync(scenario!, ct);
    }

    private static async Task DecideAsync(DemoStory story, DecisionWording text, CancellationToken ct)
    {
        var id = await story.InitiativeAsync(text.Initiative, ct);
        var open = await story.Services.GetRequiredService<PriorityQueries>().OpenAsync(ct);
        if (open.FirstOrDefault(row => row.InitiativeId == id) is { } proposal)
        {
            var answer = new DecisionAnswer(text.Kind, text.Reason, null, null);
            await Desk(story)
                .DecideAsync(proposal.Id, proposal.Version, answer, await DeciderAsync(story, text, ct), ct);
        }
    }

    private static async Task<Decider> DeciderAsync(DemoStory story, DecisionWording text, CancellationToken ct)
    {
        var person = await story.People.OfAsync(text.By, ct);
        return new(person.Id, person.Email);
    }

    private static DecisionDesk Desk(DemoStory story) =>
        new(
            story.Services.GetRequiredService<DecisionStore>(),
            story.Services.GetRequiredService<PriorityRunner>(),
            new Life(
                story.Services.GetRequiredService<LifeStore>(),
                story.Services.GetRequiredService<CompanySettingsStore>()
            )
        );

    /// <summary>Moves initiatives as the product does; here nobody reads why a step is refused.</summary>
    private sealed class Life(LifeStore store, CompanySettingsStore settings) : IInitiativeLife
    {
        public async Task<string?> MoveAsync(long id, string to, string why, string by, CancellationToken ct) =>
            (await store.MoveAsync(id, null, to, why, by, ct)).Refusal?.ToString();

        public async Task<string?> MoveAsync(
            DatabaseTransaction transaction,
            long id,
            string to,
            string why,
            string by
        ) =>
            (
                await store.MoveAsync(
                    transaction,
                    id,
                    null,
                    to,
                    why,
                    by,
                    await settings.GetAsync(transaction.CancellationToken)
                )
            ).Refusal?.ToString();

        public async Task<string?> TakeBackAsync(
            DatabaseTransaction transaction,
            long id,
            string from,
            string to,
            string why,
            string by
        ) => (await store.TakeBackAsync(transaction, id, from, to, why, by)).Refusal?.ToString();
    }
}
