using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>What was decided, with what was known then.</summary>
[Route("priorities/decisions")]
public sealed class DecisionsController(
    PriorityQueries queries,
    PriorityLanguage language,
    DecisionDesk desk,
    IStringLocalizer<PriorityText> text
) : Controller
{
    [HttpGet("")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        View(
            "Decisions",
            new DecisionsPage(
                await queries.DecisionsAsync(ct),
                (await queries.ProposalsAsync(ct)).ToDictionary(row => row.Id),
                await queries.TitlesAsync(ct),
                await language.WordsAsync()
            )
        );

    [HttpGet("{id:long}")]
    [Authorize(AccessPolicy.ReadBoard)]
    public async Task<IActionResult> Show(long id, string? done, CancellationToken ct) =>
        await PageAsync(id, ct) is { } page ? View("Decision", page with { Done = done }) : NotFound();

    [HttpPost("{id:long}/undo")]
    [Authorize(AccessPolicy.DecidePriorities)]
    public async Task<IActionResult> Undo(long id, CancellationToken ct)
    {
        var outcome = await desk.UndoAsync(id, new Decider(User.Id(), User.By()), ct);
        if (outcome.Refusal is null)
        {
            return RedirectToAction(nameof(Show), new { id, done = "undone" });
        }
        return await PageAsync(id, ct) is { } page
            ? View("Decision", page with { Wrong = outcome.Message ?? text["Undo.Later"] })
            : NotFound();
    }

    private async Task<DecisionPage?> PageAsync(long id, CancellationToken ct)
    {
        if (await queries.DecisionAsync(id, ct) is not { } row)
        {
            return null;
        }
        var run = (await queries.RunAsync(row.PriorityRunId, ct))!;
        return new(row, run.ToInput(), run.ToResult(), await queries.TitlesAsync(ct), await language.WordsAsync())
        {
            Proposal = row.ProposalId is { } proposal ? await queries.ProposalAsync(proposal, ct) : null,
            IsLast = await queries.LastDecisionAsync(ct) == id,
        };
    }
}

/// <summary>All decisions, the newest first.</summary>
public sealed record DecisionsPage(
    IReadOnlyList<DecisionRow> Decisions,
    IReadOnlyDictionary<long, ProposalRow> Proposals,
    IReadOnlyDictionary<string, TitleRow> Titles,
    PriorityWords Words
)
{
    public ProposalRow? ProposalOf(DecisionRow row) =>
        row.ProposalId is { } id ? Proposals.GetValueOrDefault(id) : null;

    /// <summary>What was proposed and withdrawn before anybody decided, the newest first.</summary>
    public IReadOnlyList<ProposalRow> Withdrawn =>
        [
            .. Proposals
                .Values.Where(row => row.Status == ProposalStatus.Withdrawn)
                .OrderByDescending(row => row.ChangedAt)
                .ThenByDescending(row => row.Id),
        ];
}

/// <summary>One decision and what it was taken on.</summary>
public sealed record DecisionPage(
    DecisionRow Row,
    RunInput Run,
    RunResult Result,
    IReadOnlyDictionary<string, TitleRow> Titles,
    PriorityWords Words
)
{
    public ProposalRow? Proposal { get; init; }
    public bool IsLast { get; init; }
    public string? Done { get; init; }
    public string? Wrong { get; init; }

    public string Title(string key) => Titles.TryGetValue(key, out var row) ? row.Title : key;

    /// <summary>Everything that was in order before or after, in the order after.</summary>
    public IEnumerable<(string Key, int? Before, int? After)> Order =>
        Row.Said.After.Union(Row.Said.Before).Select(key => (key, At(Row.Said.Before, key), At(Row.Said.After, key)));

    private static int? At(IReadOnlyList<string> order, string key) =>
        order.IndexOf(key) is var at and >= 0 ? at + 1 : null;
}
