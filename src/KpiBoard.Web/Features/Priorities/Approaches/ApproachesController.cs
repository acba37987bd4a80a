using KpiBoard.Core.Priorities;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Features.Priorities.WhatIf;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.Approaches;

/// <summary>Which approach: the three ways of going about it and their combinations, for the same money and people.</summary>
[Route("priorities/approaches")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class ApproachesController(
    ApproachReader reader,
    PriorityLanguage language,
    SheetMaker sheets,
    IStringLocalizer<ApproachText> text
) : Controller
{
    private static readonly string[] Header =
    [
        "approaches",
        "return",
        "return_lower",
        "return_upper",
        "p_best_return",
        "worth",
        "p_most_worth",
        "cost",
        "share_on_assumption",
        "initiatives",
        "over_budget",
        "no_room",
        "currency",
    ];

    /// <summary>The comparison.</summary>
    /// <param name="budget">As people type it; without it, what open initiatives have left.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? budget, CancellationToken ct)
    {
        var words = await language.WordsAsync();
        var typed = Typed(budget, words);
        if (!string.IsNullOrWhiteSpace(budget) && typed is null)
        {
            ModelState.AddModelError("budget", text["Invalid.Budget"]);
        }
        return View(new ApproachPage(await reader.ReadAsync(typed, ct), new(text, words), budget ?? ""));
    }

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(string? budget, CancellationToken ct)
    {
        var words = new ApproachWords(text, await language.WordsAsync());
        var view = await reader.ReadAsync(Typed(budget, words.Priorities), ct);
        return await sheets.MakeAsync(
            text["Title"],
            "approaches",
            Header,
            view.Options.Select(option => Row(option, view.Situation, words))
        );
    }

    /// <summary>None for what is empty, no amount, or more money than can be written.</summary>
    private static double? Typed(string? budget, PriorityWords words) =>
        new TriedNumber(1, words.Formats).Parse(budget ?? "") is >= 0 and <= ScenarioChange.Largest and { } amount
            ? amount
            : null;

    private static IReadOnlyList<object?> Row(ApproachOption option, Situation situation, ApproachWords words) =>
        [
            words.Name(option),
            option.Score,
            option.Lower,
            option.Upper,
            option.BestByCost,
            option.Benefit,
            option.Best,
            option.Cost,
            option.OnAssumption,
            string.Join(", ", option.Initiatives),
            string.Join(", ", option.OverBudget),
            string.Join(", ", option.NoRoom),
            situation.Currency,
        ];
}

/// <summary>The page.</summary>
/// <param name="Typed">The budget as it was typed; empty for what is left.</param>
public sealed record ApproachPage(ApproachView View, ApproachWords Words, string Typed)
{
    private readonly Strip.StripScale scale = Strip.StripScale.Over(
        View.Options.SelectMany(option => new[] { option.Lower, option.Upper, option.Score, 0 })
    );

    public Strip? StripOf(ApproachOption option) =>
        (option.Score, option.Lower, option.Upper) is ({ } score, { } lower, { } upper)
            ? new(Verdict.NoRealChange, scale.At(score), scale.Between(lower, upper), null, scale.Zero)
            : null;

    public string Title(string key) => View.Situation.Find(key)?.Title ?? key;

    public string Query => Typed.Length == 0 ? "" : $"?budget={Uri.EscapeDataString(Typed)}";
}
