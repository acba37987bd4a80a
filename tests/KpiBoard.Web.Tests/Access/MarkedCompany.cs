using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Board;
using KpiBoard.Web.Features.Conversation;
using KpiBoard.Web.Features.Customers;
using KpiBoard.Web.Features.Delivery;
using KpiBoard.Web.Features.Events;
using KpiBoard.Web.Features.Evidence;
using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Features.Imports;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.OwnFigures;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Features.Refresh;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Features.UnitValues;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Tests.Imports;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace KpiBoard.Web.Tests.Access;

/// <summary>
/// A company of two business units in which everything is there once per unit, and carries a word that says whose it is:
/// an answer that holds such a word shows something of that unit.
/// </summary>
internal sealed class MarkedCompany(AppFactory app, SettableClock clock)
{
    public const string Own = "Nordmark";
    public const string Other = "Sydmark";
    public const string OwnFigure = "on-time";

    private const string By = "marker";
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string[] units = [Own, Other];

    /// <summary>A customer's number and name.</summary>
    public static string Customer(string unit) => $"{unit[..4]}cust".ToLowerInvariant();

    /// <summary>What a colleague said of the unit's figures and initiatives.</summary>
    public static string Talk(string unit) => $"{unit[..4]}talk".ToLowerInvariant();

    public async Task FillAsync()
    {
        await ImportAsync("customers", "customer_id,name,segment,region,business_unit", Customers);
        await ImportAsync("revenue", "booked_on,customer_id,amount,currency,line_id", Revenue);
        await ImportAsync(
            "surveys",
            "score,answered_at,response_id,customer_id,comment",
            unit =>
                Each(unit, 4, at => $"{at + 5},2026-10-1{at},{unit}-{at},{Number(unit, at)},said by {Customer(unit)}")
        );
        await ImportAsync(
            "wallets",
            "customer_id,period,category_spend,currency",
            unit => Each(unit, 4, at => $"{Number(unit, at)},2026,{at}00000,DKK")
        );
        await RefreshAsync();
        clock.Now = clock.Now.AddDays(1);
        // A row that cannot be read is put aside, and what a file said before is said anew.
        await ImportAsync(
            "revenue",
            "booked_on,customer_id,amount,currency,line_id",
            unit =>
                [
                    $"2026-09-12,{Number(unit, 1)},4444,DKK,{unit}-9-1",
                    $"2026-99-12,{Number(unit, 2)},1,DKK,{unit}-wrong",
                ],
            quarantine: true
        );
        var customers = app.Services.GetRequiredService<CustomerStore>();
        var first = 0;
        foreach (var _ in units)
        {
            await customers.MergeAsync(first + 3, first + 2, By, None);
            await customers.ExcludeAsync(first + 4, "an internal account", By, None);
            first += 4;
        }
        await RefreshAsync();
        clock.Now = clock.Now.AddDays(1);
        var people = await AddPeopleAsync();
        await AddStrategyAsync(people);
        await AddPrioritiesAsync();
    }

    /// <summary>Gives somebody a favourite of the unit, as who has moved to another unit since would have.</summary>
    public Task MarkFavouriteAsync(long person, string unit) =>
        app
            .Services.GetRequiredService<FavouriteStore>()
            .MarkAsync(
                person,
                new FavouriteRow
                {
                    Kpi = "churn.logo",
                    Dimension = "business_unit",
                    Member = unit,
                },
                null,
                None
            );

    private static string Number(string unit, int at) => $"{Customer(unit)}-{at}";

    private static IEnumerable<string> Each(string unit, int count, Func<int, string> line) =>
        Enumerable.Range(1, count).Select(line);

    private static IEnumerable<string> Customers(string unit) =>
        Each(unit, 4, at => $"{Number(unit, at)},{Customer(unit)} number {at},Small,Fyn,{unit}");

