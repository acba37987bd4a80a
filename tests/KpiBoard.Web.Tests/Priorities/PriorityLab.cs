using KpiBoard.Core;
using KpiBoard.Core.Kpis;
using KpiBoard.Core.Periods;
using KpiBoard.Core.Priorities;
using KpiBoard.Data;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Features.Priorities;
using KpiBoard.Web.Features.Targets;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.Extensions.DependencyInjection;

namespace KpiBoard.Web.Tests.Priorities;

/// <summary>
/// A company with two initiatives of the same size: one against churn among small businesses, one for the relationship.
/// What other slices write stands straight in their tables.
/// </summary>
internal sealed class PriorityLab(IServiceProvider services)
{
    public const string Small = "Small business";

    private static readonly Month Last = new(2026, 10);

    private const string AddEvidenceSql = """
        INSERT INTO [Evidence] ([Id], [InitiativeId], [Kind], [Grade], [FoundOn], [Says], [Origin], [IsAgainst],
               [AssessedBy], [AssessedAt], [Version])
        VALUES (@id, @initiative, @kind, @grade, @foundOn, 'It does.', '', 0, 'test', @at, 1)
        """;

    private const string AddUnitValueSql = """
        INSERT INTO [UnitValue] ([Id], [Kpi], [Dimension], [Member], [Amount], [Currency], [Source], [AsOf], [Version],
               [SetAt], [SetBy])
        VALUES (@id, @kpi, @dimension, @member, @amount, @currency, 'test', @asOf, 1, @at, 'test')
        """;

    private const string AddCapacitySql = """
        INSERT INTO [UnitCapacity] ([BusinessUnit], [FromMonth], [Days], [ChangedAt], [ChangedBy])
        VALUES (@unit, @month, @days, @at, 'test')
        """;

    private const string RemeasureSql = """
        UPDATE [KpiValue]
           SET [Value] = @value, [Lower] = @value - @halfWidth, [Upper] = @value + @halfWidth
         WHERE [Kpi] = @kpi AND [Dimension] = @dimension AND [Member] = @member AND [Grain] = @grain
        """;

    private static readonly string[] MoveSqls =
    [
        "UPDATE [KpiValue] SET [Dimension] = @to WHERE [Dimension] = @from AND [Member] = @unit",
        "UPDATE [InitiativeLink] SET [Dimension] = @to WHERE [Dimension] = @from AND [Member] = @unit",
        "UPDATE [Target] SET [Dimension] = @to WHERE [Dimension] = @from AND [Member] = @unit",
        "UPDATE [UnitValue] SET [Dimension] = @to WHERE [Dimension] = @from AND [Member] = @unit",
    ];

    private string churnDimension = KpiDimensions.Segment;
    private int rows;

    public KpiDatabase Database => Get<KpiDatabase>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>The churn initiative has the id 1, that for the relationship 2.</summary>
    /// <param name="owner">Who owns them; without one, somebody is added.</param>
    public async Task FillAsync(long? owner = null, string status = OpenStatus.Running)
    {
        var seed = new FigureSeed(Database);
        await seed.AddSettingAsync("currency", "DKK");
        await seed.AddSettingAsync("personDayRate", "8000");
        await seed.AddRunAsync(1, "done", FigureSeed.Now.AddDays(-1));
        await seed.AddValuesAsync([
            new(KpiCodes.LogoChurn, new(Grain.Month, Last), 0.017)
            {
                Dimension = KpiDimensions.Segment,
                Member = Small,
                HalfWidth = 0.006,
            },
            new(KpiCodes.NpsRelationship, new(Grain.R12, Last), 31) { HalfWidth = 1.5 },
            new(KpiCodes.NpsRelationship, new(Grain.Month, Last), 33) { HalfWidth = 4 },
        ]);
        await new TargetStore(Database, Get<TimeProvider>()).SetAsync(
            new(KpiCodes.LogoChurn, KpiDimensions.Segment, Small, new(Grain.Month, new(2027, 6))),
            "2027-06",
            new(0.016, null, HasPath: false),
            "test",
            CancellationToken.None
        );
        await ValueAsync(KpiCodes.LogoChurn, 333_333.3333m, KpiDimensions.Segment, Small);
        await ValueAsync(KpiCodes.NpsRelationship, 200_000);
        var theme = await Get<ThemeStore>().AddAsync("Worth staying for", "", "test", CancellationToken.None);
        var by = owner ?? await OwnerAsync();
        await AddAsync(
            theme,
            by,
            "Welcome",
            new()
            {
                Kpi = KpiCodes.LogoChurn,
                Dimension = KpiDimensions.Segment,
                Member = Small,
                ChangeLow = -0.02,
                ChangeLikely = -0.012,
                ChangeHigh = -0.005,
                ByWhen = new(2027, 3, 31),
            },
            status
        );
        await AddAsync(
            theme,
            by,
            "One way in",
            new()
            {
                Kpi = KpiCodes.NpsRelationship,
                ChangeLow = 4,
                ChangeLikely = 6,
                ChangeHigh = 9,
                ByWhen = new(2027, 3, 31),
            },
            status
        );
        await CheckInAsync(1, confidence: 9);
        await CheckInAsync(2, confidence: 5);
        await EvidenceAsync(1, EvidenceGrade.Tested);
        await EvidenceAsync(2, EvidenceGrade.Tested);
    }

