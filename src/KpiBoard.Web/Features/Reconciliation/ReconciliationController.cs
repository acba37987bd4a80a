using KpiBoard.Core;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Reconciliation.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Reconciliation;

[Route("reconciliation")]
public sealed class ReconciliationController(
    ReconciliationQueries queries,
    LedgerTotalStore store,
    PageFrame frame,
    IStringLocalizer<ReconciliationText> text,
    SheetMaker sheets,
    TimeProvider clock
) : Controller
{
    private const int LargestFile = 1_000_000;

    private static readonly string[] FileHeader =
    [
        "period",
        "currency",
        "rows",
        "imported",
        "ledger",
        "difference",
        "budget",
        "last_year",
        "unidentified",
        "not_described",
        "without_rate",
        "without_cost",
        "excluded",
    ];

    [HttpGet("")]
    [Authorize(AccessPolicy.ReadImports)]
    public Task<IActionResult> Index(int? year, bool saved, CancellationToken ct) => ShowAsync(year, saved, "", ct);

    /// <summary>Takes totals pasted, or a file of them.</summary>
    [HttpPost("")]
    [Authorize(AccessPolicy.ChangeImports)]
    [RequestSizeLimit(LargestFile)]
    public async Task<IActionResult> Index(string? lines, IFormFile? file, CancellationToken ct)
    {
        var pasted = file is null ? lines ?? "" : await ReadAsync(file, ct);
        var (totals, wrong) = LedgerTotalText.Parse(pasted);
        if (wrong is { } line)
        {
            ModelState.AddModelError("lines", text["Invalid.Line", line]);
        }
        else if (totals.Count == 0)
        {
            ModelState.AddModelError("lines", text["Invalid.Nothing"]);
        }
        if (!ModelState.IsValid)
        {
            return await ShowAsync(null, saved: false, file is null ? pasted : "", ct);
        }
        await store.SaveAsync(totals, User.By(), ct);
        return RedirectToAction(nameof(Index), new { year = totals.Max(total => total.Month.Year), saved = true });
    }

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    [Authorize(AccessPolicy.ReadImports)]
    public async Task<IActionResult> File(int? year, CancellationToken ct)
    {
        var page = await PageAsync(year, saved: false, "", ct);
        return await sheets.MakeAsync(
            text["Title"],
            $"reconciliation-{page.Year}",
            FileHeader,
            page.Months.Select(Row)
        );
    }

    [HttpGet("{month}/{currency}")]
    [Authorize(AccessPolicy.ReadImports)]
    public Task<IActionResult> Show(string month, string currency, bool saved, CancellationToken ct) =>
        ShowMonthAsync(month, currency, saved, "", ct);

    [HttpPost("{month}/{currency}")]
    [Authorize(AccessPolicy.ChangeImports)]
    public async Task<IActionResult> Show(string month, string currency, string? amount, CancellationToken ct)
    {
        if (!Month.TryParse(month, out var which) || currency.Length != 3)
        {
            return NotFound();
        }
        currency = currency.ToUpperInvariant();
        if (string.IsNullOrWhiteSpace(amount))
        {
            await store.RemoveAsync(which.Key, currency, ct);
        }
        else if (LedgerTotalText.Amount(amount) is { } money)
        {
            await store.SaveAsync([new(which, currency, money)], User.By(), ct);
        }
        else
        {
            ModelState.AddModelError("amount", text["Invalid.Amount"]);
            return await ShowMonthAsync(month, currency, saved: false, amount, ct);
        }
        return RedirectToAction(
            nameof(Show),
            new
            {
                month,
                currency,
                saved = true,
            }
        );
    }

    private static async Task<string> ReadAsync(IFormFile file, CancellationToken ct)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return await reader.ReadToEndAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(int? year, bool saved, string lines, CancellationToken ct) =>
        View("Reconciliation", await PageAsync(year, saved, lines, ct));

    private async Task<ReconciliationPage> PageAsync(int? year, bool saved, string lines, CancellationToken ct)
    {
        var years = await queries.YearsAsync(ct);
        var shown =
            year is > 0 and < 10_000 ? year.Value
            : years.Count > 0 ? years[0]
            : 0;
        var settings = await frame.SettingsAsync();
        var months = await queries.MonthsAsync((shown * 100) + 1, (shown * 100) + 12, settings.Currency, ct);
        return new(shown, years, months, saved, lines) { Today = settings.DateOf(clock.GetUtcNow()) };
    }

    private async Task<IActionResult> ShowMonthAsync(
        string month,
        string currency,
        bool saved,
        string amount,
        CancellationToken ct
    )
    {
        if (!Month.TryParse(month, out var which) || currency.Length != 3)
        {
            return NotFound();
        }
        // Our own redirects write addresses in small letters.
        currency = currency.ToUpperInvariant();
        var settings = await frame.SettingsAsync();
        var months = await queries.MonthsAsync(which.Key, which.Key, settings.Currency, ct);
        var one =
            months.FirstOrDefault(line => line.Currency == currency)
            ?? new ReconciledMonth(which.Key, currency, new LinesRow(), null, HasRate: true);
        var hasEnded = which.LastDay < settings.DateOf(clock.GetUtcNow());
        var imports = await queries.ImportsAsync(which.Key, currency, ct);
        return View("Month", new MonthPage(one, imports, saved, amount, MayClose: hasEnded));
    }

    private static IReadOnlyList<object?> Row(ReconciledMonth month) =>
        [
            month.Period,
            month.Currency,
            month.Lines.Rows,
            month.Ours,
            month.Ledger,
            month.Difference,
            month.Budget,
            month.LastYear,
            new Money(month.Lines.Unidentified),
            new Money(month.Lines.NotDescribed),
            month.WithoutRate,
            new Money(month.Lines.WithoutCost),
            new Money(month.Lines.Excluded),
        ];
}

public sealed record ReconciliationPage(
    int Year,
    IReadOnlyList<int> Years,
    IReadOnlyList<ReconciledMonth> Months,
    bool IsSaved,
    string Lines
)
{
    public DateOnly Today { get; init; }

    /// <summary>A month that still runs cannot be held against a whole one.</summary>
    public bool HasEnded(ReconciledMonth month) => Month.FromKey(month.Month).LastDay < Today;
}

public sealed record MonthPage(
    ReconciledMonth Month,
    IReadOnlyList<ReconciledImport> Imports,
    bool IsSaved,
    string Amount,
    bool MayClose
);
