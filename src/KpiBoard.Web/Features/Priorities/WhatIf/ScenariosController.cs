using System.Globalization;
using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>What was tried and saved: the list, two or more side by side, and the way to a proposal.</summary>
[Route("priorities/scenarios")]
public sealed class ScenariosController(
    ScenarioComparer comparer,
    ScenarioQueries queries,
    ScenarioStore store,
    ScenarioProposer proposer,
    PriorityLanguage language,
    IStringLocalizer<WhatIfText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(long? removed, CancellationToken ct)
    {
        var gone = removed is { } id ? await queries.FindAsync(id, ct) : null;
        return View(
            new ScenarioList(await queries.AllAsync(ct), gone?.RemovedAt is null ? null : gone, await WordsAsync())
        );
    }

    /// <summary>Opens it in the sandbox.</summary>
    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, CancellationToken ct) =>
        await queries.FindAsync(id, ct) is { RemovedAt: null }
            ? Redirect(string.Create(CultureInfo.InvariantCulture, $"~{ScenarioAddress.Page}?scenario={id}"))
            : NotFound();

    /// <summary>Two or more side by side.</summary>
    /// <param name="ids">Parted by commas, or one each: <c>?ids=1,2</c>.</param>
    [HttpGet("compare")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Compare([FromQuery] IReadOnlyList<string>? ids, CancellationToken ct) =>
        View(new ComparePage(await comparer.ReadAsync(ids, ct), await WordsAsync()));

    [HttpPost("{id:long}/propose")]
    [Authorize(AccessPolicy.SaveScenarios)]
    public async Task<IActionResult> Propose(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { RemovedAt: null } row)
        {
            return NotFound();
        }
        var (outcome, proposal) = await proposer.ProposeAsync(row, ct);
        return outcome switch
        {
            ProposeOutcome.Proposed => Redirect(
                string.Create(CultureInfo.InvariantCulture, $"~/priorities/proposals/{proposal}")
            ),
            _ => RedirectToAction(
                nameof(WhatIfController.Index),
                "WhatIf",
                new { scenario = id, done = outcome == ProposeOutcome.SameOrder ? "same" : "nothing" }
            ),
        };
    }

    [HttpPost("{id:long}/remove")]
    [Authorize(AccessPolicy.SaveScenarios)]
    public async Task<IActionResult> Remove(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayChange(row))
        {
            return Forbid();
        }
        await store.RemoveAsync(id, User.By(), ct);
        return RedirectToAction(nameof(Index), new { removed = id });
    }

    [HttpPost("{id:long}/restore")]
    [Authorize(AccessPolicy.SaveScenarios)]
    public async Task<IActionResult> Restore(long id, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!User.MayChange(row))
        {
            return Forbid();
        }
        await store.RestoreAsync(id, User.By(), ct);
        return RedirectToAction(nameof(Index));
    }

    private async Task<WhatIfWords> WordsAsync() => new(text, await language.WordsAsync());
}

/// <summary>The saved scenarios.</summary>
public sealed record ScenarioList(IReadOnlyList<ScenarioRow> Rows, ScenarioRow? Removed, WhatIfWords Words);

/// <summary>Scenarios side by side, beside today.</summary>
public sealed record ComparePage(Comparison Comparison, WhatIfWords Words)
{
    public const int Most = Comparison.Most;

    public Trial Now => Comparison.Now;

    public IReadOnlyList<Compared> Columns => Comparison.Columns;

    public IReadOnlyList<ScenarioRow> All => Comparison.All;

    /// <summary>Every initiative, in today's computed order.</summary>
    public IReadOnlyList<Contender> Initiatives => [.. Now.Order.Select(key => Now.Situation.Find(key)!)];

    public string Query =>
        $"?ids={string.Join(',', Columns.Select(column => column.Row.Id.ToString(CultureInfo.InvariantCulture)))}";
}
