using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What an order was worked out from, as a run keeps it: what was known then.</summary>
public sealed record RunInput
{
    public required PriorityInput Input { get; init; }
    public required double DiscountRate { get; init; }
    public required string Currency { get; init; }
    public required DateOnly Today { get; init; }

    /// <summary>What is known of each figure of the input.</summary>
    public required IReadOnlyList<GoalNote> Goals { get; init; }
    public required IReadOnlyList<RunInitiative> Initiatives { get; init; }

    /// <summary>The order in force then, by key.</summary>
    public required IReadOnlyList<string> Decided { get; init; }

    /// <summary>What had no room when that order was followed, by key.</summary>
    public required IReadOnlyList<string> NoRoom { get; init; }

    public static RunInput Of(Situation situation, IReadOnlyList<string> decided) =>
        new()
        {
            Input = situation.Input,
            DiscountRate = situation.DiscountRate,
            Currency = situation.Currency,
            Today = situation.Today,
            Goals = situation.Goals,
            Initiatives =
            [
                .. situation.Contenders.Select(one => new RunInitiative(one.Key, one.Title, one.Status)
                {
                    Grade = one.Evidence.Grade,
                    IsStale = one.Evidence.IsStale,
                    DaysLeft = one.DaysLeft,
                    Cost = one.Cost,
                }),
            ],
            Decided = decided,
            NoRoom = [.. situation.Plan(decided).Fits.Where(fit => !fit.HasRoom).Select(fit => fit.Initiative)],
        };

    public RunInitiative? Find(string key) => Initiatives.FirstOrDefault(one => one.Key == key);

    public GoalNote? Goal(string key) => Goals.FirstOrDefault(goal => goal.Key == key);
}

/// <summary>An initiative as it was then.</summary>
public sealed record RunInitiative(string Key, string Title, string Status)
{
    public required EvidenceGrade Grade { get; init; }
    public required bool IsStale { get; init; }
    public required double? DaysLeft { get; init; }
    public required double Cost { get; init; }
}

/// <summary>The computed order as a run keeps it: without the draws, which the seed brings back.</summary>
public sealed record RunResult(IReadOnlyList<Ranked> Initiatives)
{
    public Ranked? Find(string key) => Initiatives.FirstOrDefault(one => one.Key == key);
}

/// <summary>What a proposal says, in numbers; it becomes words when it is read.</summary>
public sealed record ProposalContent
{
    /// <summary>The probability that it is right: of ranking above those it passes, or of being worth what it costs.</summary>
    public required double Certainty { get; init; }

    /// <summary>Whom it changes places with, by key.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
    public IReadOnlyList<ReasonNote> Reasons { get; init; } = [];

    /// <summary>The order as it would be.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>When people last decided on it; none when they never did.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>What it was worth then and what each factor has done since; none when nobody had decided on it.</summary>
    public double? BenefitThen { get; init; }
    public double Benefit { get; init; }
    public double Lower { get; init; }
    public double Upper { get; init; }
    public IReadOnlyList<FactorNote> Changes { get; init; } = [];

    /// <summary>Where it lacks days, for one that has no room.</summary>
    public IReadOnlyList<LackNote> Lacks { get; init; } = [];

    /// <summary>What would have to make room, by key.</summary>
    public IReadOnlyList<string> MakesRoom { get; init; } = [];

    /// <summary>What people tried and made a proposal of.</summary>
    public ScenarioNote? Scenario { get; init; }
}

/// <summary>A scenario as it was when it was proposed.</summary>
public sealed record ScenarioNote(long Id, string Name, string Why);

/// <summary>Something that moved since people last decided.</summary>
/// <param name="Initiative">Whose, by key.</param>
/// <param name="Goal">Of a figure, its target or value: which one.</param>
/// <param name="Benefit">What it did to what is expected, in the company's currency.</param>
public sealed record ReasonNote(
    string Initiative,
    PriorityFactor Factor,
    string? Goal,
    double? Before,
    double? After,
    double Benefit
);

/// <summary>What a factor did to the benefit.</summary>
public sealed record FactorNote(PriorityFactor Factor, double Benefit);

/// <summary>Days that a unit lacks in a month, yyyymm.</summary>
public sealed record LackNote(string Unit, int Month, double Days);

/// <summary>What a decision changed, as it is kept.</summary>
public sealed record DecisionContent
{
    /// <summary>What was proposed; null when people put the order themselves.</summary>
    public string? Proposal { get; init; }

    /// <summary>The initiative that was decided on, by key; null for a whole order.</summary>
    public string? Initiative { get; init; }

    /// <summary>The order before and after, by key.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Whom the decided one was held against, by key.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>The rank proposed, and the one that was chosen instead.</summary>
    public int? ProposedRank { get; init; }
    public int? Rank { get; init; }
    public DateOnly? PostponedUntil { get; init; }

    /// <summary>The status of the initiative before and after.</summary>
    public string? StatusBefore { get; init; }
    public string? StatusAfter { get; init; }

    /// <summary>The probability that the proposal was right, as it was then: what is scored later.</summary>
    public double? Certainty { get; init; }
    public double? Benefit { get; init; }
}

/// <summary>What is proposed.</summary>
public static class ProposalKind
{
    public const string MoveUp = "move-up";
    public const string MoveDown = "move-down";
    public const string Start = "start";
    public const string Pause = "pause";
    public const string Stop = "stop";

    /// <summary>A whole order, as people tried it.</summary>
    public const string Order = "order";

    public static readonly IReadOnlyList<string> All = [MoveUp, MoveDown, Start, Pause, Stop, Order];

    public static bool IsMove(string? kind) => kind is MoveUp or MoveDown;

    public static string Icon(string kind) =>
        kind switch
        {
            MoveUp => "move-up",
            MoveDown => "move-down",
            Start => "flag",
            Pause => "stale",
            Order => "order",
            _ => "stop",
        };
}

/// <summary>Where a proposal stands.</summary>
public static class ProposalStatus
{
    public const string Open = "open";
    public const string Postponed = "postponed";
    public const string Accepted = "accepted";
    public const string Amended = "amended";
    public const string Rejected = "rejected";

    /// <summary>What it was made for is gone.</summary>
    public const string Withdrawn = "withdrawn";
}

/// <summary>What people decide.</summary>
public static class DecisionKind
{
    public const string Accept = "accept";
    public const string Amend = "amend";
    public const string Reject = "reject";
    public const string Postpone = "postpone";

    /// <summary>People put the order themselves.</summary>
    public const string Order = "order";

    public static readonly IReadOnlyList<string> OnProposals = [Accept, Amend, Postpone, Reject];
}
