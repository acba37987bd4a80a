using KpiBoard.Core.Periods;
using KpiBoard.Data;

namespace KpiBoard.Testing;

/// <summary>Stored figures as a refresh leaves them, written straight into the tables: small, and the same every time.</summary>
public sealed class FigureSeed(KpiDatabase database)
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private const long InForce = long.MaxValue;

    private const string SettingSql = """
        INSERT INTO [Setting] ([Key], [Value], [ChangedAt], [ChangedBy]) VALUES (@key, @value, @at, 'test')
        """;

    private const string SourceSql = """
        INSERT INTO [Source] ([Id], [Kind], [Name], [HasVersions], [CadenceDays], [FirstSeenAt])
        VALUES (@Id, @Kind, @Name, 0, @CadenceDays, @FirstSeenAt)
        """;

    private const string BatchSql = """
        INSERT INTO [ImportBatch] ([Id], [Kind], [SourceId], [FileName], [Status], [ReflectedStatus], [StartedAt],
               [StartedBy], [PublishedAt], [RowsRead], [RowsNew], [RowsUpdated], [RowsUnchanged], [RowsQuarantined],
               [RowsNotAnswered], [RowsWithoutKey], [UnidentifiedRows], [NotDescribed], [LastDate])
        VALUES (@Id, @Kind, @SourceId, @FileName, @Status, @ReflectedStatus, @At, 'test', @At, 1, 1, 0, 0, 0, 0, 0, 0, 0,
               @LastDate)
        """;

    private const string RunSql = """
        INSERT INTO [RefreshRun] ([Id], [Status], [Trigger], [IsFull], [RequestedAt], [RequestedBy], [StartedAt],
               [FinishedAt], [Stage], [Progress], [PeriodsTouched], [ValuesChanged], [BatchesTaken], [Error])
        VALUES (@Id, @Status, 'nightly', 0, @At, 'test', @At, @FinishedAt, @Stage, @Progress, 3, 40, @BatchesTaken, @Error)
        """;

    private const string ValueSql = """
        INSERT INTO [KpiValue] ([Kpi], [Grain], [Dimension], [Member], [Period], [FromRun], [ToRun], [LastMonth], [Value],
               [MoneyValue], [Lower], [Upper], [N], [Reason], [IsComplete], [IsGap], [ComparedWith], [Difference],
               [DifferenceLower], [DifferenceUpper], [PValue])
        VALUES (@Kpi, @Grain, @Dimension, @Member, @Period, @FromRun, @ToRun, @LastMonth, @Value, @MoneyValue, @Lower,
               @Upper, @N, @Reason, @IsComplete, @IsGap, @ComparedWith, @Difference, @DifferenceLower, @DifferenceUpper,
               @PValue)
        """;

    private const string BridgeSql = """
        INSERT INTO [Bridge] ([Measure], [Grain], [Dimension], [Member], [Period], [FromRun], [ToRun], [LastMonth],
               [Start], [New], [Reactivated], [Expansion], [Contraction], [Churned], [End], [CustomersStart],
               [CustomersNew], [CustomersReactivated], [CustomersExpanded], [CustomersContracted], [CustomersFlat],
               [CustomersChurned], [CustomersEnd], [Moved], [Unidentified], [CoveredAmount], [TotalAmount], [Moments],
               [IsComplete], [IsGap])
        VALUES (@Measure, @Grain, @Dimension, @Member, @Period, @FromRun, @ToRun, @LastMonth, @Start, @New, @Reactivated,
               @Expansion, @Contraction, @Churned, @End, @CustomersStart, @CustomersNew, @CustomersReactivated,
               @CustomersExpanded, @CustomersContracted, @CustomersFlat, @CustomersChurned, @CustomersEnd, @Moved,
               @Unidentified, @CoveredAmount, @TotalAmount, @Moments, 1, 0)
        """;

    public Task AddSettingAsync(string key, string value) =>
        database.ExecuteAsync(
            SettingSql,
            new
            {
                key,
                value,
                at = Now,
            },
            CancellationToken.None
        );

    public Task AddSourceAsync(int id, string kind, string name = "default", int? cadenceDays = null) =>
        database.ExecuteAsync(
            SourceSql,
            new
            {
                Id = id,
                Kind = kind,
                Name = name,
                CadenceDays = cadenceDays,
                FirstSeenAt = Now.AddYears(-3),
            },
            CancellationToken.None
        );

    public Task AddBatchAsync(int id, int source, string kind, DateTimeOffset at, bool isReflected = true) =>
        database.ExecuteAsync(
            BatchSql,
            new
            {
                Id = id,
                Kind = kind,
                SourceId = source,
                FileName = $"{kind}-{id}.csv",
                Status = "published",
                ReflectedStatus = isReflected ? "published" : null,
                At = at,
                LastDate = DateOnly.FromDateTime(at.UtcDateTime),
            },
            CancellationToken.None
        );

    public Task AddRunAsync(int id, string status, DateTimeOffset at, string? error = null, int progress = 100) =>
        database.ExecuteAsync(
            RunSql,
            new
            {
                Id = id,
                Status = status,
                At = at,
                FinishedAt = progress == 100 ? at.AddSeconds(4) : (DateTimeOffset?)null,
                Stage = progress == 100 ? null : "figures",
                Progress = progress,
                BatchesTaken = 3,
                Error = error,
            },
            CancellationToken.None
        );

    public Task AddValuesAsync(IEnumerable<SeededValue> values) =>
        database.WriteAsync(
            transaction => transaction.ExecuteAsync(ValueSql, values.Select(value => value.Row(InForce))),
            CancellationToken.None
        );

    public Task AddBridgeAsync(IEnumerable<SeededBridge> bridges) =>
        database.WriteAsync(
            transaction => transaction.ExecuteAsync(BridgeSql, bridges.Select(bridge => bridge.Row(InForce))),
            CancellationToken.None
        );

    /// <summary>A company with three years of months in which churn really rose, in one segment.</summary>
    public async Task AddCompanyAsync()
    {
        await AddSettingAsync("currency", "DKK");
        await AddSettingAsync("companyName", "Aldervik Services");
        await AddSourceAsync(1, "revenue", cadenceDays: 1);
        await AddSourceAsync(2, "surveys", "sms", cadenceDays: 1);
        await AddSourceAsync(3, "customers");
        await AddBatchAsync(1, 1, "revenue", Now.AddDays(-1));
        await AddBatchAsync(2, 2, "surveys", Now.AddDays(-1));
        await AddBatchAsync(3, 3, "customers", Now.AddDays(-1));
        await AddRunAsync(1, "done", Now.AddDays(-30));
        await AddRunAsync(2, "done", Now.AddHours(-3));
        await AddValuesAsync(SeededCompany.Values());
        await AddBridgeAsync(SeededCompany.Bridges());
    }
}

