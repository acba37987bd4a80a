using KpiBoard.Data;
using KpiBoard.Web.Features.Refresh.Resources;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Pages;
using Quartz;
using Quartz.Impl.AdoJobStore;

namespace KpiBoard.Web.Features.Refresh.Scheduling;

public static class RefreshScheduling
{
    /// <summary>The scheduler, with its store in the app's database; on SQL Server all nodes share it.</summary>
    public static void AddRefreshSchedule(this WebApplicationBuilder builder)
    {
        var database = DatabaseOptions.From(builder.Configuration);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                if (database.IsSqlServer)
                {
                    store.UseSqlServer(database.ConnectionString!);
                    store.UseClustering();
                    // A first update locks on every server; the lock hints that are used otherwise are ignored by some.
                    store.UseLockHandler<UpdateRowLockHandler>();
                }
                else
                {
                    store.UseSqlite(new SqliteDialect(database.File).ConnectionString);
                }
                store.ProvisionSchema();
                store.UseSystemTextJsonSerializer();
            });
            quartz.AddJob<RefreshJob>(job => job.WithIdentity(RefreshJob.Key).StoreDurably().RequestRecovery());
        });
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        builder.Services.AddSingleton<WaitingWork>().AddSingleton<RefreshActivity>();
        builder.Services.AddHostedService<RefreshWatch>();
        builder.Services.AddHealthChecks().AddCheck<RefreshHealthCheck>("refresh");
        builder.Services.AddAdministrationTab<RefreshText>(60, "/refreshes", "Navigation");
        builder.Services.AddSingleton(
            new JobTitle(RefreshJob.Key.Name, factory => factory.Create(typeof(RefreshText))["Job"])
        );
    }
}
