using KpiBoard.Data;
using KpiBoard.Data.Audit;
using KpiBoard.Data.Leases;
using KpiBoard.Web.Features.Capacity;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Demo;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Features.Evidence;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Features.UnitValues;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Audit;
using KpiBoard.Web.Infrastructure.Database;
using KpiBoard.Web.Infrastructure.Settings;

namespace KpiBoard.Web;

/// <summary>
/// Ties the demo to the importer and the refresh that every company's files go through. They get a clock that stands at
/// the night of each delivery, so that the ledgers read as if the company had been at work all the time.
/// </summary>
internal static class DemoComposition
{
    private const string By = "demo";

    public static DemoSteps Steps(IServiceProvider services)
    {
        var clock = new NightClock();
        var then = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(
                new KpiDatabase(
                    services.GetRequiredService<SqlDialect>(),
                    AuditServices.Create(new FixedActor(By), clock)
                )
            )
            // Leases are held against other processes, in the time that these have.
            .AddSingleton(services.GetRequiredService<LeaseStore>())
            .AddSingleton(services.GetRequiredService<DatabaseOptions>())
            .AddCompanySettings()
            .AddImports(services.GetRequiredService<IConfiguration>())
            .AddRefresh()
            .AddInitiatives()
            .AddDelivery()
            .AddCapacity()
            .AddPriorities()
            .AddEvidence(services.GetRequiredService<IConfiguration>())
            .AddSingleton<TargetStore>()
            .AddEvents()
            .AddUnitValues()
            .AddConversation()
            .AddOwnFigures()
            .AddPeople()
            .BuildServiceProvider();
        var diary = new DemoDiary(then, services.GetRequiredService<DemoMarkStore>(), at => clock.Now = at, Chapters());
        return new DemoSteps(
            (delivery, ct) =>
            {
                clock.Now = delivery.At;
                return ImportAsync(then.GetRequiredService<ImportRunner>(), delivery, ct);
            },
            (source, ct) =>
                services
                    .GetRequiredService<SourcePromises>()
                    .SetAsync(source.Kind, source.Name, source.PromisedDays, ct),
            (at, ct) =>
            {
                clock.Now = at;
                return DemoMeasureSteps.DefineAsync(then.GetRequiredService<OwnFigureStore>(), By, ct);
            },
            (at, ct) =>
            {
                clock.Now = at;
                return RefreshAsync(then.GetRequiredService<RunLedger>(), then.GetRequiredService<RefreshRunner>(), ct);
            },
            diary.WriteAsync
        );
    }

    /// <summary>What the company's people did; of deeds of one moment, those of an earlier chapter come first.</summary>
    private static IReadOnlyList<IDemoChapter> Chapters() =>
        [
            new DemoStrategySteps(),
            new DemoEvidenceSteps(),
            new DemoUnitValueSteps(),
            new DemoWorkSteps(),
            new DemoDecisionSteps(),
            new DemoEventSteps(),
            new DemoConversationSteps(),
        ];

    private static async Task ImportAsync(ImportRunner runner, DemoDelivery delivery, CancellationToken ct)
    {
        var request = new ImportRequest
        {
            Kind = delivery.Kind,
            Source = delivery.Source,
            FileName = delivery.FileName,
            Path = delivery.Path,
            By = By,
        };
        var answer = await runner.RunAsync(request, _ => { }, ct);
        if (answer.Status is not (ImportAnswer.Imported or ImportAnswer.AlreadyImported))
        {
            throw new InvalidOperationException($"{delivery.FileName}: {answer.Errors?[0].Message}");
        }
    }

    private static async Task RefreshAsync(RunLedger ledger, RefreshRunner runner, CancellationToken ct)
    {
        var id = await ledger.QueueAsync(RunTrigger.Nightly, isFull: false, By, ct);
        var run = await runner.RunAsync(id, (_, _) => { }, ct);
        if (run.Status != RunStatus.Done)
        {
            throw new InvalidOperationException($"Refresh {run.Id} {run.Status}: {run.Error}");
        }
    }

    private sealed class NightClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
