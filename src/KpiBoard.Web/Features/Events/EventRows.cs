using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Events;

/// <summary>Something that happened and explains a figure.</summary>
public sealed record EventRow
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Words { get; init; } = "";

    /// <summary>The language in which somebody wrote it.</summary>
    public string Language { get; init; } = "";
    public DateOnly FromDay { get; init; }

    /// <summary>The last day; null for what still goes on.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>Whom it concerns; empty, like the member, for everybody.</summary>
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public int Version { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public string AddedBy { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>The figures it concerns; none for all of them.</summary>
    public IReadOnlyList<string> Kpis { get; init; } = [];

    public bool IsOpen => ToDay is null;

    /// <summary>Dimension and member in one, as addresses and forms have it.</summary>
    public string MemberKey => Dimension.Length == 0 ? "" : $"{Dimension}:{Member}";
}

/// <summary>What people write of an event.</summary>
public sealed record EventContent(string Title, string Words, DateOnly FromDay, DateOnly? ToDay)
{
    public string Dimension { get; init; } = KpiDimensions.Total;
    public string Member { get; init; } = "";
    public IReadOnlyList<string> Kpis { get; init; } = [];
    public string Language { get; init; } = Infrastructure.Localisation.Language.Current.Code;
}

public sealed class EventMember
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";

    public string Key => $"{Dimension}:{Member}";
}
