namespace KpiBoard.Core.Priorities;

/// <summary>The input laid out for drawing: initiatives and figures by key, so that their order in the input is nothing.</summary>
internal sealed class Field
{
    private readonly List<FieldLink>[] linksOf;

    public Field(PriorityInput input, long seed, double monthlyRate)
    {
        BeyondTarget = input.BeyondTarget;
        Candidates = [.. input.Initiatives.OrderBy(one => one.Key, StringComparer.Ordinal)];
        Costs = [.. Candidates.Select(one => Math.Max(one.Cost, input.CostFloor))];
        Chances = [.. Candidates.Select(one => SuccessChance.With(one.EvidenceChance, one.Confidence))];
        linksOf = [.. Candidates.Select(_ => new List<FieldLink>())];
        var goals = input.Goals.ToDictionary(goal => goal.Key);
        var links = new List<FieldLink>();
        for (var one = 0; one < Candidates.Length; one++)
        {
            // A stable order for the sums; effects on the same figure share their luck, and with it need no number.
            var ordered = Candidates[one]
                .Links.OrderBy(link => link.Goal, StringComparer.Ordinal)
                .ThenBy(link => link.Months)
                .ThenBy(link => link.Likely)
                .ThenBy(link => link.Low)
                .ThenBy(link => link.High);
            foreach (var link in ordered)
            {
                var luck = new DrawStream(seed, $"{Candidates[one].Key}\n{link.Goal}");
                var laid = new FieldLink(links.Count, one, goals[link.Goal], link, luck, monthlyRate);
                links.Add(laid);
                linksOf[one].Add(laid);
            }
        }
        LinkCount = links.Count;
        Goals =
        [
            .. links
                .GroupBy(link => link.Goal.Key)
                .OrderBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => new FieldGoal(of.First().Goal, [.. of], new(seed, "\n" + of.Key))),
        ];
        Luck = [.. Candidates.Select(one => new DrawStream(seed, one.Key))];
    }

    public double BeyondTarget { get; }

    public Candidate[] Candidates { get; }

    public double[] Costs { get; }

    /// <summary>By candidate, the chance of success.</summary>
    public double[] Chances { get; }

    /// <summary>By candidate, whether it succeeds in a draw.</summary>
    public DrawStream[] Luck { get; }

    public FieldGoal[] Goals { get; }

    public int LinkCount { get; }

    public IReadOnlyList<FieldLink> LinksOf(int candidate) => linksOf[candidate];
}

/// <summary>A figure with all that is meant for it.</summary>
/// <param name="Luck">Where the figure really stands.</param>
internal sealed record FieldGoal(Goal Goal, FieldLink[] Links, DrawStream Luck);

/// <summary>A link, its numbers turned so that more is better.</summary>
internal sealed class FieldLink
{
    /// <summary>Turns the numbers, and discounts.</summary>
    /// <param name="place">Among all links.</param>
    /// <param name="candidate">Whose.</param>
    public FieldLink(int place, int candidate, Goal goal, EffectLink link, DrawStream luck, double monthlyRate)
    {
        (Place, Candidate, Goal, Luck) = (place, candidate, goal, luck);
        var (one, likely, other) = (goal.Good(link.Low), goal.Good(link.Likely), goal.Good(link.High));
        var (low, high) = (Math.Min(one, other), Math.Max(one, other));
        Effect = new(low, likely, high);
        Promise = goal.UnitValue * Triangle.MeanGain(low, likely, high);
        // By multiplication, as a power may be rounded differently elsewhere.
        Discount = 1;
        for (var month = 0; month < link.Months; month++)
        {
            Discount /= 1 + monthlyRate;
        }
    }

    public int Place { get; }

    public int Candidate { get; }

    public Goal Goal { get; }

    public Triangle Effect { get; }

    /// <summary>What success would be worth at once, alone and with room for all of it.</summary>
    public double Promise { get; }

    /// <summary>What a krone then is worth now.</summary>
    public double Discount { get; }

    public DrawStream Luck { get; }
}
