using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>What of one's tasks and mentions is shown; all of it stands in the link.</summary>
public sealed class TaskFilter
{
    public const string Mine = "mine";
    public const string Asked = "asked";
    public const string Mentions = "mentions";

    /// <summary>Of mentions: not read yet.</summary>
    public const string Open = "open";
    public const string Overdue = "overdue";

    /// <summary>Of mentions: read.</summary>
    public const string Done = "done";
    public const string All = "all";

    public static readonly IReadOnlyList<string> Lists = [Mine, Asked, Mentions];

    [FromQuery(Name = "list")]
    public string? List { get; init; }

    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "page")]
    public int Page { get; init; } = 1;

    public string Chosen => List is Asked or Mentions ? List : Mine;

    /// <summary>A link that asks for something else gets what is open.</summary>
    public string ChosenState => States.Contains(State) ? State! : Open;

    public IReadOnlyList<string> States => Chosen == Mentions ? [Open, Done, All] : [Open, Overdue, Done, All];

    /// <summary>Who asks for nothing in particular is led to what waits.</summary>
    public TaskFilter OrWhatWaits(TaskBook book) =>
        List is null && State is null && book.Open[Mine] == 0 && book.Open[Mentions] > 0
            ? new TaskFilter { List = Mentions }
            : this;

    public bool Fits(TaskRow task, DateOnly today) =>
        ChosenState switch
        {
            Open => task.IsOpen,
            Overdue => task.IsOverdue(today),
            Done => task.IsDone,
            _ => true,
        };

    public bool Fits(MentionRow mention) =>
        ChosenState switch
        {
            Open => mention.SeenAt is null,
            Done => mention.SeenAt is not null,
            _ => true,
        };
}
