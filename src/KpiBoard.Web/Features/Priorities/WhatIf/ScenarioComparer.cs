using System.Globalization;

namespace KpiBoard.Web.Features.Priorities.WhatIf;

/// <summary>Tries the scenarios that are to stand side by side, all on what is known now.</summary>
public sealed class ScenarioComparer(TrialMaker trials, ScenarioQueries queries)
{
    /// <summary>Those that are asked for, beside today.</summary>
    /// <param name="ids">Parted by commas, or one each: <c>?ids=1,2</c>.</param>
    public async Task<Comparison> ReadAsync(IReadOnlyList<string>? ids, CancellationToken ct)
    {
        var all = await queries.AllAsync(ct);
        var wanted = (ids ?? [])
            .SelectMany(part => (part ?? "").Split(','))
            .Select(part => long.TryParse(part, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Distinct()
            .Select(id => all.FirstOrDefault(row => row.Id == id))
            .OfType<ScenarioRow>()
            .Take(Comparison.Most)
            .ToList();
        var situation = await trials.ReadAsync(ct);
        return new(
            trials.Now(situation),
            [.. wanted.Select(row => new Compared(row, trials.Try(situation, row.Read())))],
            all
        );
    }
}

/// <summary>A scenario beside others; without a trial when its numbers are too large.</summary>
public sealed record Compared(ScenarioRow Row, Trial? Trial);

/// <summary>Scenarios beside today.</summary>
/// <param name="All">Every saved scenario, to choose from.</param>
public sealed record Comparison(Trial Now, IReadOnlyList<Compared> Columns, IReadOnlyList<ScenarioRow> All)
{
    /// <summary>More do not fit beside each other.</summary>
    public const int Most = 4;
}
