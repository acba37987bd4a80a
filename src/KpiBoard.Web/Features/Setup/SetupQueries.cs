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
               (SELECT COUNT(DISTINCT r.[Role])
                  FROM [UserRole] r
                  JOIN [AppUser] u ON u.[Id] = r.[UserId]
                 WHERE r.[Role] IN @roles AND u.[DisabledAt] IS NULL) AS [Roles],
               (SELECT COUNT(*) FROM [ImportBatch] WHERE [Status] = 'published') AS [Files],
               (SELECT COUNT(*) FROM [RefreshRun] WHERE [Status] = 'done') AS [Refreshes],
               (SELECT COUNT(*) FROM [Target] WHERE [EndedAt] IS NULL) AS [Targets],
               (SELECT COUNT(*) FROM [Initiative]) AS [Initiatives],
               (SELECT COUNT(*) FROM [SetupPutAway]) AS [PutAway]
        """;

    public async Task<SetupState> ReadAsync(CancellationToken ct) =>
        (await database.SingleOrDefaultAsync<SetupState>(StateSql, new { roles = SetupSteps.NeededRoles }, ct))!;
}

/// <summary>How many rows stand for each step.</summary>
public sealed class SetupState
{
    public int CompanyName { get; init; }
    public int Language { get; init; }
    public int Currency { get; init; }
    public int FiscalYear { get; init; }
    public int TimeZone { get; init; }
    public int Roles { get; init; }
    public int Files { get; init; }
    public int Refreshes { get; init; }
    public int Targets { get; init; }
    public int Initiatives { get; init; }
    public int PutAway { get; init; }

    public bool IsPutAway => PutAway > 0;

    /// <summary>A file is there, and no figure has been counted yet.</summary>
    public bool IsWaiting => Files > 0 && Refreshes == 0;

    public bool IsDone(SetupStep step) =>
        step switch
        {
            SetupStep.Company => CompanyName > 0 && Language > 0 && Currency > 0 && FiscalYear > 0 && TimeZone > 0,
            SetupStep.People => Roles == SetupSteps.NeededRoles.Count,
            SetupStep.File => Files > 0,
            SetupStep.Target => Targets > 0,
            SetupStep.Initiative => Initiatives > 0,
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown step."),
        };
}