    /// <summary>The first customer leaves after September, the second stays, the third and fourth come in October.</summary>
    private static IEnumerable<string> Revenue(string unit) =>
        Enumerable
            .Range(7, 4)
            .SelectMany(month =>
                Enumerable
                    .Range(1, 4)
                    .Where(at => at == 2 || (at == 1 ? month < 10 : month == 10))
                    .Select(at => $"2026-{month:00}-12,{Number(unit, at)},{at * 1000 + month},DKK,{unit}-{month}-{at}")
            );

    private async Task<IReadOnlyList<(long Id, string Email)>> AddPeopleAsync()
    {
        var people = new List<(long, string)>();
        foreach (var unit in units)
        {
            var email = await app.AddUserAsync([Role.Owner], [unit]);
            people.Add(((await app.Services.GetRequiredService<UserQueries>().FindAsync(email, None))!.Id, email));
        }
        return people;
    }

    private async Task AddStrategyAsync(IReadOnlyList<(long Id, string Email)> people)
    {
        var services = app.Services;
        await services
            .GetRequiredService<OwnFigureStore>()
            .DefineAsync(
                OwnFigure,
                new()
                {
                    NameEn = "On time",
                    Kind = "customer",
                    Unit = "percent",
                    Good = "up",
                    AddsUp = "mean",
                },
                By,
                None
            );
        var theme = await services
            .GetRequiredService<ThemeStore>()
            .AddAsync("Fewer who leave", "They matter.", By, None);
        foreach (var (unit, owner) in units.Zip(people))
        {
            var content = new InitiativeContent
            {
                ThemeId = theme,
                Title = $"Call whoever is silent, number {owner.Id}",
                Why = "Silence comes before leaving.",
                OwnerId = owner.Id,
                Status = InitiativeStatus.Running,
                StartsOn = new DateOnly(2026, 8, 1),
                Units = [unit],
                Links =
                [
                    new()
                    {
                        Kpi = "churn.logo",
                        Dimension = "business_unit",
                        Member = unit,
                        ChangeLow = -0.05,
                        ChangeLikely = -0.02,
                        ChangeHigh = -0.01,
                        ByWhen = new DateOnly(2027, 6, 30),
                    },
                ],
            };
            var id = await services.GetRequiredService<InitiativeStore>().AddAsync(content, By, None);
            await services
                .GetRequiredService<CheckInStore>()
                .AddAsync(id, new(20, "on-track", 3, "Begun.", true), owner.Id, owner.Email, clock.GetUtcNow(), None);
            await services
                .GetRequiredService<ExposureStore>()
                .AddCustomersAsync(id, [Number(unit, 1)], new DateOnly(2026, 9, 1), null, By, None);
            var known = new EvidenceContent("survey", "quantitative", new DateOnly(2026, 9, 3), "Silence comes first.");
            var paper = new NewAttachment(
                "silence.txt",
                "text/plain; charset=utf-8",
                "Silent for a month."u8.ToArray()
            );
            await services
                .GetRequiredService<EvidenceStore>()
                .AddAsync(id, known, paper, new Assessor(owner.Id, owner.Email), None);
            var period = new Period(Grain.Month, new Month(2026, 12));
            await services
                .GetRequiredService<TargetStore>()
                .SetAsync(
                    new TargetKey("churn.logo", "business_unit", unit, period),
                    "2026-12",
                    new TargetGoal(0.01, null, false),
                    By,
                    None
                );
            await services
                .GetRequiredService<UnitValueStore>()
                .SetAsync(
                    new("nps.relationship", "business_unit", unit),
                    new(Core.Money.FromDecimal(1_000), "DKK", "churn.revenue", null, "A workshop", new(2026, 9, 1)),
                    null,
                    By,
                    None
                );
            var happened = new EventContent(
                $"A strike, number {owner.Id}",
                "Two days.",
                new DateOnly(2026, 10, 1),
                null
            )
            {
                Dimension = "business_unit",
                Member = unit,
            };
            await services.GetRequiredService<EventStore>().AddAsync(happened, By, None);
            await MarkedPlan.AddAsync(services, id, unit, owner);
            await TalkAsync(unit, owner, id, people);
        }
        await services.GetRequiredService<DependencyStore>().AddAsync(2, 1, "The same telephones.", By, None);
    }

