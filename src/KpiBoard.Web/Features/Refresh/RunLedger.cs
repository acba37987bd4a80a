using KpiBoard.Data;

namespace KpiBoard.Web.Features.Refresh;

/// <summary>
/// The runs: who asked for them, how far they are, what they changed. Runs are executed in the order of their numbers,
/// so that of two finished runs the one with the higher number knows more.
/// </summary>
public sealed class RunLedger(KpiDatabase database, TimeProvider clock)
{
    private const string Columns =
        "[Id], [Status], [Trigger], [IsFull], [RequestedAt], [RequestedBy], [StartedAt], [FinishedAt], [Stage],"
        + " [Progress], [PeriodsTouched], [ValuesChanged], [BatchesTaken], [Summary], [Error]";

    // A run that has not started takes in all that has come until it does.
    private const string WaitingSql =
        "SELECT MIN([Id]) FROM [RefreshRun] WHERE [Status] = 'queued' AND [IsFull] >= @isFull";

    private const string AddSql = """
        INSERT INTO [RefreshRun] ([Id], [Status], [Trigger], [IsFull], [RequestedAt], [RequestedBy], [Progress],
                                  [PeriodsTouched], [ValuesChanged], [BatchesTaken])
        VALUES (@id, 'queued', @trigger, @isFull, @at, @by, 0, 0, 0, 0)
        """;

    private const string NextSql = $"""
        SELECT {Columns}
          FROM [RefreshRun]
         WHERE [Id] = (SELECT MIN([Id]) FROM [RefreshRun] WHERE [Status] = 'queued' AND [Id] <= @upTo)
        """;

    private const string StartSql = """
        UPDATE [RefreshRun]
           SET [Status] = 'running', [StartedAt] = @at, [LeaseToken] = @token, [Stage] = @stage
         WHERE [Id] = @id AND [Status] = 'queued'
        """;

    private const string ReportSql = """
        UPDATE [RefreshRun]
           SET [Stage] = @stage, [Progress] = @progress
         WHERE [Id] = @id AND [Status] = 'running' AND [LeaseToken] = @token
        """;

    private const string FinishSql = """
        UPDATE [RefreshRun]
           SET [Status] = 'done', [FinishedAt] = @at, [Stage] = NULL, [Progress] = 100, [PeriodsTouched] = @periods,
               [ValuesChanged] = @values, [BatchesTaken] = @batches, [Basis] = @basis, [Summary] = @summary
         WHERE [Id] = @id AND [Status] = 'running' AND [LeaseToken] = @token
        """;

    private const string FailSql = """
        UPDATE [RefreshRun]
           SET [Status] = 'failed', [FinishedAt] = @at, [Error] = @error
         WHERE [Id] = @id AND [Status] = 'running' AND [LeaseToken] = @token
        """;

    private const string RunningSql = $"SELECT {Columns} FROM [RefreshRun] WHERE [Status] = 'running'";

    private const string AbandonSql = """
        UPDATE [RefreshRun]
           SET [Status] = 'abandoned', [FinishedAt] = @at
         WHERE [Id] = @id AND [Status] = 'running'
        """;

    private const string OneSql = $"SELECT {Columns} FROM [RefreshRun] WHERE [Id] = @id";

    private const string BeforeSql = $"""
        SELECT {Columns}
          FROM [RefreshRun]
         WHERE [Id] < @before AND [Id] >= @before - @count
         ORDER BY [Id] DESC
        """;

    private const string NewestSql = "SELECT COALESCE(MAX([Id]), 0) FROM [RefreshRun]";

    /// <summary>Asks for a run. One that waits already serves as well, and is the answer.</summary>
    public Task<long> QueueAsync(string trigger, bool isFull, string by, CancellationToken ct) =>
        database.WriteAsync(transaction => QueueAsync(transaction, trigger, isFull, by), ct);

    public Task<RefreshRun?> FindAsync(long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<RefreshRun>(OneSql, new { id }, ct);

    /// <summary>The newest runs, newest first, or those before a number.</summary>
    public async Task<IReadOnlyList<RefreshRun>> ListAsync(long? before, int count, CancellationToken ct)
    {
        var from = before ?? await database.ScalarAsync<long>(NewestSql, null, ct) + 1;
        return await database.QueryAsync<RefreshRun>(BeforeSql, new { before = from, count }, ct);
    }

    /// <summary>The next run to execute, of those asked for up to a number.</summary>
    public Task<RefreshRun?> NextAsync(long upTo, CancellationToken ct) =>
        database.SingleOrDefaultAsync<RefreshRun>(NextSql, new { upTo }, ct);

    public Task StartAsync(long id, long token, CancellationToken ct) =>
        database.ExecuteAsync(
            StartSql,
            new
            {
                id,
                token,
                at = clock.GetUtcNow(),
                stage = RunStage.Reading,
            },
            ct
        );

    public Task ReportAsync(long id, long token, string stage, int progress, CancellationToken ct) =>
        database.ExecuteAsync(
            ReportSql,
            new
            {
                id,
                token,
                stage,
                progress,
            },
            ct
        );

    /// <summary>Marks the run done, in the transaction that stores what it computed.</summary>
    public async Task FinishAsync(DatabaseTransaction transaction, long id, long token, RunResult result)
    {
        var finished = await transaction.ExecuteAsync(
            FinishSql,
            new
            {
                id,
                token,
                at = clock.GetUtcNow(),
                periods = result.Periods,
                values = result.Values,
                batches = result.Batches,
                basis = result.Basis,
                summary = result.Summary,
            }
        );
        if (finished != 1)
        {
            throw new InvalidOperationException(
                $"Refresh {id} is no longer running; what it computed has not been stored."
            );
        }
    }

    public Task FailAsync(long id, long token, string error) =>
        database.ExecuteAsync(
            FailSql,
            new
            {
                id,
                token,
                error,
                at = clock.GetUtcNow(),
            },
            CancellationToken.None
        );

    /// <summary>
    /// Marks the runs whose process has ended, which the holder of the lease knows of all that claim to be running. A
    /// full one is asked for again, once; anything else that was lost is still waiting in the imports.
    /// </summary>
    public Task AbandonAsync(CancellationToken ct) =>
        database.WriteAsync(
            async transaction =>
            {
                foreach (var run in await transaction.QueryAsync<RefreshRun>(RunningSql))
                {
                    await transaction.ExecuteAsync(AbandonSql, new { id = run.Id, at = clock.GetUtcNow() });
                    if (run.IsFull && run.Trigger != RunTrigger.Recovery)
                    {
                        await QueueAsync(transaction, RunTrigger.Recovery, isFull: true, run.RequestedBy);
                    }
                }
            },
            ct
        );

    private async Task<long> QueueAsync(DatabaseTransaction transaction, string trigger, bool isFull, string by)
    {
        // The reserved number first, because it makes a second asker wait.
        var id = await transaction.NextIdsAsync("run");
        if (await transaction.ScalarAsync<long?>(WaitingSql, new { isFull }) is { } waiting)
        {
            return waiting;
        }
        await transaction.ExecuteAsync(
            AddSql,
            new
            {
                id,
                trigger,
                isFull,
                by,
                at = clock.GetUtcNow(),
            }
        );
        return id;
    }
}

/// <summary>What a finished run leaves in the ledger.</summary>
public sealed record RunResult(int Periods, int Values, int Batches, string Basis, string Summary);
