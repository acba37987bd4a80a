using KpiBoard.Data;

namespace KpiBoard.Web.Features.Setup;

/// <summary>What of the setting up is done, as the data itself shows.</summary>
public sealed class SetupQueries(KpiDatabase database)
{
    private const string StateSql = """
        SELECT (SELECT COUNT(*) FROM [Setting] WHERE [Key] = 'companyName') AS [CompanyName],
               (SELECT COUNT(*) FROM [Setting] WHERE [Key] = 'language') AS [Language],
               (SELECT COUNT(*) FROM [Setting] WHERE [Key] = 'currency') AS [Currency],
               (SELECT COUNT(*) FROM [Setting] WHERE [Key] = 'fiscalYearStart') AS [FiscalYear],
               (SELECT COUNT(*) FROM [Setting] WHERE [Key] = 'timeZone') AS [TimeZone],
               (SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'published') AS [Files],
               (SELECT COUNT(*) FROM [Target] WHERE [EndedAt] IS NULL) AS [Targets],
               (SELECT COUNT(*) FROM [Initiative]) AS [Initiatives],
               (SELECT COUNT(*) FROM [SetupPutAway]) AS [PutAway]
        """;

    public async Task<SetupState> ReadAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<SetupState>(StateSql, null, ct))!;
}

/// <summary>How many rows stand for each step.</summary>
public sealed class SetupState
{
    public int CompanyName { get; init; }
    public int Language { get; init; }
    public int Currency { get; init; }
    public int FiscalYear { get; init; }
    public int TimeZone { get; init; }
    public int Files { get; init; }
    public int Targets { get; init; }
    public int Initiatives { get; init; }
    public int PutAway { get; init; }

    public bool IsPutAway => PutAway > 0;

    public bool IsDone(SetupStep step) =>
        step switch
        {
            SetupStep.Company => CompanyName > 0,
            SetupStep.Language => Language > 0,
            SetupStep.Currency => Currency > 0,
            SetupStep.FiscalYear => FiscalYear > 0,
            SetupStep.TimeZone => TimeZone > 0,
            SetupStep.File => Files > 0,
            SetupStep.Target => Targets > 0,
            SetupStep.Initiative => Initiatives > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step."),
        };
}
