using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>How the score of one initiative comes about.</summary>
[Route("priorities/initiatives/{id:long}")]
[Authorize(AccessPolicy.ReadBoard)]
public sealed class ScoreController(PriorityDesk desk, PriorityQueries queries, PriorityLanguage language) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(long id, CancellationToken ct)
    {
        var key = SituationMaker.KeyOf(id);
        if (!(await queries.TitlesAsync(ct)).TryGetValue(key, out var title))
        {
            return NotFound();
        }
        var standing = await desk.StandingAsync(ct);
        var words = await language.WordsAsync();
        var about = standing.Situation.Find(id) is null ? null : standing.Result.Of(key);
        return View("Score", new ScorePage(title, standing, about, words));
    }
}

/// <summary>How a score comes about; an initiative that has ended has none.</summary>
public sealed record ScorePage(TitleRow Row, Standing Standing, Ranked? Ranked, PriorityWords Words)
{
    public Situation Situation => Standing.Situation;

    public Contender One => Situation.Find(Row.Id)!;

    public Candidate Candidate => Situation.Input.Initiatives.First(one => one.Key == Ranked!.Key);

    /// <summary>From what it would bring at best to what is expected, in money: the factors times the cost.</summary>
    public IReadOnlyList<Bar> Bars
    {
        get
        {
            var (of, cost) = (Ranked!.Factors, Ranked.Cost);
            (string Name, double Value)[] steps =
            [
                (nameof(of.Evidence), of.Evidence),
                (nameof(of.Confidence), of.Confidence),
                (nameof(of.Time), of.Time),
                (nameof(of.Room), of.Room),
                (nameof(of.Harm), of.Harm),
            ];
            return Bar.Waterfall(
                new("total", Words.ScoreFactor(nameof(of.Promise)), of.Promise * cost),
                steps.Select(step => (Words.ScoreFactor(step.Name), step.Value * cost)),
                new("total", Words.Expected, Ranked.Benefit),
                Words.Rest
            );
        }
    }

    public IEnumerable<(Goal Goal, GoalNote Note, IReadOnlyList<EffectLink> Links, double Benefit)> Figures =>
        Situation
            .Input.Goals.Zip(Situation.Goals)
            .Where(one => Ranked!.Goals.ContainsKey(one.First.Key))
            .Select(one =>
                (
                    one.First,
                    one.Second,
                    (IReadOnlyList<EffectLink>)[.. Candidate.Links.Where(link => link.Goal == one.First.Key)],
                    Ranked!.Goals[one.First.Key]
                )
            );

    public IReadOnlyList<string> Unknowns =>
        [
            .. Words.Unknowns(
                Situation,
                unknown =>
                    unknown.Initiative is { } id
                        ? id == Row.Id
                        : unknown.Goal is not { } goal || Candidate.Links.Any(link => link.Goal == goal)
            ),
        ];
}
