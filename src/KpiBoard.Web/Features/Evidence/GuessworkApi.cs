using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using KpiBoard.Web.Infrastructure.Strategy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>The guesswork share for scripts.</summary>
[Route("api/v1/guesswork")]
public sealed class GuessworkApi(GuessworkReader reader) : BearerController
{
    /// <summary>
    /// How much of the remaining budget of open initiatives rests on an assumption or on stale evidence, today and on the
    /// days kept. Declared bets are apart.
    /// </summary>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<GuessworkAnswer>(StatusCodes.Status200OK)]
    public async Task<GuessworkAnswer> Show(CancellationToken ct)
    {
        var state = await reader.ReadAsync(ct);
        var history = await reader.HistoryAsync(ct);
        return new(
            GuessworkDayAnswer.Of(state.On, state.Currency, state.Sum),
            [.. history.Select(day => GuessworkDayAnswer.Of(day.OnDay, day.Currency, day.Sum))],
            [
                .. state.Lines.Select(line => new GuessworkInitiativeAnswer(
                    line.Id,
                    line.Title,
                    EvidenceKeys.Key(line.Standing.Grade),
                    line.Standing.IsStale,
                    line.IsBet,
                    line.Standing.FreshUntil,
                    line.Left?.ToDecimal(),
                    line.BudgetCurrency
                )),
            ]
        );
    }
}

/// <summary>The share today, on the days kept, and what it is made of.</summary>
/// <param name="Initiatives">The open ones; those whose budget is in a currency without a rate are in no sum.</param>
public sealed record GuessworkAnswer(
    GuessworkDayAnswer Today,
    IReadOnlyList<GuessworkDayAnswer> History,
    IReadOnlyList<GuessworkInitiativeAnswer> Initiatives
);

/// <summary>The remaining budget of a day by what it rested on.</summary>
/// <param name="Share">0 to 1; null when no budget is left.</param>
public sealed record GuessworkDayAnswer(
    DateOnly On,
    string Currency,
    decimal Remaining,
    decimal Assumed,
    decimal Stale,
    decimal Bets,
    double? Share
)
{
    public static GuessworkDayAnswer Of(DateOnly on, string currency, Guesswork sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        return new(
            on,
            currency,
            sum.Remaining.ToDecimal(),
            sum.Assumed.ToDecimal(),
            sum.Stale.ToDecimal(),
            sum.Bets.ToDecimal(),
            sum.Share
        );
    }
}

public sealed record GuessworkInitiativeAnswer(
    long Id,
    string Title,
    string Grade,
    bool IsStale,
    bool IsBet,
    DateOnly? FreshUntil,
    decimal? Left,
    string? Currency
);
