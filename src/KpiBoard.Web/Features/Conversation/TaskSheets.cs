using KpiBoard.Web.Features.Conversation.Resources;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Conversation;

/// <summary>Tasks to take away.</summary>
public sealed class TaskSheets(
    IStringLocalizer<ConversationText> text,
    SubjectWords words,
    CompanySettings settings,
    DateOnly today
)
{
    private static readonly string[] Header =
    [
        "id",
        "title",
        "subject",
        "about",
        "owner",
        "asked_by",
        "asked_at",
        "due_on",
        "state",
        "done_by",
        "done_at",
    ];

    public Sheet Of(TaskFilter filter, TaskBook book, string person) =>
        Sheet.Of($"tasks-{filter.Chosen}", Header, book.Of(filter, today).Select(Row)) with
        {
            About =
            [
                (text["Sheet.Company"], settings.CompanyName),
                (text["Sheet.Table"], text[$"List.{filter.Chosen}"]),
                (text["Sheet.Person"], person),
                (text["Sheet.State"], text[$"State.{filter.ChosenState}"]),
            ],
            Zone = settings.TimeZone,
        };

    private IReadOnlyList<object?> Row(TaskRow task) =>
        [
            task.Id,
            task.Title,
            task.Subject.ToString(),
            words.Name(task),
            task.Owner,
            task.AskedBy,
            task.AskedAt,
            task.DueOn,
            task.IsWithdrawn ? Deed.Withdrawn
            : task.IsDone ? TaskFilter.Done
            : task.IsOverdue(today) ? TaskFilter.Overdue
            : TaskFilter.Open,
            task.DoneBy,
            task.DoneAt,
        ];
}
