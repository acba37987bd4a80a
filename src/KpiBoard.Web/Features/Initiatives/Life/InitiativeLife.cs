namespace KpiBoard.Web.Features.Initiatives.Life;

/// <summary>Who may take a step.</summary>
public enum StepBy
{
    /// <summary>Whoever is responsible, and every executive.</summary>
    Owner,

    Executive,
}

/// <summary>One step that an initiative can take.</summary>
/// <param name="NeedsWhy">Nobody takes it without saying why.</param>
public sealed record LifeStep(string From, string To, StepBy By, bool NeedsWhy = false)
{
    /// <summary>It ends before it has done what it was for, or for good.</summary>
    public bool IsHard => To is InitiativeStatus.Stopped;

    /// <summary>It is what waits to be done; work that goes on waits for nothing.</summary>
    public bool IsNext =>
        (From, To)
            is
                (InitiativeStatus.Idea, InitiativeStatus.Diagnosing)
                or
                (InitiativeStatus.Diagnosing, InitiativeStatus.Approved)
                or
                (InitiativeStatus.Approved or InitiativeStatus.Paused, InitiativeStatus.Running)
                or
                (InitiativeStatus.Closing, InitiativeStatus.Closed);

    public bool IsApproval => To == InitiativeStatus.Approved;

    public bool Admits(bool isExecutive) => isExecutive || By == StepBy.Owner;
}

/// <summary>The life of an initiative: every step that there is, and who may take it.</summary>
public static class InitiativeLife
{
    public static readonly IReadOnlyList<LifeStep> Steps =
    [
        new(InitiativeStatus.Idea, InitiativeStatus.Diagnosing, StepBy.Owner),
        new(InitiativeStatus.Idea, InitiativeStatus.Approved, StepBy.Executive),
        new(InitiativeStatus.Idea, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Diagnosing, InitiativeStatus.Approved, StepBy.Executive),
        new(InitiativeStatus.Diagnosing, InitiativeStatus.Idea, StepBy.Owner),
        new(InitiativeStatus.Diagnosing, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Approved, InitiativeStatus.Running, StepBy.Owner),
        new(InitiativeStatus.Approved, InitiativeStatus.Diagnosing, StepBy.Executive),
        new(InitiativeStatus.Approved, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Running, InitiativeStatus.Closing, StepBy.Owner),
        new(InitiativeStatus.Running, InitiativeStatus.Paused, StepBy.Owner, NeedsWhy: true),
        new(InitiativeStatus.Running, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Paused, InitiativeStatus.Running, StepBy.Owner),
        new(InitiativeStatus.Paused, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Closing, InitiativeStatus.Closed, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Closing, InitiativeStatus.Running, StepBy.Owner),
        new(InitiativeStatus.Closing, InitiativeStatus.Stopped, StepBy.Executive, NeedsWhy: true),
        new(InitiativeStatus.Closed, InitiativeStatus.Running, StepBy.Executive, NeedsWhy: true),
        // What was stopped has to be approved again before it goes on.
        new(InitiativeStatus.Stopped, InitiativeStatus.Diagnosing, StepBy.Executive, NeedsWhy: true),
    ];

    public static LifeStep? Find(string from, string to) =>
        Steps.FirstOrDefault(step => step.From == from && step.To == to);

    /// <summary>What may be done next, the way that most go first.</summary>
    public static IEnumerable<LifeStep> From(string status, bool isExecutive) =>
        Steps.Where(step => step.From == status && step.Admits(isExecutive));

    /// <summary>A step is taken back by whoever may take it.</summary>
    public static bool MayUndo(string from, string to, bool isExecutive) =>
        from == to || isExecutive || Find(to, from)?.By == StepBy.Owner;
}
