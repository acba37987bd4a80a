using System.Text.Json;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>One refresh in the ledger.</summary>
public sealed class RefreshRun
{
    public long Id { get; init; }

    /// <summary>One of <see cref="RunStatus"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>One of <see cref="RunTrigger"/>.</summary>
    public string Trigger { get; init; } = "";

    public bool IsFull { get; init; }

    public DateTimeOffset RequestedAt { get; init; }

    public string RequestedBy { get; init; } = "";

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>One of <see cref="RunStage"/> while it runs.</summary>
    public string? Stage { get; init; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }

    public int PeriodsTouched { get; init; }

    public int ValuesChanged { get; init; }

    public int BatchesTaken { get; init; }

    public string? Summary { get; init; }

    public string? Error { get; init; }

    public bool IsOver => Status is RunStatus.Done or RunStatus.Failed or RunStatus.Abandoned;

    public double? Seconds => (FinishedAt - StartedAt)?.TotalSeconds;

    public RunSummary? ReadSummary() =>
        Summary is null ? null : JsonSerializer.Deserialize(Summary, RefreshJson.Instance.RunSummary);
}

/// <summary>A run as commands and endpoints show it.</summary>
public sealed record RefreshAnswer(
    long Id,
    string Status,
    string Trigger,
    bool Full,
    string? Stage,
    int Progress,
    int Batches,
    int Periods,
    int Values,
    double? Seconds,
    DateTimeOffset RequestedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    JsonElement? Summary,
    string? Error
)
{
    public static RefreshAnswer Of(RefreshRun run) =>
        new(
            run.Id,
            run.Status,
            run.Trigger,
            run.IsFull,
            run.Stage,
            run.Progress,
            run.BatchesTaken,
            run.PeriodsTouched,
            run.ValuesChanged,
            run.Seconds,
            run.RequestedAt,
            run.StartedAt,
            run.FinishedAt,
            run.Summary is null ? null : JsonElement.Parse(run.Summary),
            run.Error
        );
}