/// <summary>One value of a figure; without an end, it is in force.</summary>
public sealed record SeededValue(string Kpi, Period Period, double? Value)
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public double? HalfWidth { get; init; }
    public bool IsMoney { get; init; }
    public long N { get; init; } = 2_000;
    public string? Reason { get; init; }
    public bool IsComplete { get; init; } = true;
    public bool IsGap { get; init; }
    public Period? ComparedWith { get; init; }
    public double? Difference { get; init; }
    public double? PValue { get; init; }
    public long FromRun { get; init; } = 1;
    public long? ToRun { get; init; }

    internal object Row(long inForce) =>
        new
        {
            Kpi,
            Grain = Period.Grain.Text(),
            Dimension,
            Member,
            Period = SeededCompany.Calendar.Text(Period),
            FromRun,
            ToRun = ToRun ?? inForce,
            LastMonth = Period.Last.Key,
            Value = IsMoney ? null : Value,
            MoneyValue = IsMoney ? (long?)(Value * 10_000) : null,
            Lower = Value - HalfWidth,
            Upper = Value + HalfWidth,
            N,
            Reason,
            IsComplete,
            IsGap,
            ComparedWith = ComparedWith is { } period ? SeededCompany.Calendar.Text(period) : null,
            Difference,
            DifferenceLower = Difference - HalfWidth * 1.4,
            DifferenceUpper = Difference + HalfWidth * 1.4,
            PValue,
        };
}

/// <summary>One bridge, in whole units of money; start and end follow from the steps.</summary>
public sealed record SeededBridge(string Measure, Period Period, decimal Start)
{
    public string Dimension { get; init; } = "";
    public string Member { get; init; } = "";
    public decimal New { get; init; } = 1_284_190.00m;
    public decimal Reactivated { get; init; } = 391_062.75m;
    public decimal Expansion { get; init; } = 2_105_934.20m;
    public decimal Contraction { get; init; } = -1_655_271.45m;
    public decimal Churned { get; init; } = -1_118_006.90m;
    public decimal Unidentified { get; init; } = 214_380.15m;

    public decimal End => Start + New + Reactivated + Expansion + Contraction + Churned;

    internal object Row(long inForce) =>
        new
        {
            Measure,
            Grain = Period.Grain.Text(),
            Dimension,
            Member,
            Period = SeededCompany.Calendar.Text(Period),
            FromRun = 1,
            ToRun = inForce,
            LastMonth = Period.Last.Key,
            Start = Units(Start),
            New = Units(New),
            Reactivated = Units(Reactivated),
            Expansion = Units(Expansion),
            Contraction = Units(Contraction),
            Churned = Units(Churned),
            End = Units(End),
            CustomersStart = 2_047,
            CustomersNew = 31,
            CustomersReactivated = 9,
            CustomersExpanded = 412,
            CustomersContracted = 388,
            CustomersFlat = 1_201,
            CustomersChurned = 46,
            CustomersEnd = 2_041,
            Moved = 0,
            Unidentified = Units(Unidentified),
            CoveredAmount = Units(End * 0.95m),
            TotalAmount = Units(End),
            Moments = Array.Empty<byte>(),
        };

    private static long Units(decimal amount) => (long)(amount * 10_000);
}
