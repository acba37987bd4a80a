using KpiBoard.Core.Kpis;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using KpiBoard.Web.Infrastructure.Access;

namespace KpiBoard.Web.Tests.Initiatives;

/// <summary>A company with a theme and people, and initiatives for tests.</summary>
internal sealed class InitiativeLab : IAsyncDisposable
{
    private InitiativeLab(TestCompany company) => Company = company;

    public TestCompany Company { get; }

    public InitiativeStore Store => Company.Get<InitiativeStore>();

    public InitiativeQueries Queries => Company.Get<InitiativeQueries>();

    public CheckInStore CheckIns => Company.Get<CheckInStore>();

    public long Theme { get; private set; }

    public long Owner { get; private set; }

    public static async Task<InitiativeLab> CreateAsync(string engine)
    {
        var lab = new InitiativeLab(await TestCompany.CreateAsync(engine));
        lab.Theme = await lab.Company.Get<ThemeStore>().AddAsync("Answer at once", "", "eva", CancellationToken.None);
        var details = new UserDetails("freja@test.example", "Freja", [Role.Owner], []);
        lab.Owner = (await lab.Company.Get<UserStore>().AddAsync(details, CancellationToken.None))!.Value;
        return lab;
    }

    public InitiativeContent Content(string title = "One way in", string status = InitiativeStatus.Running) =>
        ContentOf(Theme, Owner, title, status);

    public static InitiativeContent ContentOf(long theme, long owner, string title, string status) =>
        new()
        {
            ThemeId = theme,
            Title = title,
            Why = "Customers explain themselves twice.",
            CustomersWords = "I want to say it once.",
            BriefCustomers = "Mid-size customers",
            BriefNeed = "To know when it is solved",
            BriefSituation = "When something breaks",
            BriefDifference = "One person owns the case",
            OwnerId = owner,
            SponsorId = owner,
            Status = status,
            StartsOn = new DateOnly(2026, 3, 3),
            EndsOn = new DateOnly(2027, 4, 30),
            EffortDays = 120,
            BudgetUnits = 2_500_000_000L,
            BudgetCurrency = "DKK",
            Units = ["Denmark", "Norway"],
            Links =
            [
                new LinkContent
                {
                    Kpi = KpiCodes.LogoChurn,
                    Dimension = KpiDimensions.Segment,
                    Member = "Mid-size",
                    ChangeLow = -0.005,
                    ChangeLikely = -0.003,
                    ChangeHigh = -0.001,
                    ByWhen = new DateOnly(2027, 3, 31),
                },
            ],
        };

    public Task<long> AddAsync(string title = "One way in", string status = InitiativeStatus.Running) =>
        Store.AddAsync(Content(title, status), "eva", CancellationToken.None);

    public ValueTask DisposeAsync() => Company.DisposeAsync();
}
