using KpiBoard.Core;
using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>An open initiative: what is left of its budget, and what it rests on.</summary>
public sealed record GuessworkLine
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Status { get; init; } = "";
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public bool IsBet { get; init; }
    public DateOnly? ProofDate { get; init; }
    public string KillCriterion { get; init; } = "";
    public Money? Budget { get; init; }
    public string? BudgetCurrency { get; init; }
    public int Progress { get; init; }

    /// <summary>What is booked in the budget's currency; null when nothing is.</summary>
    public Money? Spent { get; init; }

    /// <summary>What it rests on, aged.</summary>
    public EvidenceStanding Standing { get; init; } = EvidenceLedger.Nothing;

    /// <summary>Null without a budget.</summary>
    public Money? Left => Budget is { } budget ? Remaining.Budget(budget, Spent, Progress) : null;

    /// <summary>The same in the currency of the sums; null also where its own has no rate.</summary>
    public Money? Counted { get; init; }

    /// <summary>It counts towards the share when it is not declared as a bet.</summary>
    public bool IsGuesswork => !IsBet && Standing.IsGuesswork;
}

/// <summary>What the open initiatives rest on, as of a day.</summary>
/// <param name="Currency">That of the sums; empty when no initiative has a budget.</param>
public sealed record GuessworkState(DateOnly On, string Currency, IReadOnlyList<GuessworkLine> Lines)
{
    public Guesswork Sum { get; } =
        Guesswork.Of(
            from line in Lines
            where line.Counted is not null
            select new BudgetAtStake(line.Counted!.Value, line.IsBet, line.Standing)
        );

    /// <summary>Budgets in a currency without a rate, which no sum holds.</summary>
    public IEnumerable<GuessworkLine> LeftOut => Lines.Where(line => line.Left is not null && line.Counted is null);

    /// <summary>The last day that was kept of an earlier month, to tell what has changed since.</summary>
    public GuessworkDay? Before { get; init; }

    /// <summary>How far the share has moved since then, in ratios; null where one of the two has none.</summary>
    public double? Change => Sum.Share - Before?.Sum.Share;
}

/// <summary>A row of [GuessworkShare]: the share as it was on a day.</summary>
public sealed record GuessworkDay
{
    public DateOnly OnDay { get; init; }
    public Money Remaining { get; init; }
    public Money Assumed { get; init; }
    public Money Stale { get; init; }
    public Money Bets { get; init; }
    public string Currency { get; init; } = "";
    public DateTimeOffset KnownAt { get; init; }

    public Guesswork Sum => new(Remaining, Assumed, Stale, Bets);
}
