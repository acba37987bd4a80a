using KpiBoard.Core;

namespace KpiBoard.Web.Features.Customers;

/// <summary>One month of a customer.</summary>
/// <param name="Amount">What the files say of this number; none where they say nothing.</param>
/// <param name="Counted">What the figures in force count under it; none where they count nothing.</param>
public sealed record CustomerMonthLine(int Month, string Currency, long Rows, Money? Amount, Money? Counted)
{
    public string Period => $"{Month / 100:0000}-{Month % 100:00}";
}

/// <summary>What the register says of a customer from a day on.</summary>
public sealed class CustomerStep
{
    /// <summary>yyyymmdd; 0 is always.</summary>
    public int ValidFrom { get; init; }

    public string? Name { get; init; }

    public string? Segment { get; init; }

    public string? Region { get; init; }

    public string? BusinessUnit { get; init; }

    public int? JoinedOn { get; init; }

    public int? LeftOn { get; init; }

    public long BatchId { get; init; }
}

public sealed class CustomerAnswer
{
    public int AnsweredOn { get; init; }

    public string Level { get; init; } = "";

    public int? Score { get; init; }

    public string? Touchpoint { get; init; }

    public string? Journey { get; init; }
}

/// <summary>A number that is, or was for a while, counted under another.</summary>
public sealed class CustomerMergeLine
{
    public long Id { get; init; }

    public long FromId { get; init; }

    public string FromNumber { get; init; } = "";

    public long ToId { get; init; }

    public string ToNumber { get; init; } = "";

    public DateTimeOffset MergedAt { get; init; }

    public string MergedBy { get; init; } = "";

    public DateTimeOffset? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }
}

/// <summary>A customer who is, or was for a while, in no figure.</summary>
public sealed class CustomerExclusionLine
{
    public long Id { get; init; }

    public string Number { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset ExcludedAt { get; init; }

    public string ExcludedBy { get; init; } = "";

    public DateTimeOffset? UndoneAt { get; init; }

    public string? UndoneBy { get; init; }
}
