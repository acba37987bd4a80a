using System.Net;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Administration;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Xunit;

namespace KpiBoard.Web.Tests.Administration;

public sealed class JobsAndSourcesTests
{
    [DatabaseTheory]
    public async Task RunNow_OnTheJobsPage_RunsARefreshInThePersonsName(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/administration/jobs",
            [],
            "/administration/jobs/refresh/run"
        );

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var run = await LogAsync(app);
        Assert.Equal(("refresh", "person1@test.example", null), (run.Job, run.AskedBy, run.Error));
        var refreshes = await app.Services.GetRequiredService<RunLedger>().ListAsync(null, 5, CancellationToken.None);
        Assert.Contains(refreshes, refresh => refresh.RequestedBy == "person1@test.example");
        var html = await client.GetStringAsync(new Uri("/administration/jobs", UriKind.Relative));
        Assert.Contains("Refresh of the figures", html, StringComparison.Ordinal);
        Assert.Contains("person1@test.example", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunNow_UnknownJob_IsNotFound()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        var client = await app.SignedInAsync(Role.Administrator);

        using var answer = await AppFactory.PostFormAsync(
            client,
            "/administration/jobs",
            [],
            "/administration/jobs/no-such-job/run"
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [DatabaseTheory]
    public async Task Promise_OnTheSourcesPage_IsSetAndTakenBack(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var app = await AppFactory.StartAsync(database);
        await new FigureSeed(database.Database).AddSourceAsync(1, "revenue");
        var client = await app.SignedInAsync(Role.Administrator);

        Assert.Equal(7, await PromiseAsync(app, client, "7"));
        Assert.Equal(7, await PromiseAsync(app, client, "0"));
        Assert.Null(await PromiseAsync(app, client, ""));
    }

    private static async Task<int?> PromiseAsync(AppFactory app, HttpClient client, string days)
    {
        using var answer = await AppFactory.PostFormAsync(
            client,
            "/administration/sources",
            [new("kind", "revenue"), new("name", "default"), new("days", days)]
        );
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK, answer.StatusCode.ToString());
        var sources = await app.Services.GetRequiredService<SourcePromises>().AllAsync(CancellationToken.None);
        return Assert.Single(sources).CadenceDays;
    }

    /// <summary>The run that was asked for; the scheduler takes a moment.</summary>
    private static async Task<JobRun> LogAsync(AppFactory app)
    {
        var log = app.Services.GetRequiredService<JobLog>();
        for (var look = 0; look < 300; look++)
        {
            if (
                (await log.NewestAsync(10, CancellationToken.None)).FirstOrDefault(run => run.AskedBy != null) is
                { } run
            )
            {
                return run;
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("The job has not run within half a minute.");
    }

    [Fact]
    public async Task EveryJob_OnItsPage_IsCalledByWordsAndNotByItsKey()
    {
        await using var database = await TestDatabase.CreateAsync(TestDatabase.Default);
        await using var app = await AppFactory.StartAsync(database);
        await app.SignedInAsync(Role.Administrator);

        var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var keys = await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup());

        var titled = app.Services.GetServices<JobTitle>().Select(title => title.Name).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Contains(key.Name, titled));
    }

    [DatabaseTheory]
    public async Task History_OfAJobThatRunsEveryFewSeconds_HoldsWhatChangedAndNotEveryRun(string engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var log = new JobLog(database.Database);
        var history = new JobHistory(log);
        var start = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

        foreach (var second in Enumerable.Range(0, 720))
        {
            var at = start.AddSeconds(5 * second);
            await history.WriteAsync(
                new()
                {
                    Job = "inbox",
                    StartedAt = at,
                    FinishedAt = at,
                    AskedBy = second == 50 ? "Mads Bruun" : null,
                    Error = second is >= 20 and < 30 ? "The folder is not there." : null,
                },
                CancellationToken.None
            );
        }

        var runs = await log.NewestAsync(1000, CancellationToken.None);
        Assert.Equal(
            [(0, false), (100, true), (150, false), (250, false), (3250, false)],
            runs.Reverse().Select(run => ((int)(run.StartedAt - start).TotalSeconds, run.Error is not null))
        );
    }
}
