using KpiBoard.Core.Periods;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Infrastructure.Figures;

/// <summary>Revenue month by month beside budget and last year, on any page that finance looks at.</summary>
public sealed class BudgetViewComponent(Budgets budgets, PageFrame frame, TimeProvider clock) : ViewComponent
{
    private const int MonthsShown = 12;
    private const string Table = "~/Infrastructure/Views/_Budget.cshtml";

    /// <summary>Draws nothing where there is neither budget nor last year.</summary>
    /// <param name="periods">The months, yyyy-MM; by default the last twelve.</param>
    public async Task<IViewComponentResult> InvokeAsync(IEnumerable<string>? periods = null)
    {
        var settings = await frame.SettingsAsync();
        var today = Month.FromDate(settings.DateOf(clock.GetUtcNow()));
        var wanted = periods
            ?.Select(text => Month.TryParse(text, out var month) ? month : today)
            .Distinct()
            .Order()
            .ToList();
        var (from, to) = wanted is { Count: > 0 } ? (wanted[0], wanted[^1]) : (today - MonthsShown, today);
        var months = await budgets.ReadAsync(from, to, HttpContext.RequestAborted);
        var shown = months
            .Where(month => month.IsComplete && month.Line.HasAny && wanted?.Contains(month.Month) != false)
            .OrderByDescending(month => month.Month)
            .ToList();
        return View(Table, new BudgetTable(shown, settings.Currency ?? ""));
    }
}

public sealed record BudgetTable(IReadOnlyList<BudgetMonth> Months, string Currency);
