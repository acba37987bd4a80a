using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>The part of a page in which people speak about what it shows.</summary>
/// <param name="Subject">What a new comment is about: the page's subject, or the point that was chosen on it.</param>
/// <param name="Title">The heading.</param>
public sealed record ConversationPage(Subject Subject, string Title)
{
    /// <summary>Where the reader is, to come back to; without what was said last.</summary>
    public required string Back { get; init; }
    public required CompanySettings Settings { get; init; }
    public required Reader Reader { get; init; }

    /// <summary>False for somebody who belongs to other units.</summary>
    public required bool MaySee { get; init; }
    public IReadOnlyList<PersonChoice> People { get; init; } = [];
    public IReadOnlyList<ThreadPart> Open { get; init; } = [];
    public IReadOnlyList<ThreadPart> Resolved { get; init; } = [];

    /// <summary>Leads from one point to everything that was said of the figure; null when that is shown already.</summary>
    public string? AllPath { get; init; }

    /// <summary>What the reader has just done, and what can be undone about it.</summary>
    public SaidNotice? Notice { get; init; }

    public DateOnly Today { get; init; }

    public IEnumerable<PersonChoice> MayBeAsked => People.Where(person => person.MaySee);

    public int OpenTasks => Open.Concat(Resolved).Count(thread => thread.Task is { IsOpen: true });

    public int OverdueTasks => Open.Concat(Resolved).Count(thread => thread.Task?.IsOverdue(Today) == true);
}

/// <summary>A comment with its replies and the task that was made of it.</summary>
public sealed record ThreadPart(ConversationPage Page, CommentPart First, IReadOnlyList<CommentPart> Replies)
{
    public TaskRow? Task { get; init; }

    /// <summary>Of a point that is shown among the others of its figure.</summary>
    public string? Period { get; init; }
    public string? PeriodPath { get; init; }

    public bool MayResolve => Page.Reader.MayModerate || IsOwn(First.Row);

    public bool MayFinish => Task is { IsWithdrawn: false } && Task.MayBeFinishedBy(Page.Reader, maySee: true);

    private bool IsOwn(CommentRow row) => row.AuthorId is { } author && author == Page.Reader.Id;
}

/// <summary>One comment as it is shown.</summary>
public sealed record CommentPart(ConversationPage Page, CommentRow Row, IReadOnlyList<EarlierText> Earlier)
{
    public bool IsOwn => Row.AuthorId is { } author && author == Page.Reader.Id;
}

/// <summary>A confirmation, or who was faster.</summary>
/// <param name="Said">One of <see cref="SaidNotice.All"/>.</param>
public sealed record SaidNotice(string Said, CommentRow Comment, TaskRow? Task)
{
    /// <summary>Somebody else was faster.</summary>
    public const string Meanwhile = "meanwhile";

    /// <summary>The task was changed by somebody else meanwhile.</summary>
    public const string TaskMeanwhile = "task-meanwhile";

    public static readonly IReadOnlyList<string> All =
    [
        Deed.Written,
        Deed.Edited,
        Deed.Deleted,
        Deed.Restored,
        Deed.Resolved,
        Deed.Reopened,
        Deed.Asked,
        Deed.Done,
        Deed.Undone,
        Meanwhile,
        TaskMeanwhile,
    ];
}

/// <summary>A page of its own for a comment that could not be stored as it was, or is changed.</summary>
/// <param name="Comment">The comment that is edited; null for a new one.</param>
public sealed record WritePage(CommentForm Form, string About, CommentRow? Comment, IReadOnlyList<PersonChoice> People)
{
    /// <summary>The text that somebody else, or another window, has stored meanwhile.</summary>
    public CommentRow? Stored { get; init; }
}

/// <summary>A page of its own for a task that could not be stored as it was.</summary>
public sealed record AskPage(TaskForm Form, string About, CommentRow Comment, IReadOnlyList<PersonChoice> People);
