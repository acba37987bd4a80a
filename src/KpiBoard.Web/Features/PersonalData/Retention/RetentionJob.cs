using KpiBoard.Data;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Resources;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.PersonalData;
using Quartz;

namespace KpiBoard.Web.Features.PersonalData.Retention;

/// <summary>
/// Every night: forgets what is older than it is to be kept, and takes erased customers out of the files that came since.
/// </summary>
[DisallowConcurrentExecution]
public sealed partial class RetentionJob(
    RetentionRules rules,
    PersonFiles files,
    ErasedCustomers erased,
    KpiDatabase database,
    ILogger<RetentionJob> log
) : IJob
{
    public static readonly JobKey Key = new("retention");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var (kind, count) in await rules.RunAsync(cancellationToken))
        {
            LogForgotten(kind, count);
        }
        var set = await database.ReadSnapshotAsync(erased.ReadAsync, cancellationToken);
        var (changed, records) = files.Erase(set, cancellationToken);
        LogErased(changed, records);
    }

    [LoggerMessage(LogLevel.Information, "Retention: {Count} of {Kind} forgotten.")]
    private partial void LogForgotten(string kind, long count);

    [LoggerMessage(LogLevel.Information, "Retention: {Files} files lost {Records} lines of erased customers.")]
    private partial void LogErased(int files, long records);
}

public static class RetentionScheduling
{
    /// <summary>Before the refresh, when nobody works.</summary>
    private const string Nightly = "0 40 2 * * ?";

    public static void AddRetention(this IServiceCollection services)
    {
        services.AddQuartz(quartz =>
        {
            quartz.AddJob<RetentionJob>(job => job.WithIdentity(RetentionJob.Key).StoreDurably());
            quartz.AddTrigger(trigger =>
                trigger.WithIdentity("retention-nightly").ForJob(RetentionJob.Key).WithCronSchedule(Nightly)
            );
        });
        services.AddSingleton(
            new JobTitle(RetentionJob.Key.Name, factory => factory.Create(typeof(PersonalDataText))["Retention.Job"])
        );
    }
}
