using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Web.Features.Initiatives.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>What is said of steps and of the gate, in the reader's language.</summary>
public sealed class LifeWords(IStringLocalizer<InitiativeText> text, Formats formats)
{
    /// <summary>What is missing before it can be approved, and what would mend it.</summary>
    public IEnumerable<(GateGap Gap, string Missing, string Mend)> Gaps(GateVerdict gate, CompanySettings settings) =>
        gate.Gaps.Select(gap =>
            (
                gap,
                gap == GateGap.Cap
                    ? text["Gap.Cap", Percent(gate.BetShare ?? 0), Percent((double)settings.BetCap)].Value
                    : text[$"Gap.{gap}"].Value,
                text[$"Gap.{gap}.Mend"].Value
            )
        );

    /// <summary>What a step is called by whoever takes it.</summary>
    public string Step(LifeStep step) => text[$"Step.{Name(step)}"];

    /// <summary>What follows from it.</summary>
    public string Says(LifeStep step) => text[$"Step.{Name(step)}.Says"];

    public string Refusal(StepOutcome outcome, CompanySettings settings) =>
        outcome switch
        {
            { Refusal: StepRefusal.GateClosed, Gate: { } gate } => string.Join(
                " ",
                Gaps(gate, settings).Select(gap => gap.Missing)
            ),
            _ => text[$"Refused.{outcome.Refusal}"],
        };

    private static string Name(LifeStep step) =>
        (step.From, step.To) switch
        {
            (InitiativeStatus.Closed or InitiativeStatus.Stopped, _) => "reopen",
            (InitiativeStatus.Approved, InitiativeStatus.Diagnosing) => "take-back",
            (InitiativeStatus.Paused or InitiativeStatus.Closing, InitiativeStatus.Running) => "resume",
            _ => step.To,
        };

    private string Percent(double share) => formats.Percent(share, 1);
}

/// <summary>The life of an initiative for other slices: the same steps, the same gate, the same reasons.</summary>
internal sealed class InitiativeLifeSteps(LifeStore store, LifeWords words, CompanySettingsStore settings)
    : IInitiativeLife
{
    public async Task<string?> MoveAsync(long id, string to, string why, string by, CancellationToken ct)
    {
        var outcome = await store.MoveAsync(id, null, to, why, by, ct);
        return outcome.Refusal is null ? null : words.Refusal(outcome, await settings.GetAsync(ct));
    }

    public async Task<string?> MoveAsync(DatabaseTransaction transaction, long id, string to, string why, string by)
    {
        var company = await settings.GetAsync(transaction.CancellationToken);
        var outcome = await store.MoveAsync(transaction, id, null, to, why, by, company);
        return outcome.Refusal is null ? null : words.Refusal(outcome, company);
    }

    public async Task<string?> TakeBackAsync(
        DatabaseTransaction transaction,
        long id,
        string from,
        string to,
        string why,
        string by
    )
    {
        var outcome = await store.TakeBackAsync(transaction, id, from, to, why, by);
        return outcome.Refusal is null
            ? null
            : words.Refusal(outcome, await settings.GetAsync(transaction.CancellationToken));
    }
}
