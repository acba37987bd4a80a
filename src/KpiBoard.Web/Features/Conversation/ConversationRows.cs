namespace KpiBoard.Web.Features.Conversation;

/// <summary>The columns of [Comment] that say what it is about.</summary>
public abstract class AboutRow
{
    public string SubjectKind { get; init; } = "";
    public string Kpi { get; init; } = "";
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public string Period { get; init; } = "";
    public long? InitiativeId { get; init; }

    /// <summary>The initiative's title.</summary>
    public string? Initiative { get; init; }

    public Subject Subject =>
        new(SubjectKind)
        {
            Kpi = Kpi,
            Dimension = Dimension,
            Member = Member,
            Period = Period,
            InitiativeId = InitiativeId,
        };
}

/// <summary>A row of [Comment] with the names of people.</summary>
public sealed class CommentRow : AboutRow
{
    public long Id { get; init; }

    /// <summary>The comment that this one replies to.</summary>
    public long? ParentId { get; init; }
    public long? AuthorId { get; init; }
    public string Author { get; init; } = "";
    public string Text { get; init; } = "";
    public string Language { get; init; } = "";
    public DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset? EditedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public string? ResolvedBy { get; init; }
    public int Version { get; init; }
    public string LastAction { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public string? ChangedBy { get; init; }

    public bool IsDeleted => DeletedAt is not null;

    public bool IsResolved => ResolvedAt is not null;
}

/// <summary>A row of [Task] with the names of people and what its comment is about.</summary>
public sealed class TaskRow : AboutRow
{
    public long Id { get; init; }
    public long CommentId { get; init; }
    public string Title { get; init; } = "";
    public long OwnerId { get; init; }
    public string Owner { get; init; } = "";
    public DateOnly? DueOn { get; init; }
    public long AskedById { get; init; }
    public string AskedBy { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? DoneAt { get; init; }
    public string? DoneBy { get; init; }
    public DateTimeOffset? ReopenedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public int Version { get; init; }
    public string LastAction { get; init; } = "";
    public DateTimeOffset ChangedAt { get; init; }
    public long ChangedById { get; init; }
    public string ChangedBy { get; init; } = "";

    public bool IsDone => DoneAt is not null;

    public bool IsWithdrawn => WithdrawnAt is not null;

    public bool IsOpen => !IsDone && !IsWithdrawn;

    public bool IsOverdue(DateOnly today) => IsOpen && DueOn < today;

    /// <summary>Those whose task it is, who asked for it, and who answer for all of it.</summary>
    public bool MayBeFinishedBy(Reader reader, bool maySee) =>
        reader.Id == OwnerId || reader.Id == AskedById || (maySee && reader.MayModerate);

    /// <summary>Who handed it on or moved its day last may take that back too, whosever it is now.</summary>
    public bool MayBeTakenBackBy(Reader reader, bool maySee) =>
        IsOpen
        && LastAction is Deed.Handed or Deed.Dated
        && (reader.Id == ChangedById || MayBeFinishedBy(reader, maySee));

    public bool MayBeWithdrawnBy(Reader reader) => reader.Id == AskedById;
}

/// <summary>A row of [TaskChange] with the names of people.</summary>
public sealed class TaskChangeRow
{
    public int Version { get; init; }
    public string Action { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public string By { get; init; } = "";
    public string OwnerBefore { get; init; } = "";
    public string OwnerAfter { get; init; } = "";
    public DateOnly? DueBefore { get; init; }
    public DateOnly? DueAfter { get; init; }
}

/// <summary>Somebody named in a comment.</summary>
public sealed class MentionRow : AboutRow
{
    public long CommentId { get; init; }
    public string Author { get; init; } = "";
    public string Text { get; init; } = "";
    public string Language { get; init; } = "";
    public DateTimeOffset MentionedAt { get; init; }
    public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>A text that a comment had before.</summary>
public sealed class EarlierText
{
    public long CommentId { get; init; }
    public string Text { get; init; } = "";
    public DateTimeOffset ReplacedAt { get; init; }
}

/// <summary>What was last done to a comment or a task; the names of the words for it.</summary>
public static class Deed
{
    public const string Written = "written";
    public const string Edited = "edited";
    public const string Deleted = "deleted";
    public const string Restored = "restored";
    public const string Resolved = "resolved";
    public const string Reopened = "reopened";
    public const string Asked = "asked";
    public const string Done = "done";
    public const string Undone = "undone";
    public const string Handed = "handed";
    public const string Dated = "dated";
    public const string TakenBack = "taken-back";
    public const string Withdrawn = "withdrawn";
    public const string AskedAgain = "asked-again";

    /// <summary>What a task's own page tells.</summary>
    public static readonly IReadOnlyList<string> OfTasks =
    [
        Done,
        Undone,
        Handed,
        Dated,
        TakenBack,
        Withdrawn,
        AskedAgain,
    ];
}
