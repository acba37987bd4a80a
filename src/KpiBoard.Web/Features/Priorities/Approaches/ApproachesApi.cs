using System.ComponentModel.DataAnnotations;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.Approaches;

/// <summary>The approaches for scripts.</summary>
[Route("api/v1/priorities/approaches")]
public sealed class ApproachesApi(ApproachReader reader, PriorityLanguage language, IStringLocalizer<ApproachText> text)
    : BearerController
{
    /// <summary>The three approaches and their combinations, by what they bring for what they cost.</summary>
    /// <param name="budget">In the company's currency; without it, what open initiatives have left.</param>
    [HttpGet("")]
    [Authorize(AccessPolicy.ApiRead)]
    [ProducesResponseType<ApproachesAnswer>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ApproachesAnswer> Show([Range(0, ScenarioChange.Largest)] double? budget, CancellationToken ct)
    {
        var view = await reader.ReadAsync(budget, ct);
        return ApproachesAnswer.Of(view, new(text, await language.WordsAsync()));
    }
}

/// <summary>The approaches side by side.</summary>
public sealed record ApproachesAnswer
{
    public required decimal Budget { get; init; }
    public required string Currency { get; init; }
    public required string Recommendation { get; init; }

    /// <summary>What the recommendation does not know.</summary>
    public required IReadOnlyList<string> Unknowns { get; init; }
    public required IReadOnlyList<ApproachOptionAnswer> Options { get; init; }

    public static ApproachesAnswer Of(ApproachView view, ApproachWords words) =>
        new()
        {
            Budget = PriorityAnswer.Money(view.Budget),
            Currency = view.Situation.Currency,
            Recommendation = string.Join(' ', new[] { words.Recommendation(view), words.InAll(view) }.OfType<string>()),
            Unknowns = words.Unknowns(view),
            Options = [.. view.Options.Select(ApproachOptionAnswer.Of)],
        };
}

/// <summary>One approach, or several together.</summary>
public sealed record ApproachOptionAnswer
{
    /// <summary><c>touchpoint</c>, <c>journey-theme</c> and <c>execution</c>.</summary>
    public required IReadOnlyList<Approach> Approaches { get; init; }
    public required IReadOnlyList<string> Initiatives { get; init; }

    /// <summary>Expected value by cost, with the range that holds nine of ten draws; null when nothing is affordable.</summary>
    public required double? Score { get; init; }
    public required double? Lower { get; init; }
    public required double? Upper { get; init; }

    /// <summary>The probability that no other choice brings more for what it costs.</summary>
    public required double BestScore { get; init; }
    public required decimal ExpectedValue { get; init; }

    /// <summary>The probability that no other choice brings more in all.</summary>
    public required double BestValue { get; init; }
    public required decimal Cost { get; init; }
    public required double? OnAssumption { get; init; }
    public required IReadOnlyList<string> OverBudget { get; init; }
    public required IReadOnlyList<string> NoRoom { get; init; }

    public static ApproachOptionAnswer Of(ApproachOption option) =>
        new()
        {
            Approaches = option.Approaches,
            Initiatives = option.Initiatives,
            Score = option.Score,
            Lower = option.Lower,
            Upper = option.Upper,
            BestScore = option.BestByCost,
            ExpectedValue = PriorityAnswer.Money(option.Benefit),
            BestValue = option.Best,
            Cost = PriorityAnswer.Money(option.Cost),
            OnAssumption = option.OnAssumption,
            OverBudget = option.OverBudget,
            NoRoom = option.NoRoom,
        };
}
