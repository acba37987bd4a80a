using System.Globalization;
using KpiBoard.Core.Periods;
using KpiBoard.Web.Features.Restatements.Resources;
using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Figures;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Settings;
using KpiBoard.Web.Infrastructure.Sheets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Restatements;

/// <summary>What the figures said at the end of one day, and what they said at the end of another.</summary>
[Route("restatements")]
[Authorize(AccessPolicy.ReadImports)]
public sealed class RestatementsController(
    RestatementQueries queries,
    PageFrame frame,
    SheetMaker sheets,
    IStringLocalizer<RestatementsText> text,
    TimeProvider clock
) : Controller
{
    private const int DaysBack = 30;

    [HttpGet("")]
    public async Task<IActionResult> Index(RestatementSearch search, CancellationToken ct) =>
        View("Restatements", await PageAsync(search, ct));

    [HttpGet("csv")]
    [HttpGet("xlsx")]
    public async Task<IActionResult> File(RestatementSearch search, CancellationToken ct)
    {
        var page = await PageAsync(search, ct);
        return await sheets.MakeAsync(
            text["Title"],
            string.Create(CultureInfo.InvariantCulture, $"restatements-{page.From:yyyy-MM-dd}-{page.To:yyyy-MM-dd}"),
            ["figure", "period", "was_complete", "then", "now", "causes"],
            page.Changes.Select(change =>
                (IReadOnlyList<object?>)
                    [
                        change.Figure,
                        change.Period,
                        change.WasComplete,
                        change.MoneyWas is { } was ? was : change.WasValue,
                        change.MoneyNow is { } now ? now : change.NowValue,
                        string.Join(
                            "; ",
                            page.CausesOf(change).Select(cause => $"{cause.Kind} {cause.What}".TrimEnd())
                        ),
                    ]
            )
        );
    }

    private async Task<RestatementsPage> PageAsync(RestatementSearch search, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var today = settings.DateOf(clock.GetUtcNow());
        var to = search.To is { } last && last < today ? last : today;
        var firstRun = await queries.FirstRunAsync(ct);
        DateOnly? firstDay = firstRun is { } at ? settings.DateOf(at) : null;
        var from = search.From is { } first && first < to ? first : Later(to.AddDays(-DaysBack), firstDay, to);
        var grain = Grains.TryParse(search.Grain ?? "", out var known) ? known : Grain.Month;
        var then = await queries.RunAtAsync(EndOf(from, settings), ct);
        var now = await queries.RunAtAsync(EndOf(to, settings), ct);
        var changes = then == 0 || then == now ? [] : await queries.ChangesAsync(grain.Text(), then, now, ct);
        var causes = then == now ? [] : await queries.CausesAsync(then, now, ct);
        if (!User.May(AccessPolicy.ChangeImports))
        {
            // That customers were merged or left out is for every reader; which ones, for those who may see them all.
            causes = [.. causes.Select(cause => cause.IsCustomer ? cause with { What = "" } : cause)];
        }
        return new(from, to, grain, HasRun: then > 0, changes, causes, settings.Currency ?? "")
        {
            FirstDay = firstDay,
            Book = await frame.FiguresAsync(),
        };
    }

    /// <summary>There is nothing to compare with before the first figures.</summary>
    private static DateOnly Later(DateOnly day, DateOnly? first, DateOnly last) =>
        first > day && first < last ? first.Value : day;

    private static DateTimeOffset EndOf(DateOnly day, CompanySettings settings)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, settings.TimeZone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>The report's days and grain as they stand in a link.</summary>
public sealed class RestatementSearch
{
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Grain { get; init; }
}

/// <summary>The report.</summary>
/// <param name="HasRun">Whether figures had been computed by the first day.</param>
public sealed record RestatementsPage(
    DateOnly From,
    DateOnly To,
    Grain Grain,
    bool HasRun,
    IReadOnlyList<Restated> Changes,
    IReadOnlyList<Cause> Causes,
    string Currency
)
{
    public const int Shown = 200;

    /// <summary>The day of the first figures; null when there are none yet.</summary>
    public DateOnly? FirstDay { get; init; }

    public KpiBook Book { get; init; } = KpiBook.BuiltIn;

    public int Imports => Causes.Count(cause => cause.Kind is "import" or "rates");

    /// <summary>
    /// What the runs took in that changed a figure on the way to what it is now. Answers change scores and nothing else,
    /// measures the company's own figures; lines and rates change the others.
    /// </summary>
    public IEnumerable<Cause> CausesOf(Restated change) =>
        Causes
            .Where(cause => cause.Run is { } run && change.Runs.Contains(run))
            .Where(cause =>
                Book.TryGet(change.Figure, out var kpi) && kpi.Own is not null
                    ? cause.Kind == "setting"
                        || (cause.FactKind == "measures" && (cause.Kind != "define" || cause.What == change.Figure))
                    : cause.FactKind is "" or "customers"
                        || (cause.FactKind != "measures" && (cause.FactKind == "surveys") == change.IsScore)
            );
}