    /// <summary>An order that people decided, and something that is proposed about it.</summary>
    private async Task AddPrioritiesAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var ordered = await services
            .GetRequiredService<DecisionDesk>()
            .OrderAsync([], ["INI-1", "INI-2"], "The silent ones first.", new(null, By), None);
        Assert.Null(ordered.Refusal);
        var run = (await services.GetRequiredService<PriorityQueries>().LastRunAsync(None))!;
        var situation = await services.GetRequiredService<PriorityReader>().ReadAsync(None);
        var content = new ProposalContent { Certainty = 0.9, Order = ["INI-2", "INI-1"] };
        await services
            .GetRequiredService<PriorityStore>()
            .KeepAsync(
                run.ToInput(),
                services.GetRequiredService<PriorityRanker>().Rank(situation),
                run.RefreshRunId,
                RunReason.Refresh,
                [new(ProposalKind.MoveUp, 2, 2, 1, content)],
                None
            );
        var tried = new ScenarioChanges([new(ScenarioField.Effort, "INI-1") { Value = 3 }]);
        await services
            .GetRequiredService<ScenarioStore>()
            .AddAsync(new("Less to do", "To see.", tried), null, By, None);
    }

    /// <summary>Everybody is named, and asked to do something, as colleagues were before they moved to another unit.</summary>
    private async Task TalkAsync(
        string unit,
        (long Id, string Email) owner,
        long initiative,
        IReadOnlyList<(long Id, string Email)> people
    )
    {
        var (comments, tasks) = (
            app.Services.GetRequiredService<CommentStore>(),
            app.Services.GetRequiredService<TaskStore>()
        );
        var figure = new Subject(Subject.Figure)
        {
            Kpi = "churn.logo",
            Dimension = "business_unit",
            Member = unit,
        };
        var about = new Subject(Subject.Initiative) { InitiativeId = initiative };
        var by = new Reader(owner.Id, owner.Email, [unit], MayModerate: false);
        foreach (var subject in new[] { figure, figure.At("2026-09"), about })
        {
            var words = new Words($"{Talk(unit)} of {subject.Kind}", "en", [.. people.Select(person => person.Id)]);
            var id = (await comments.AddAsync(subject, null, words, by, None))!.Value;
            foreach (var person in people)
            {
                await tasks.AddAsync(
                    id,
                    new($"{Talk(unit)} to do", person.Id, new DateOnly(2026, 12, 1)),
                    owner.Id,
                    None
                );
            }
        }
    }

    private async Task RefreshAsync()
    {
        var id = await app
            .Services.GetRequiredService<RunLedger>()
            .QueueAsync(RunTrigger.Command, isFull: false, By, None);
        var run = await app.Services.GetRequiredService<RefreshRunner>().RunAsync(id, (_, _) => { }, None);
        if (run.Status != RunStatus.Done)
        {
            throw new InvalidOperationException(run.Error);
        }
    }

    private async Task ImportAsync(
        string kind,
        string header,
        Func<string, IEnumerable<string>> rows,
        bool quarantine = false
    )
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(path, [header, .. units.SelectMany(rows)]);
            var request = new ImportRequest
            {
                Kind = kind,
                Path = path,
                FileName = string.Create(CultureInfo.InvariantCulture, $"{kind}.csv"),
                Quarantine = quarantine,
                By = By,
            };
            var answer = await app.Services.GetRequiredService<ImportRunner>().RunAsync(request, _ => { }, None);
            if (answer.Status != ImportAnswer.Imported)
            {
                throw new InvalidOperationException(answer.Errors?[0].Message);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
