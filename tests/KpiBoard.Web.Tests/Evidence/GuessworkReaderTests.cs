using KpiBoard.Core;
using KpiBoard.Core.Priorities;
using KpiBoard.Testing;
using KpiBoard.Web.Features.Initiatives;
using Xunit;

namespace KpiBoard.Web.Tests.Evidence;

public sealed class GuessworkReaderTests
{
    private const string BetSql = "UPDATE [Initiative] SET [IsBet] = 1, [ProofDate] = 20270131 WHERE [Id] = @id";

    private const string CostSql = """
        INSERT INTO [InitiativeCost] ([Id], [InitiativeId], [BookedOn], [Amount], [Currency], [What], [AddedAt], [AddedBy])
        VALUES (@number, @id, 20261101, @amount, @currency, 'Travel', @at, 'eva')
        """;

    private const string StepSql = """
        INSERT INTO [InitiativeStep] ([Id], [InitiativeId], [FromStatus], [ToStatus], [Why], [At], [By])
        VALUES (@number, @id, @before, @after, '', @at, 'eva')
        """;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Money Budget = Money.FromDecimal(250_000);

    [DatabaseTheory]
    public async Task ReadAsync_OpenInitiatives_AreSummedByWhatTheyRestOn(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var database = lab.Initiatives.Company.Database;
        var (fresh, stale, bet) = (
            await lab.Initiatives.AddAsync("Fresh"),
            await lab.Initiatives.AddAsync("Stale"),
            await lab.Initiatives.AddAsync("Bet")
        );
        await lab.Initiatives.AddAsync("Closed", InitiativeStatus.Closed);
        await lab.Initiatives.AddAsync("Stopped", InitiativeStatus.Stopped);
        var euro = lab.Initiatives.Content("Euro") with { BudgetCurrency = "EUR" };
        await lab.Initiatives.Store.AddAsync(euro, "eva", None);
        await lab.AddAsync(EvidenceLab.Survey(10), fresh);
        await lab.AddAsync(EvidenceLab.Survey(400), stale);
        var removed = await lab.AddAsync(EvidenceLab.Survey(10));
        await lab.Store.RemoveAsync(lab.Initiative, removed, "eva", None);
        await database.ExecuteAsync(BetSql, new { id = bet }, None);
        await lab.Initiatives.CheckIns.AddAsync(stale, new(40, "on-track", 5, "", false), null, "eva", None);
        await BookAsync(fresh, 1, "DKK", 10_000.5m);
        await BookAsync(fresh, 2, "EUR", 99_999);

        var state = await lab.Guesswork.ReadAsync(None);

        Assert.Equal(("DKK", EvidenceLab.Today), (state.Currency, state.On));
        Assert.Equal(["One way in", "Fresh", "Stale", "Bet", "Euro"], state.Lines.Select(line => line.Title));
        var left = Budget - Money.FromDecimal(10_000.5m);
        var late = Money.FromDecimal(150_000);
        Assert.Equal(new Guesswork(Budget + left + late + Budget, Budget, late, Budget), state.Sum);
        Assert.Equal("Euro", Assert.Single(state.LeftOut).Title);
        Assert.Equal(new DateOnly(2027, 1, 31), state.Lines.Single(line => line.IsBet).ProofDate);

        await database.ExecuteAsync(
            "INSERT INTO [MonthRate] ([Currency], [Month], [Rate]) VALUES ('EUR', 202601, 74600000000)",
            null,
            None
        );
        var rated = await lab.Guesswork.ReadAsync(None);
        Assert.Equal(Budget.ToDecimal() * 7.46m, (rated.Sum.Assumed - state.Sum.Assumed).ToDecimal());
        Assert.Empty(rated.LeftOut);

        Task BookAsync(long id, int number, string currency, decimal amount) =>
            database.ExecuteAsync(
                CostSql,
                new
                {
                    id,
                    number,
                    currency,
                    amount = Money.FromDecimal(amount),
                    at = TestCompany.Start,
                },
                None
            );
    }

    [DatabaseTheory]
    public async Task ReadAsync_WithTheClockSetBack_TellsWhatWasKnownThen(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var company = lab.Initiatives.Company;
        company.Clock.Advance(TimeSpan.FromDays(10));
        await lab.AddAsync(EvidenceLab.Survey());
        await lab.Initiatives.CheckIns.AddAsync(lab.Initiative, new(40, "on-track", 5, "", false), null, "eva", None);
        var later = await lab.Initiatives.AddAsync("Later");
        var closed = lab.Initiatives.Content(status: InitiativeStatus.Closed);
        await lab.Initiatives.Store.ChangeAsync(lab.Initiative, 1, closed, "eva", None, VersionAction.Moved);
        await company.Database.ExecuteAsync(
            StepSql,
            new
            {
                number = 1_000,
                id = lab.Initiative,
                before = InitiativeStatus.Running,
                after = InitiativeStatus.Closed,
                at = company.Clock.GetUtcNow(),
            },
            None
        );

        var now = await lab.Guesswork.ReadAsync(None);
        company.Clock.Advance(TimeSpan.FromDays(-5));
        var then = await lab.Guesswork.ReadAsync(None);

        Assert.Equal(later, Assert.Single(now.Lines).Id);
        var line = Assert.Single(then.Lines);
        Assert.Equal((lab.Initiative, "running", Budget), (line.Id, line.Status, line.Left));
        Assert.Equal(new Guesswork(Budget, Budget, Money.Zero, Money.Zero), then.Sum);
    }

    [DatabaseTheory]
    public async Task Refresh_TwiceOnADay_KeepsTheDaysLastShareAndTheNextDayTheChange(string engine)
    {
        await using var lab = await EvidenceLab.CreateAsync(engine);
        var company = lab.Initiatives.Company;

        await company.RefreshAsync();
        company.Clock.Advance(TimeSpan.FromHours(2));
        var id = await lab.AddAsync(EvidenceLab.Survey());
        await company.RefreshAsync();
        company.Clock.Advance(TimeSpan.FromDays(10));
        await lab.Store.RemoveAsync(lab.Initiative, id, "eva", None);
        await company.RefreshAsync();

        var history = await lab.Guesswork.HistoryAsync(None);
        Assert.Equal(
            [(EvidenceLab.Today, 0.0), (EvidenceLab.Today.AddDays(10), 1.0)],
            history.Select(day => (day.OnDay, day.Sum.Share!.Value))
        );
        Assert.Equal(TestCompany.Start.AddHours(2), history[0].KnownAt);
        var state = await lab.Guesswork.ReadAsync(None);
        Assert.Equal((EvidenceLab.Today, 1.0), (state.Before!.OnDay, state.Change!.Value));
    }

    [DatabaseTheory]
    public async Task Refresh_WithoutAnyBudget_KeepsNothing(string engine)
    {
        await using var company = await TestCompany.CreateAsync(engine);

        await company.RefreshAsync();

        Assert.Empty(await company.Get<KpiBoard.Web.Infrastructure.Strategy.GuessworkReader>().HistoryAsync(None));
    }
}
