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
