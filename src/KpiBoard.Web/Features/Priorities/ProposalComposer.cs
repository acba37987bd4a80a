namespace KpiBoard.Web.Features.Priorities;

/// <summary>Puts a proposal's page together.</summary>
public sealed class ProposalComposer(PriorityDesk desk, PriorityQueries queries, PriorityLanguage language)
{
    /// <summary>A month is what people put off a decision for.</summary>
    private const int MonthsPutOff = 1;

    public async Task<ProposalPage> PageAsync(ProposalRow row, DecisionForm form, long? before, CancellationToken ct)
    {
        var standing = await desk.StandingAsync(ct);
        var words = await language.WordsAsync();
        var run = (await queries.RunAsync(row.PriorityRunId, ct))!.ToInput();
        var decisions = await queries.DecisionsAsync(ct);
        var isWaiting = row.Status is ProposalStatus.Open or ProposalStatus.Postponed;
        var order = isWaiting
            ? row.Said.Order.Where(key => standing.Situation.Find(key) is not null).ToList()
            : standing.Decided;
        var about = row.Said.Others.Append(SituationMaker.KeyOf(row.InitiativeId)).ToHashSet();
        return new(row, run, standing, words, form)
        {
            Order = Lines(standing, order, row),
            Fits = UnitFit.Of(standing.Situation, order),
            Unknowns = [.. words.Unknowns(standing.Situation, unknown => IsAbout(standing.Situation, about, unknown))],
            Queue = standing.Open,
            Titles = await queries.TitlesAsync(ct),
            PutOffTo = standing.Situation.Today.AddMonths(MonthsPutOff),
            Decision = decisions.FirstOrDefault(one => one.ProposalId == row.Id && !one.IsUndone),
            Before = before is { } last ? decisions.FirstOrDefault(one => one.Id == last) : null,
        };
    }

    /// <summary>In the proposed order; what is to stop stands last.</summary>
    private static IReadOnlyList<OrderLine> Lines(Standing standing, IReadOnlyList<string> order, ProposalRow row)
    {
        var lines = OrderLine.Of(standing).ToDictionary(line => line.One.Key);
        var key = SituationMaker.KeyOf(row.InitiativeId);
        var keys = order.Contains(key) || !lines.ContainsKey(key) ? order : [.. order, key];
        return [.. keys.Select((one, at) => lines[one] with { Place = order.Contains(one) ? at + 1 : null })];
    }

    private static bool IsAbout(Situation situation, HashSet<string> keys, Unknown unknown) =>
        unknown.Initiative is { } id ? keys.Contains(SituationMaker.KeyOf(id))
        : unknown.Goal is { } goal
            ? situation.Input.Initiatives.Any(one => keys.Contains(one.Key) && one.Links.Any(link => link.Goal == goal))
        : true;
}
