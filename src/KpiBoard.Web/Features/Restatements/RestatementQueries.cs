using KpiBoard.Core;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Restatements;

/// <summary>
/// Figures of the company as known at two instants. A version of a figure is in force from one run until before another,
/// so that a run is an instant, and what lies between two of them is what changed the figures.
/// </summary>
public sealed class RestatementQueries(KpiDatabase database)
{
    private const string RunSql = """
        SELECT COALESCE(MAX([Id]), 0)
          FROM [RefreshRun]
         WHERE [Status] = 'done' AND [FinishedAt] <= @at
        """;

    // A period that has only begun to exist since is news, no restatement.
    private const string MoneySql = """
        SELECT a.[Period], a.[LastMonth], a.[Measure] AS [Figure], a.[End] AS [Was], b.[End] AS [Now],
               b.[FromRun] AS [Run], a.[IsComplete] AS [WasComplete]
          FROM [Bridge] a
          JOIN [Bridge] b ON b.[Measure] = a.[Measure] AND b.[Grain] = a.[Grain] AND b.[Dimension] = a.[Dimension]
                         AND b.[Member] = a.[Member] AND b.[Period] = a.[Period]
         WHERE a.[Measure] IN ('revenue', 'margin') AND a.[Grain] = @grain AND a.[Dimension] = ''
           AND a.[FromRun] <= @then AND a.[ToRun] > @then AND b.[FromRun] <= @now AND b.[ToRun] > @now
           AND a.[End] <> b.[End]
        """;

    private const string ValuesSql = """
        SELECT a.[Period], a.[LastMonth], a.[Kpi] AS [Figure], a.[Value] AS [WasValue], b.[Value] AS [NowValue],
               a.[MoneyValue] AS [Was], b.[MoneyValue] AS [Now], b.[FromRun] AS [Run], a.[IsComplete] AS [WasComplete]
          FROM [KpiValue] a
          JOIN [KpiValue] b ON b.[Kpi] = a.[Kpi] AND b.[Grain] = a.[Grain] AND b.[Dimension] = a.[Dimension]
                           AND b.[Member] = a.[Member] AND b.[Period] = a.[Period]
         WHERE a.[Grain] = @grain AND a.[Dimension] = ''
           AND a.[FromRun] <= @then AND a.[ToRun] > @then AND b.[FromRun] <= @now AND b.[ToRun] > @now
           AND (COALESCE(a.[Value], -999999999.0) <> COALESCE(b.[Value], -999999999.0)
                OR COALESCE(a.[MoneyValue], -1) <> COALESCE(b.[MoneyValue], -1))
        """;

    // Every version that came between: a figure may have changed more than once, by more than its last run.
    private const string MoneyStepsSql = """
        SELECT [Measure] AS [Figure], [Period], [FromRun] AS [Run], [End] AS [Units], NULL AS [Value]
          FROM [Bridge]
         WHERE [Measure] IN ('revenue', 'margin') AND [Grain] = @grain AND [Dimension] = ''
           AND [FromRun] > @then AND [FromRun] <= @now
         ORDER BY [FromRun]
        """;

    private const string ValueStepsSql = """
        SELECT [Kpi] AS [Figure], [Period], [FromRun] AS [Run], [MoneyValue] AS [Units], [Value]
          FROM [KpiValue]
         WHERE [Grain] = @grain AND [Dimension] = '' AND [FromRun] > @then AND [FromRun] <= @now
         ORDER BY [FromRun]
        """;

    private const string FirstRunSql = "SELECT MIN([FinishedAt]) AS [At] FROM [RefreshRun] WHERE [Status] = 'done'";

