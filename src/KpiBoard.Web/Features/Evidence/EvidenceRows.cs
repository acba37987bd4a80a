using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>The initiative that evidence is about.</summary>
public sealed class InitiativeHead
{
    public long Id { get; init; }
    public string Title { get; init; } = "";
    public string Theme { get; init; } = "";
    public long ThemeId { get; init; }
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public string Status { get; init; } = "";
    public bool IsBet { get; init; }
    public DateOnly? ProofDate { get; init; }
}

/// <summary>A row of [Evidence] with the names that stand beside it.</summary>
public sealed class EvidenceRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string Initiative { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Grade { get; init; } = "";
    public DateOnly FoundOn { get; init; }
    public string Says { get; init; } = "";

    /// <summary>A link; empty without one.</summary>
    public string Origin { get; init; } = "";
    public bool IsAgainst { get; init; }
    public long? AttachmentId { get; init; }
    public string? FileName { get; init; }

    /// <summary>The file was removed after the evidence had been written.</summary>
    public bool IsFileRemoved { get; init; }
    public string AssessedBy { get; init; } = "";
    public DateTimeOffset AssessedAt { get; init; }
    public int Version { get; init; }
    public DateTimeOffset? RemovedAt { get; init; }

    public EvidenceItem ToItem() => new(EvidenceKeys.Kind(Kind), EvidenceKeys.Grade(Grade), FoundOn, IsAgainst);

    public EvidenceContent ToContent() =>
        new(Kind, Grade, FoundOn, Says)
        {
            Origin = Origin,
            IsAgainst = IsAgainst,
            AttachmentId = AttachmentId,
        };
}

/// <summary>What somebody says is known.</summary>
/// <param name="Says">What it says about the cause.</param>
public sealed record EvidenceContent(string Kind, string Grade, DateOnly FoundOn, string Says)
{
    public string Origin { get; init; } = "";
    public bool IsAgainst { get; init; }
    public long? AttachmentId { get; init; }
}

/// <summary>Who assesses: a person, or a token that has no id.</summary>
public sealed record Assessor(long? Id, string By);
