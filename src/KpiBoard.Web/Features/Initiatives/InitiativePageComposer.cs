using KpiBoard.Web.Features.Initiatives.Life;
using KpiBoard.Web.Infrastructure.Pages;

namespace KpiBoard.Web.Features.Initiatives;

/// <summary>Puts the page of one initiative together.</summary>
public sealed class InitiativePageComposer(
    InitiativeQueries queries,
    InitiativeWords words,
    LifeStore life,
    PageFrame frame,
    TimeProvider clock
)
{
    /// <summary>The page with everything that hangs on the initiative.</summary>
    /// <param name="exposure">What was typed into the form of those who receive it.</param>
    /// <param name="done">What was done just now.</param>
    public async Task<InitiativePage> OfAsync(
        InitiativeWhole whole,
        ExposureForm exposure,
        string? done,
        CancellationToken ct
    )
    {
        var settings = await frame.SettingsAsync();
        var choices = await queries.ChoicesAsync(ct);
        var tied = await queries.TiedAsync(InitiativeWords.Calendar(settings), ct);
        var history = words.History(whole.Versions, choices, settings);
        return new(whole, history, choices, settings, exposure, done)
        {
            Say = words.Say(tied, whole.Row, whole.Links, settings),
            Gate = whole.Row.Status is InitiativeStatus.Idea or InitiativeStatus.Diagnosing
                ? await life.JudgeAsync(whole.Row.Id, ct)
                : null,
            Today = settings.DateOf(clock.GetUtcNow()),
        };
    }
}
