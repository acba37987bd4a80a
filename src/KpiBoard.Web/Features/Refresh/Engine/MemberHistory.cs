using System.Runtime.InteropServices;
using KpiBoard.Core.Kpis;

namespace KpiBoard.Web.Features.Refresh.Engine;

/// <summary>
/// The members of one customer over time, as numbers of <see cref="MemberNames"/>: from the first of these days on it
/// has the first members, and so on; before, and where nothing is said, it is not described.
/// </summary>
internal sealed class MemberHistory : IEquatable<MemberHistory>
{
    public static readonly MemberHistory NotDescribed = new([]);

    private readonly Step[] steps;

    private MemberHistory(Step[] steps) => this.steps = steps;

    public IReadOnlyList<Step> Steps => steps;

    /// <summary>From steps in order of day; of several on one day the last counts, and what changes nothing is left out.</summary>
    public static MemberHistory Of(IEnumerable<Step> ordered)
    {
        var kept = new List<Step>();
        foreach (var step in ordered)
        {
            if (kept.Count > 0 && kept[^1].ValidFrom == step.ValidFrom)
            {
                kept.RemoveAt(kept.Count - 1);
            }
            if (!step.HasSameMembers(kept.Count > 0 ? kept[^1] : default))
            {
                kept.Add(step);
            }
        }
        return kept.Count == 0 ? NotDescribed : new([.. kept]);
    }

    /// <summary>The member of a dimension on a day, yyyymmdd; of the total always 0.</summary>
    public int At(int day, int dimension)
    {
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            if (steps[i].ValidFrom <= day)
            {
                return steps[i].Member(dimension);
            }
        }
        return MemberNames.NotDescribed;
    }

    /// <summary>The first day on which two histories differ; none when they never do.</summary>
    public int? FirstDifference(MemberHistory other)
    {
        int[] days = [.. steps.Concat(other.steps).Select(step => step.ValidFrom).Distinct().Order()];
        foreach (var day in days)
        {
            for (var dimension = 1; dimension < KpiDimensions.Count; dimension++)
            {
                if (At(day, dimension) != other.At(day, dimension))
                {
                    return day;
                }
            }
        }
        return null;
    }

    public bool Equals(MemberHistory? other) => other is not null && steps.AsSpan().SequenceEqual(other.steps);

    public override bool Equals(object? obj) => Equals(obj as MemberHistory);

    public override int GetHashCode() => steps.Length == 0 ? 0 : HashCode.Combine(steps.Length, steps[^1]);

    /// <summary>The members from a day on.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Step(int ValidFrom, int Segment, int Region, int BusinessUnit)
    {
        public int Member(int dimension) =>
            dimension switch
            {
                1 => Segment,
                2 => Region,
                3 => BusinessUnit,
                _ => 0,
            };

        public bool HasSameMembers(Step other) =>
            Segment == other.Segment && Region == other.Region && BusinessUnit == other.BusinessUnit;
    }
}

/// <summary>The names of the members of each dimension, numbered; 0 is the one that says that nothing is known.</summary>
internal sealed class MemberNames
{
    public const int NotDescribed = 0;

    private readonly List<string>[] names;
    private readonly Dictionary<string, int>[] numbers;

    public MemberNames()
    {
        names =
        [
            [""],
            .. KpiDimensions.All.Select(_ => new List<string> { KpiDimensions.NotDescribed }),
        ];
        numbers = [.. names.Select(list => new Dictionary<string, int> { [list[0]] = 0 })];
    }

    public int Number(int dimension, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return NotDescribed;
        }
        if (!numbers[dimension].TryGetValue(name, out var number))
        {
            number = names[dimension].Count;
            numbers[dimension].Add(name, number);
            names[dimension].Add(name);
        }
        return number;
    }

    public string Name(int dimension, int number) => names[dimension][number];

    public int Count(int dimension) => names[dimension].Count;
}
