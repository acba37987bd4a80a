using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>An initiative in the order as scripts read it.</summary>
public sealed record PriorityAnswer
{
    private const int Decimals = 4;

    public required string Initiative { get; init; }
    public required string Title { get; init; }
    public required string Status { get; init; }

    /// <summary>In the computed order, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>In the decided order; null for what nobody has decided on.</summary>
    public required int? DecidedRank { get; init; }

    /// <summary>Expected value by cost, with the range that holds nine of ten draws.</summary>
    public required double Score { get; init; }
    public required double Lower { get; init; }
    public required double Upper { get; init; }
    public required decimal ExpectedValue { get; init; }
    public required decimal Cost { get; init; }

    /// <summary>The probability of being among the first 1, 3 and 5.</summary>
    public required IReadOnlyDictionary<int, double> TopK { get; init; }

    /// <summary>They sum to the score.</summary>
    public required PriorityFactors Factors { get; init; }

    /// <summary>Why a change is proposed; empty without an open proposal.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }
    public required DateTimeOffset ComputedAt { get; init; }

    public static IReadOnlyList<PriorityAnswer> Of(
        Standing standing,
        Func<ProposalRow, IEnumerable<string>> reasons,
        DateTimeOffset at
    ) =>
        [
            .. standing.Result.Initiatives.Select(one => new PriorityAnswer
            {
                Initiative = one.Key,
                Title = standing.Situation.Find(one.Key)!.Title,
                Status = standing.Situation.Find(one.Key)!.Status,
                Rank = one.Rank,
                DecidedRank = standing.DecidedRank(one.Key),
                Score = one.Score,
                Lower = one.Lower,
                Upper = one.Upper,
                ExpectedValue = Money(one.Benefit),
                Cost = Money(one.Cost),
                TopK = one.Top,
                Factors = PriorityFactors.Of(one.Factors),
                Reasons =
                [
                    .. standing
                        .Open.Where(proposal => SituationMaker.KeyOf(proposal.InitiativeId) == one.Key)
                        .SelectMany(reasons),
                ],
                ComputedAt = at,
            }),
        ];

    public static decimal Money(double amount) => decimal.Round((decimal)amount, Decimals);
}

/// <summary>What makes a score.</summary>
public sealed record PriorityFactors(
    double Promise,
    double Evidence,
    double Confidence,
    double Time,
    double Room,
    double Harm
)
{
    public static PriorityFactors Of(ScoreFactors of) =>
        new(of.Promise, of.Evidence, of.Confidence, of.Time, of.Room, of.Harm);
}

/// <summary>A proposal as scripts read it.</summary>
public sealed record ProposalAnswer
{
    public required long Id { get; init; }

    /// <summary>Sent back with a decision, which is taken on the proposal as it was read.</summary>
    public required int Version { get; init; }

    /// <summary><c>move-up</c>, <c>move-down</c>, <c>start</c>, <c>pause</c> or <c>stop</c>.</summary>
    public required string Kind { get; init; }
    public required string Initiative { get; init; }
    public required string Title { get; init; }
    public required string Status { get; init; }
    public required int? FromRank { get; init; }
    public required int? ToRank { get; init; }

    /// <summary>The probability that it is right.</summary>
    public required double Certainty { get; init; }
    public required decimal ExpectedValue { get; init; }
    public required string Sentence { get; init; }
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The order as it would be.</summary>
    public required IReadOnlyList<string> Order { get; init; }
    public required DateOnly? PostponedUntil { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }

    public static ProposalAnswer Of(ProposalRow row, string sentence, IEnumerable<string> reasons) =>
        new()
        {
            Id = row.Id,
            Version = row.Version,
            Kind = row.Kind,
            Initiative = SituationMaker.KeyOf(row.InitiativeId),
            Title = row.Title,
            Status = row.Status,
            FromRank = row.FromRank,
            ToRank = row.ToRank,
            Certainty = row.Said.Certainty,
            ExpectedValue = PriorityAnswer.Money(row.Said.Benefit),
            Sentence = sentence,
            Reasons = [.. reasons],
            Order = row.Said.Order,
            PostponedUntil = row.PostponedUntil,
            ProposedAt = row.ProposedAt,
            ChangedAt = row.ChangedAt,
        };
}

/// <summary>A decision as scripts read it.</summary>
public sealed record DecisionAnswered
{
    public required long Id { get; init; }
    public required long? Proposal { get; init; }

    /// <summary><c>accept</c>, <c>amend</c>, <c>reject</c>, <c>postpone</c>, or <c>order</c> when the order was put by hand.</summary>
    public required string Decision { get; init; }
    public required string? Kind { get; init; }
    public required string? Initiative { get; init; }
    public required string Reason { get; init; }
    public required int? Rank { get; init; }
    public required IReadOnlyList<string> OrderBefore { get; init; }
    public required IReadOnlyList<string> OrderAfter { get; init; }
    public required DateOnly? PostponedUntil { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
    public required DateTimeOffset? UndoneAt { get; init; }

    public static DecisionAnswered Of(DecisionRow row) =>
        new()
        {
            Id = row.Id,
            Proposal = row.ProposalId,
            Decision = row.Kind,
            Kind = row.Said.Proposal,
            Initiative = row.Said.Initiative,
            Reason = row.Reason,
            Rank = row.Said.Rank,
            OrderBefore = row.Said.Before,
            OrderAfter = row.Said.After,
            PostponedUntil = row.Said.PostponedUntil,
            By = row.By,
            DecidedAt = row.DecidedAt,
            UndoneAt = row.UndoneAt,
        };
}
