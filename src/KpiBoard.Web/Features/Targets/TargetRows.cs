using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Figures;

namespace KpiBoard.Web.Features.Targets;

/// <summary>Of which figure, whom and which period a target speaks.</summary>
public sealed record TargetKey(string Kpi, string Dimension, string Member, Period Period);

/// <summary>What is aimed at.</summary>
/// <param name="HasPath">Whether the periods on the way there have targets too.</param>
public sealed record TargetGoal(double Value, double? Threshold, bool HasPath);

/// <summary>One version of a target that people set.</summary>
public sealed class TargetVersion : TargetRow
{
    public long Id { get; init; }
    public int Version { get; init; }
    public DateTimeOffset SetAt { get; init; }
    public string SetBy { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }

    public bool IsInForce => EndedAt is null;

    public Grain GrainKnown => Grains.TryParse(Grain, out var grain) ? grain : Core.Periods.Grain.Month;

    public bool HasPath => StartMonth is not null;
}

/// <summary>A line of a plan that was imported.</summary>
public sealed class PlannedRow : TargetRow
{
    public long BatchId { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
    public string StartedBy { get; init; } = "";
}

public sealed class MemberRow
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";

    public string Text => $"{Dimension}:{Member}";
}
