using KpiBoard.Web.Features.Priorities.Resources;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>The order put by hand: each step is a button, so that a keyboard is enough.</summary>
[Route("priorities/order")]
[Authorize(AccessPolicy.DecidePriorities)]
public sealed class OrderController(
    PriorityDesk desk,
    PriorityLanguage language,
    DecisionDesk decisions,
    IStringLocalizer<PriorityText> text
) : Controller
{
    /// <summary>The order to begin with.</summary>
    /// <param name="take">What to begin with: the computed order instead of the one in force.</param>
    [HttpGet("")]
    public async Task<IActionResult> Index(string? take, CancellationToken ct)
    {
        var standing = await desk.StandingAsync(ct);
        var order =
            take == OrderForm.Computed ? [.. standing.Result.Initiatives.Select(one => one.Key)] : standing.Decided;
        return View(
            "Arrange",
            await PageAsync(standing, new OrderForm { Keys = [.. order], Seen = [.. standing.Decided] })
        );
    }

    [HttpPost("")]
    public async Task<IActionResult> Index(OrderForm form, CancellationToken ct)
    {
        var standing = await desk.StandingAsync(ct);
        var known = form.Keys.Where(key => standing.Situation.Find(key) is not null).Distinct().ToList();
        if (form.Move.Length > 0)
        {
            ModelState.Clear();
            return View(
                "Arrange",
                await PageAsync(standing, form with { Keys = form.Moved(known, standing), Move = "" })
            );
        }
        if (string.IsNullOrWhiteSpace(form.Reason) || form.Reason.Length > DecisionForm.LongestReason)
        {
            ModelState.AddModelError(
                nameof(form.Reason),
                text[form.Reason.Length > DecisionForm.LongestReason ? "Invalid.ReasonLong" : "Invalid.Reason"]
            );
        }
        if (ModelState.IsValid)
        {
            var decider = new Decider(User.Id(), User.By());
            var outcome = await decisions.OrderAsync(form.Seen, known, form.Reason, decider, ct);
            if (outcome.Refusal is null)
            {
                return Redirect("~/priorities?done=decided");
            }
            ModelState.AddModelError("", text["Conflict.Order"]);
            ModelState.Remove(nameof(form.Seen));
            standing = await desk.StandingAsync(ct);
            form = form with { Seen = [.. standing.Decided] };
        }
        return View("Arrange", await PageAsync(standing, form with { Keys = known }));
    }

    private async Task<ArrangePage> PageAsync(Standing standing, OrderForm form) =>
        new(standing, form, await language.WordsAsync());
}

/// <summary>An order as somebody puts it, step by step.</summary>
public sealed record OrderForm
{
    public const string Computed = "computed";

    /// <summary>The order so far, by key.</summary>
    public List<string> Keys { get; init; } = [];

    /// <summary>The order in force as it was seen at first.</summary>
    public List<string> Seen { get; init; } = [];

    public string Reason { get; init; } = "";

    /// <summary>The button that was pressed: <c>up:INI-7</c>, <c>down:INI-7</c>, <c>place:INI-7</c>, <c>computed</c>.</summary>
    public string Move { get; init; } = "";

    /// <summary>The order after the button.</summary>
    public List<string> Moved(List<string> keys, Standing standing)
    {
        if (Move == Computed)
        {
            return [.. standing.Result.Initiatives.Select(one => one.Key)];
        }
        var order = keys.ToList();
        if (Move.Split(':', 2) is not [var step, var key] || standing.Situation.Find(key) is null)
        {
            return order;
        }
        var at = order.IndexOf(key);
        switch (step)
        {
            case "up" when at > 0:
                (order[at - 1], order[at]) = (order[at], order[at - 1]);
                break;
            case "down" when at >= 0 && at < order.Count - 1:
                (order[at + 1], order[at]) = (order[at], order[at + 1]);
                break;
            case "out" when at >= 0:
                order.RemoveAt(at);
                break;
            case "place" when at < 0:
                // Where the computed order has it among those that are placed.
                var rank = standing.Result.Of(key).Rank;
                order.Insert(order.TakeWhile(one => standing.Result.Of(one).Rank < rank).Count(), key);
                break;
        }
        return order;
    }
}

/// <summary>The page on which the order is put by hand.</summary>
public sealed record ArrangePage(Standing Standing, OrderForm Form, PriorityWords Words)
{
    public IReadOnlyList<string> NotPlaced =>
        [.. Standing.Result.Initiatives.Select(one => one.Key).Where(key => !Form.Keys.Contains(key))];
}