    public Task<long> AddAsync(long theme, long owner, string title, LinkContent link, string status) =>
        Get<InitiativeStore>()
            .AddAsync(
                new()
                {
                    ThemeId = theme,
                    Title = title,
                    OwnerId = owner,
                    Status = status,
                    StartsOn = new(2026, 9, 1),
                    EndsOn = new(2027, 4, 30),
                    EffortDays = 60,
                    BudgetUnits = Money.FromDecimal(200_000).Units,
                    BudgetCurrency = "DKK",
                    Units = ["Denmark"],
                    Links = [link],
                },
                "test",
                CancellationToken.None
            );

    public Task CheckInAsync(long initiative, int confidence) =>
        Get<CheckInStore>()
            .AddAsync(
                initiative,
                new(0, ClaimedStatus.OnTrack, confidence, "", false),
                null,
                "test",
                CancellationToken.None
            );

    public Task EvidenceAsync(long initiative, EvidenceGrade grade) =>
        Database.ExecuteAsync(
            AddEvidenceSql,
            new
            {
                id = ++rows,
                initiative,
                kind = "experiment",
                grade = grade.ToString().ToLowerInvariant(),
                foundOn = new DateOnly(2026, 11, 1),
                at = FigureSeed.Now,
            },
            CancellationToken.None
        );

    public Task ValueAsync(string kpi, decimal amount, string dimension = "", string member = "") =>
        Database.ExecuteAsync(
            AddUnitValueSql,
            new
            {
                id = ++rows,
                kpi,
                dimension,
                member,
                amount = Money.FromDecimal(amount).Units,
                currency = "DKK",
                asOf = new DateOnly(2026, 11, 1),
                at = FigureSeed.Now,
            },
            CancellationToken.None
        );

    public Task CapacityAsync(string unit, int month, double days) =>
        Database.ExecuteAsync(
            AddCapacitySql,
            new
            {
                unit,
                month,
                days,
                at = FigureSeed.Now,
            },
            CancellationToken.None
        );

    /// <summary>As a refresh would leave it when new data say so.</summary>
    public Task ChurnAsync(double value, double halfWidth = 0.006) =>
        Database.ExecuteAsync(
            RemeasureSql,
            new
            {
                value,
                halfWidth,
                kpi = KpiCodes.LogoChurn,
                dimension = churnDimension,
                member = Small,
                grain = "month",
            },
            CancellationToken.None
        );

    /// <summary>Makes churn among small businesses the figure of a business unit.</summary>
    public async Task MoveToUnitAsync(string unit)
    {
        churnDimension = KpiDimensions.BusinessUnit;
        foreach (var sql in MoveSqls)
        {
            await Database.ExecuteAsync(
                sql,
                new
                {
                    unit,
                    to = churnDimension,
                    from = KpiDimensions.Segment,
                },
                CancellationToken.None
            );
        }
    }

    public async Task<IReadOnlyList<ProposalRow>> ProposalsAsync() =>
        await Get<PriorityQueries>().ProposalsAsync(CancellationToken.None);

    /// <summary>What follows a refresh.</summary>
    public Task FollowAsync() => Get<PriorityRunner>().RunAsync(0, CancellationToken.None);

    private async Task<long> OwnerAsync() =>
        (
            await Get<UserStore>()
                .AddAsync(new UserDetails("freja@test.example", "Freja", [Role.Owner], []), CancellationToken.None)
        )!.Value;
}
