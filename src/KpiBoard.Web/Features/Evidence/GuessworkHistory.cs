using KpiBoard.Data;
using KpiBoard.Web.Infrastructure.Refreshing;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Keeps the guesswork share of each day with a refresh, so that its way can be told.</summary>
public sealed class GuessworkHistory(KpiDatabase database, GuessworkReader reader, TimeProvider clock) : IAfterRefresh
{
    private const string ChangeSql = """
        UPDATE [GuessworkShare]
           SET [Remaining] = @Remaining, [Assumed] = @Assumed, [Stale] = @Stale, [Bets] = @Bets, [Currency] = @Currency,
               [KnownAt] = @at
         WHERE [OnDay] = @On
        """;

    private const string AddSql = """
        INSERT INTO [GuessworkShare] ([OnDay], [Remaining], [Assumed], [Stale], [Bets], [Currency], [KnownAt])
        SELECT @On, @Remaining, @Assumed, @Stale, @Bets, @Currency, @at
         WHERE NOT EXISTS (SELECT 1 FROM [GuessworkShare] WHERE [OnDay] = @On)
        """;

    public int Order => 10;

    public Task RunAsync(long run, CancellationToken ct) => KeepAsync(ct);

    /// <summary>Writes the day's row, or puts the newer one in its place; without budgets there is nothing to tell.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        var state = await reader.ReadAsync(ct);
        if (state.Sum.Remaining == Core.Money.Zero)
        {
            return;
        }
        var row = new
        {
            state.On,
            state.Sum.Remaining,
            state.Sum.Assumed,
            state.Sum.Stale,
            state.Sum.Bets,
            state.Currency,
            at = clock.GetUtcNow(),
        };
        await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(ChangeSql, row);
                await transaction.ExecuteAsync(AddSql, row);
            },
            ct
        );
    }
}
