namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>One place on the way of an initiative.</summary>
/// <param name="IsDone">It lies behind.</param>
public sealed record LifePlace(string Status, bool IsDone, bool IsCurrent);

/// <summary>Where an initiative is on its way.</summary>
public static class LifeProgress
{
    /// <summary>The way that most go, with a pause in the place of the work, and the end where it was stopped.</summary>
    /// <param name="steps">The steps it took, the newest first.</param>
    public static IReadOnlyList<LifePlace> Of(string status, IEnumerable<StepRow> steps)
    {
        var isStopped = status == InitiativeStatus.Stopped;
        var left = isStopped ? steps.FirstOrDefault(step => step.ToStatus == status)?.FromStatus : null;
        var at = PlaceOf(left ?? status);
        var way = InitiativeStatus.Way.Select(
            (place, index) =>
            {
                var shown = place == InitiativeStatus.Running && status == InitiativeStatus.Paused ? status : place;
                return new LifePlace(shown, index < at || status == InitiativeStatus.Closed, !isStopped && index == at);
            }
        );
        return isStopped
            ? [.. way.Take(at + 1).Select(place => place with { IsDone = true }), new(status, false, true)]
            : [.. way];
    }

    /// <summary>What was stopped from nobody knows where had at least been an idea.</summary>
    private static int PlaceOf(string status)
    {
        var place = status == InitiativeStatus.Paused ? InitiativeStatus.Running : status;
        return Math.Max(InitiativeStatus.Way.ToList().IndexOf(place), 0);
    }
}
