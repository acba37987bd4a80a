using System.Collections.Concurrent;
using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Telemetry;
using Quartz;

namespace KpiBoard.Web.Features.Administration;

/// <summary>What the scheduler has run: when, for how long, for whom, and how it ended.</summary>
public sealed class JobLog(KpiDatabase database)
{
    private readonly ConcurrentDictionary<string, int> running = new();

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private const string AddSql = """
        INSERT INTO [JobRun] ([Id], [Job], [StartedAt], [FinishedAt], [AskedBy], [Error])
        VALUES (@id, @job, @startedAt, @finishedAt, @askedBy, @error)
        """;

    private const string ForgetSql = "DELETE FROM [JobRun] WHERE [StartedAt] < @before";

    private const string NewestSql = """
        SELECT r.[Id], r.[Job], r.[StartedAt], r.[FinishedAt], r.[AskedBy], r.[Error]
          FROM (SELECT [Id], [Job], [StartedAt], [FinishedAt], [AskedBy], [Error],
                       ROW_NUMBER() OVER (ORDER BY [Id] DESC) AS [Place]
                  FROM [JobRun]) r
         WHERE r.[Place] <= @count
         ORDER BY r.[Id] DESC
        """;

    public Task<IReadOnlyList<JobRun>> NewestAsync(int count, CancellationToken ct) =>
        database.QueryAsync<JobRun>(NewestSql, new { count }, ct);

    /// <summary>Whether the job is at work on this node.</summary>
    public bool IsRunning(string job) => running.GetValueOrDefault(job) > 0;

    public void Began(string job) => running.AddOrUpdate(job, 1, (_, count) => count + 1);

    public void Ended(string job) => running.AddOrUpdate(job, 0, (_, count) => Math.Max(0, count - 1));

    public Task AddAsync(JobRun run, CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(
                    AddSql,
                    new
                    {
                        id = await transaction.NextIdsAsync("jobrun"),
                        job = run.Job,
                        startedAt = run.StartedAt,
                        finishedAt = run.FinishedAt,
                        askedBy = run.AskedBy,
                        error = run.Error,
                    }
                );
                await transaction.ExecuteAsync(ForgetSql, new { before = run.StartedAt - Kept });
            },
            ct
        );
}

/// <summary>A row of [JobRun].</summary>
public sealed class JobRun
{
    public long Id { get; init; }
    public string Job { get; init; } = "";
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset FinishedAt { get; init; }

    /// <summary>Who pressed "run now"; null when it ran by itself.</summary>
    public string? AskedBy { get; init; }

    public string? Error { get; init; }
}

/// <summary>
/// Tells the log of what jobs have run on this node. A job that looks every few seconds whether there is something to do
/// is written down when it was asked for, when it fails or is well again, and else once in a while: the rest says nothing.
/// </summary>
public sealed class JobHistory(JobLog log) : IJobListener
{
    private const int LongestError = 1000;

    /// <summary>Less than an hour, so that an hourly job is written down each time.</summary>
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(50);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, bool HasFailed)> written = new();

    public string Name => nameof(JobHistory);

    public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        log.Began(context.JobDetail.Key.Name);
        return ValueTask.CompletedTask;
    }

    public ValueTask JobExecutionVetoed(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        ValueTask.CompletedTask;

    public async ValueTask JobWasExecuted(
        IJobExecutionContext context,
        JobExecutionException? jobException,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        log.Ended(context.JobDetail.Key.Name);
        context.Trigger.JobDataMap.TryGetString(JobTitle.AskedBy, out var by);
        var error = jobException?.GetBaseException().Message;
        ProductTelemetry.NoteJob(context.JobDetail.Key.Name, context.JobRunTime, error is not null);
        await WriteAsync(
            new()
            {
                Job = context.JobDetail.Key.Name,
                StartedAt = context.FireTimeUtc,
                FinishedAt = context.FireTimeUtc + context.JobRunTime,
                AskedBy = by,
                Error = error?[..Math.Min(error.Length, LongestError)],
            },
            cancellationToken
        );
    }

    /// <summary>Writes a run down if it says something.</summary>
    public async Task WriteAsync(JobRun run, CancellationToken ct)
    {
        if (IsNews(run))
        {
            await log.AddAsync(run, ct);
            written[run.Job] = (run.StartedAt, run.Error is not null);
        }
    }

    private bool IsNews(JobRun run) =>
        run.AskedBy is not null
        || !written.TryGetValue(run.Job, out var last)
        || last.HasFailed != (run.Error is not null)
        || run.StartedAt - last.At >= Often;
}