    // Targets change no figure, only what it is held against.
    private const string CausesSql = """
        SELECT c.[Kind], c.[Id], c.[File], c.[Key], c.[At], c.[By], c.[FactKind]
          FROM (SELECT CASE WHEN b.[Kind] = 'rates' THEN 'rates' ELSE 'import' END AS [Kind], b.[Id],
                       b.[FileName] AS [File], '' AS [Key], b.[PublishedAt] AS [At], b.[StartedBy] AS [By],
                       b.[Kind] AS [FactKind]
                  FROM [ImportBatch] b
                 WHERE b.[PublishedAt] > @from AND b.[PublishedAt] <= @to AND b.[Kind] <> 'targets'
                 UNION ALL
                SELECT 'undo', b.[Id], b.[FileName], '', b.[UndoneAt], b.[UndoneBy], b.[Kind]
                  FROM [ImportBatch] b
                 WHERE b.[UndoneAt] > @from AND b.[UndoneAt] <= @to AND b.[Kind] <> 'targets'
                 UNION ALL
                SELECT 'setting', 0, '', s.[Key], s.[ChangedAt], s.[ChangedBy], ''
                  FROM [Setting] s
                 WHERE s.[ChangedAt] > @from AND s.[ChangedAt] <= @to
                 UNION ALL
                SELECT 'define', 0, '', v.[Code], v.[At], v.[By], 'measures'
                  FROM [OwnKpiVersion] v
                 WHERE v.[At] > @from AND v.[At] <= @to
                 UNION ALL
                SELECT 'merge', m.[FromId], '', f.[CustomerId], m.[MergedAt], m.[MergedBy], ''
                  FROM [CustomerMerge] m
                  JOIN [Customer] f ON f.[Id] = m.[FromId]
                 WHERE m.[MergedAt] > @from AND m.[MergedAt] <= @to
                 UNION ALL
                SELECT 'part', m.[FromId], '', f.[CustomerId], m.[UndoneAt], m.[UndoneBy], ''
                  FROM [CustomerMerge] m
                  JOIN [Customer] f ON f.[Id] = m.[FromId]
                 WHERE m.[UndoneAt] > @from AND m.[UndoneAt] <= @to
                 UNION ALL
                SELECT 'exclude', e.[CustomerId], '', f.[CustomerId], e.[ExcludedAt], e.[ExcludedBy], ''
                  FROM [CustomerExclusion] e
                  JOIN [Customer] f ON f.[Id] = e.[CustomerId]
                 WHERE e.[ExcludedAt] > @from AND e.[ExcludedAt] <= @to
                 UNION ALL
                SELECT 'include', e.[CustomerId], '', f.[CustomerId], e.[UndoneAt], e.[UndoneBy], ''
                  FROM [CustomerExclusion] e
                  JOIN [Customer] f ON f.[Id] = e.[CustomerId]
                 WHERE e.[UndoneAt] > @from AND e.[UndoneAt] <= @to) c
         ORDER BY c.[At] DESC, c.[Id] DESC
        """;

    private const string StartsSql = """
        SELECT [Id], [StartedAt], [FinishedAt]
          FROM [RefreshRun]
         WHERE [Status] = 'done' AND [Id] <= @run
         ORDER BY [Id]
        """;

    /// <summary>The last run that had finished by an instant; 0 when none had.</summary>
    public Task<long> RunAtAsync(DateTimeOffset at, CancellationToken ct) =>
        database.ScalarAsync<long>(RunSql, new { at }, ct);

