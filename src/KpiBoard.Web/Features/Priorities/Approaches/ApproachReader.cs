using KpiBoard.Core.Priorities;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Priorities.Approaches;

/// <summary>Holds the three approaches and their combinations against each other, on what is known now.</summary>
public sealed class ApproachReader(KpiDatabase database, PriorityReader reader)
{
    private const string DiagnosesSql = """
        SELECT [Id], [Diagnosis]
          FROM [Initiative]
         WHERE [Status] NOT IN @ended AND [Diagnosis] IS NOT NULL
        """;

    /// <summary>Seven combinations are drawn twice each: fewer draws where many initiatives compete.</summary>
    private const int Many = 100;
    private const int DrawsOfMany = 2_000;

    /// <summary>Holds the approaches against each other.</summary>
    /// <param name="budget">In the company's currency; none for what open initiatives have left.</param>
    public async Task<ApproachView> ReadAsync(double? budget, CancellationToken ct)
    {
        var situation = await reader.ReadAsync(ct);
        var diagnoses = await database.QueryAsync<DiagnosisRow>(DiagnosesSql, new { ended = OpenStatus.Ended }, ct);
        var spends = situation.Contenders.ToDictionary(one => one.Key, one => one.BudgetLeft?.ToDouble() ?? 0);
        var left = spends.Values.Sum();
        var said = situation
            .Contenders.Where(one => Parse(one.Approach) is not null)
            .ToDictionary(one => one.Key, one => Parse(one.Approach)!.Value);
        var input = situation.Input with
        {
            Initiatives = [.. situation.Input.Initiatives.Where(one => said.ContainsKey(one.Key))],
        };
        var means = new ApproachMeans(budget ?? left)
        {
            Spends = one => spends[one.Key],
            Work = [.. situation.Contenders.Select(one => one.Work)],
            Days = situation.Days,
        };
        var draws = input.Initiatives.Count > Many ? DrawsOfMany : PriorityEngine.DefaultDraws;
        var options = ApproachComparison.Compare(
            input,
            one => said[one.Key],
            means,
            part => PriorityEngine.Rank(part, PriorityRanker.Seed, draws, situation.DiscountRate)
        );
        return new(situation, [.. options.OrderByDescending(option => option.Score ?? double.NegativeInfinity)])
        {
            Budget = budget ?? left,
            BudgetLeft = left,
            Approaches = said,
            Diagnoses = diagnoses.ToDictionary(row => row.Id, row => row.Diagnosis),
        };
    }

    /// <summary>As [Initiative] has it; none for what nobody has said.</summary>
    private static Approach? Parse(string? approach) =>
        approach is null ? null
        : Enum.TryParse<Approach>(approach.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? known
        : null;

    private sealed class DiagnosisRow
    {
        public long Id { get; init; }
        public string Diagnosis { get; init; } = "";
    }
}

/// <summary>The approaches side by side.</summary>
/// <param name="Options">By what they bring for what they cost, the best first.</param>
public sealed record ApproachView(Situation Situation, IReadOnlyList<ApproachOption> Options)
{
    /// <summary>Within which they are compared, and what open initiatives have left.</summary>
    public required double Budget { get; init; }
    public required double BudgetLeft { get; init; }

    /// <summary>Of the initiatives that say it, by key.</summary>
    public required IReadOnlyDictionary<string, Approach> Approaches { get; init; }

    /// <summary>Why the gap exists, by initiative.</summary>
    public required IReadOnlyDictionary<long, string> Diagnoses { get; init; }

    /// <summary>What brings the most for what it costs; none when nothing is affordable.</summary>
    public ApproachOption? Best => Options.FirstOrDefault(option => option.Score is not null);

    /// <summary>What brings the most in all.</summary>
    public ApproachOption? Most => Options.Where(option => option.Score is not null).MaxBy(option => option.Benefit);

    /// <summary>Nobody has said how these go about it.</summary>
    public IReadOnlyList<Contender> Unsaid => [.. Situation.Contenders.Where(one => !Approaches.ContainsKey(one.Key))];

    /// <summary>What they rest on is older than evidence of its kind holds.</summary>
    public IReadOnlyList<Contender> Stale =>
        [.. Situation.Contenders.Where(one => Approaches.ContainsKey(one.Key) && one.Evidence.IsStale)];

    public IReadOnlyList<Contender> Of(Approach approach) =>
        [.. Situation.Contenders.Where(one => Approaches.TryGetValue(one.Key, out var said) && said == approach)];
}
