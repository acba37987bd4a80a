using KpiBoard.Web.Infrastructure.Access;
using KpiBoard.Web.Infrastructure.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Delivery;

/// <summary>Help that is asked for, and what was answered.</summary>
[Authorize(AccessPolicy.EditInitiatives)]
public sealed class HelpController(PlanQueries queries, HelpDesk help, PlanDesk desk, PageFrame frame) : Controller
{
    private const string OfPlan = "strategy/initiatives/{id:long}/plan/help";
    private const string Panel = "help";

    /// <summary>What waits for whoever can help.</summary>
    [HttpGet("strategy/help")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var open = await queries.OpenHelpAsync(ct);
        var decides = User.May(AccessPolicy.ManageInitiatives);
        var mine = open.Where(row => row.SponsorId == User.Id() || (decides && row.SponsorId is null)).ToList();
        return View("Help", new HelpPage(mine, decides ? [.. open.Except(mine)] : [], await frame.SettingsAsync()));
    }

    [HttpPost(OfPlan)]
    public async Task<IActionResult> Ask(long id, HelpForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBePlannedBy(User))
        {
            return Forbid();
        }
        if (!ModelState.IsValid)
        {
            return View("Plan", (await desk.PageAsync(id, User, ct))! with { Help = form, Open = Panel });
        }
        await help.AskAsync(id, Typed.Text(form.HelpWhat), User.Id(), User.By(), ct);
        return Back(id, "asked");
    }

    [HttpPost(OfPlan + "/answer")]
    public async Task<IActionResult> Answer(long id, AnswerForm form, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBeHelpedBy(User))
        {
            return Forbid();
        }
        if (!ModelState.IsValid)
        {
            return View("Plan", (await desk.PageAsync(id, User, ct))! with { Answer = form, Open = "answer" });
        }
        var answer = Typed.Text(form.HelpAnswer);
        var isDone = await help.AnswerAsync(id, form.Request, form.RequestVersion, answer, User.Id(), User.By(), ct);
        return Back(id, isDone ? "answered" : "changed-meanwhile");
    }

    /// <summary>Who asked needs it no more.</summary>
    [HttpPost(OfPlan + "/close")]
    public async Task<IActionResult> Close(long id, long request, int requestVersion, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBePlannedBy(User))
        {
            return Forbid();
        }
        var isDone = await help.AnswerAsync(id, request, requestVersion, "", User.Id(), User.By(), ct);
        return Back(id, isDone ? "closed" : "changed-meanwhile");
    }

    /// <summary>Takes an answer back.</summary>
    [HttpPost(OfPlan + "/reopen")]
    public async Task<IActionResult> Reopen(long id, long request, int requestVersion, CancellationToken ct)
    {
        if (await queries.FindAsync(id, ct) is not { } row)
        {
            return NotFound();
        }
        if (!row.MayBeHelpedBy(User) && !row.MayBePlannedBy(User))
        {
            return Forbid();
        }
        var isDone = await help.ReopenAsync(id, request, requestVersion, ct);
        return Back(id, isDone ? "reopened" : "changed-meanwhile");
    }

    private RedirectToActionResult Back(long id, string done) =>
        RedirectToAction("Show", "Plan", new { id, done }, Panel);
}
