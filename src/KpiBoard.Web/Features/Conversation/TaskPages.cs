using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What waits for a person, and what the person waits for.</summary>
public sealed record TasksPage(TaskFilter Filter, SubjectWords Words, CompanySettings Settings, DateOnly Today)
{
    public const int PageLength = 50;

    public required Reader Reader { get; init; }

    /// <summary>Of each list what is open, for its tab.</summary>
    public required IReadOnlyDictionary<string, int> Open { get; init; }
    public IReadOnlyList<TaskRow> Tasks { get; init; } = [];
    public IReadOnlyList<MentionRow> Mentions { get; init; } = [];
    public int Count { get; init; }
    public required string Back { get; init; }

    /// <summary>The task that the reader has just finished or opened again.</summary>
    public (string Said, TaskRow Task)? Notice { get; init; }

    public int Pages => Math.Max(1, (Count + PageLength - 1) / PageLength);
}

/// <summary>One task: what is asked, what became of it, and whose it is to be.</summary>
public sealed record TaskPage(TaskRow Task, CommentRow Comment, Reader Reader, SubjectWords Words)
{
    public required CompanySettings Settings { get; init; }
    public required DateOnly Today { get; init; }
    public required MoveForm Form { get; init; }

    /// <summary>False for somebody to whom the task was given and who no longer sees what it is about.</summary>
    public required bool MaySee { get; init; }
    public required IReadOnlyList<PersonChoice> People { get; init; }
    public required IReadOnlyList<TaskChangeRow> Changes { get; init; }

    /// <summary>What the reader has just done, or that somebody was faster.</summary>
    public string? Said { get; init; }

    public bool MayFinish => !Task.IsWithdrawn && Task.MayBeFinishedBy(Reader, MaySee);

    public bool MayMove => Task.IsOpen && Task.MayBeFinishedBy(Reader, MaySee);

    public bool MayWithdraw => Task.IsOpen && Task.MayBeWithdrawnBy(Reader);

    public bool MayTakeBack => Task.MayBeTakenBackBy(Reader, MaySee);

    public bool MayAskAgain => Task.IsWithdrawn && Task.MayBeWithdrawnBy(Reader);

    public string AskedOf => Changes.Count == 0 ? Task.Owner : Changes[^1].OwnerBefore;

    public DateOnly? AskedDue => Changes.Count == 0 ? Task.DueOn : Changes[^1].DueBefore;
}