    /// <summary>The figures of one grain that say something else, those of most money first.</summary>
    public async Task<IReadOnlyList<Restated>> ChangesAsync(string grain, long then, long now, CancellationToken ct)
    {
        var parameters = new
        {
            grain,
            then,
            now,
        };
        var money = await database.QueryAsync<Restated>(MoneySql, parameters, ct);
        var values = await database.QueryAsync<Restated>(ValuesSql, parameters, ct);
        var steps = (await database.QueryAsync<Step>(MoneyStepsSql, parameters, ct))
            .Concat(await database.QueryAsync<Step>(ValueStepsSql, parameters, ct))
            .ToLookup(step => (step.Figure, step.Period));
        return
        [
            .. money
                .Concat(values)
                .Select(change => change with { Runs = RunsOf(change, steps[(change.Figure, change.Period)]) })
                .OrderByDescending(change => Math.Abs(change.Units))
                .ThenByDescending(change => Math.Abs(change.Difference ?? 0))
                .ThenByDescending(change => change.LastMonth)
                .ThenBy(change => change.Figure, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// What came between two runs, the newest first, each with the run that took it into the figures: the first that
    /// started after it.
    /// </summary>
    public async Task<IReadOnlyList<Cause>> CausesAsync(long then, long now, CancellationToken ct)
    {
        var runs = await database.QueryAsync<RunRow>(StartsSql, new { run = now }, ct);
        var first = runs.LastOrDefault(run => run.Id <= then)?.StartedAt ?? DateTimeOffset.UnixEpoch;
        var last = runs.LastOrDefault()?.FinishedAt ?? DateTimeOffset.UnixEpoch;
        var causes = await database.QueryAsync<CauseRow>(CausesSql, new { from = first, to = last }, ct);
        return
        [
            .. causes.Select(cause => new Cause
            {
                Kind = cause.Kind,
                Id = cause.Id,
                What = cause.File.Length > 0 ? cause.File : cause.Key,
                At = cause.At,
                By = cause.By,
                FactKind = cause.FactKind,
                Run = runs.FirstOrDefault(run => run.Id > then && run.StartedAt >= cause.At)?.Id,
            }),
        ];
    }

    /// <summary>When the first figures came; null when there are none yet.</summary>
    public async Task<DateTimeOffset?> FirstRunAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<FirstRow>(FirstRunSql, null, ct))?.At;

    /// <summary>The runs in which a figure came to say something else.</summary>
    private static HashSet<long> RunsOf(Restated change, IEnumerable<Step> steps)
    {
        var runs = new HashSet<long> { change.Run };
        var said = (change.Was, change.WasValue);
        foreach (var step in steps)
        {
            if ((step.Units, step.Value) != said)
            {
                runs.Add(step.Run);
            }
            said = (step.Units, step.Value);
        }
        return runs;
    }

    private sealed class Step
    {
        public string Figure { get; init; } = "";

        public string Period { get; init; } = "";

        public long Run { get; init; }

        public long? Units { get; init; }

        public double? Value { get; init; }
    }

    /// <summary>A file's name and a key are columns of their own: SQL Server unites no texts of different collations.</summary>
    private sealed class CauseRow
    {
        public string Kind { get; init; } = "";

        public long Id { get; init; }

        public string File { get; init; } = "";

        public string Key { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string By { get; init; } = "";

        public string FactKind { get; init; } = "";
    }

    private sealed class FirstRow
    {
        public DateTimeOffset? At { get; init; }
    }

    private sealed class RunRow
    {
        public long Id { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset FinishedAt { get; init; }
    }
}

/// <summary>A figure of the company in one period, as known then and as known now.</summary>
public sealed record Restated
{
    public string Figure { get; init; } = "";

    public string Period { get; init; } = "";

    public int LastMonth { get; init; }

    public long? Was { get; init; }

    public long? Now { get; init; }

    public double? WasValue { get; init; }

    public double? NowValue { get; init; }

    /// <summary>The run that made it what it is now.</summary>
    public long Run { get; init; }

    /// <summary>All runs that changed it on the way there.</summary>
    public IReadOnlySet<long> Runs { get; init; } = new HashSet<long>();

    /// <summary>Whether it was final then.</summary>
    public bool WasComplete { get; init; }

    public bool IsMoney => Was is not null || Now is not null;

    public bool IsScore => Figure.StartsWith("nps.", StringComparison.Ordinal);

    public long Units => IsMoney ? (Now ?? 0) - (Was ?? 0) : 0;

    public Money? MoneyWas => Was is { } units ? new Money(units) : null;

    public Money? MoneyNow => Now is { } units ? new Money(units) : null;

    public double? Difference => NowValue - WasValue;
}

/// <summary>Something that may have changed figures.</summary>
public sealed record Cause
{
    /// <summary>import, undo, rates, setting, define, merge, part, exclude, include.</summary>
    public string Kind { get; init; } = "";

    public long Id { get; init; }

    public string What { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string By { get; init; } = "";

    /// <summary>The kind of file that came or went; empty where it was none.</summary>
    public string FactKind { get; init; } = "";

    /// <summary>The run that took it in; null when none has yet.</summary>
    public long? Run { get; init; }

    /// <summary>Where one reads more; null when there is no page for it.</summary>
    public string? Address =>
        Kind switch
        {
            "import" or "undo" or "rates" => $"/imports/{Id}",
            "define" => $"/figures/own/{What}",
            "merge" or "part" or "exclude" or "include" => $"/customers/{Id}",
            _ => null,
        };

    public bool IsCustomer => Address?.StartsWith("/customers", StringComparison.Ordinal) == true;
}
