using System.Runtime.InteropServices;
using KpiBoard.Core.Statistics;

namespace KpiBoard.Core.Priorities;

/// <summary>What a link brings in the mean of the draws, in the company's currency.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LinkMeans(double Gain, double Harm);

/// <summary>Draws; the blocks of draws run beside each other, and their sums are added up in one order.</summary>
internal static class Simulation
{
    /// <summary>Small enough for what a block needs to stay in the processor's cache.</summary>
    private const int BlockSize = 64;

    /// <summary>Draws them all.</summary>
    /// <returns>By candidate what it brings in each draw, and by link what it brings in the mean.</returns>
    public static (double[][] Benefits, LinkMeans[] Links) Run(Field field, int draws)
    {
        var benefits = new double[field.Candidates.Length][];
        for (var one = 0; one < benefits.Length; one++)
        {
            benefits[one] = new double[draws];
        }
        var blocks = (draws + BlockSize - 1) / BlockSize;
        var sums = new LinkMeans[blocks][];
        Parallel.For(
            0,
            blocks,
            () => new Block(field),
            (number, _, block) =>
            {
                sums[number] = block.Draw(
                    number * BlockSize,
                    Math.Min(BlockSize, draws - (number * BlockSize)),
                    benefits
                );
                return block;
            },
            _ => { }
        );
        var links = new LinkMeans[field.LinkCount];
        for (var link = 0; link < links.Length; link++)
        {
            var (gain, harm) = (0.0, 0.0);
            foreach (var sum in sums)
            {
                gain += sum[link].Gain;
                harm += sum[link].Harm;
            }
            links[link] = new(gain / draws, harm / draws);
        }
        return (benefits, links);
    }

    /// <summary>One block at a time, in memory that is used again for the next.</summary>
    private sealed class Block(Field field)
    {
        private readonly bool[][] succeeds = [.. field.Candidates.Select(_ => new bool[BlockSize])];
        private readonly double[][] effects =
        [
            .. Enumerable
                .Range(0, field.Goals.Max(goal => (int?)goal.Links.Length) ?? 0)
                .Select(_ => new double[BlockSize]),
        ];
        private readonly double[] improvement = new double[BlockSize];
        private readonly double[] rate = new double[BlockSize];

        public LinkMeans[] Draw(int first, int count, double[][] benefits)
        {
            for (var one = 0; one < succeeds.Length; one++)
            {
                var (luck, chance, of) = (field.Luck[one], field.Chances[one], succeeds[one]);
                for (var draw = 0; draw < count; draw++)
                {
                    of[draw] = luck.Uniform(first + draw) < chance;
                }
            }
            var sums = new LinkMeans[field.LinkCount];
            foreach (var goal in field.Goals)
            {
                DrawEffects(goal, first, count);
                SetRates(goal, first, count);
                for (var link = 0; link < goal.Links.Length; link++)
                {
                    sums[goal.Links[link].Place] = Share(goal.Links[link], effects[link], first, count, benefits);
                }
            }
            return sums;
        }

        /// <summary>What each link does, and what all of them do for the better together.</summary>
        private void DrawEffects(FieldGoal goal, int first, int count)
        {
            Array.Clear(improvement);
            for (var number = 0; number < goal.Links.Length; number++)
            {
                var (link, of) = (goal.Links[number], effects[number]);
                var (luck, effect, success) = (link.Luck, link.Effect, succeeds[link.Candidate]);
                for (var draw = 0; draw < count; draw++)
                {
                    var change = effect.Quantile(luck.Uniform(first + draw));
                    if (change > 0 && !success[draw])
                    {
                        change = 0;
                    }
                    of[draw] = change;
                    improvement[draw] += Math.Max(change, 0);
                }
            }
        }

        /// <summary>What a unit of improvement is worth in each draw: less when all together pass the target.</summary>
        private void SetRates(FieldGoal goal, int first, int count)
        {
            var of = goal.Goal;
            for (var draw = 0; draw < count; draw++)
            {
                rate[draw] = of.UnitValue;
                if (of is { Target: { } target, Estimate: { } estimate } && improvement[draw] > 0)
                {
                    var stands = estimate;
                    if (of.StandardError is { } error and > 0)
                    {
                        stands += error * Reproducible.NormalQuantile(goal.Luck.Uniform(first + draw));
                    }
                    var gap = Math.Max(of.Good(target - stands), 0);
                    var within = Math.Min(improvement[draw], gap);
                    var beyond = improvement[draw] - within;
                    rate[draw] *= (within + (field.BeyondTarget * beyond)) / improvement[draw];
                }
            }
        }

        private LinkMeans Share(FieldLink link, double[] effect, int first, int count, double[][] benefits)
        {
            var (gain, harm) = (0.0, 0.0);
            var of = benefits[link.Candidate];
            var fullRate = link.Goal.UnitValue;
            for (var draw = 0; draw < count; draw++)
            {
                var change = effect[draw];
                var value = change * link.Discount * (change > 0 ? rate[draw] : fullRate);
                of[first + draw] += value;
                if (change > 0)
                {
                    gain += value;
                }
                else
                {
                    harm += value;
                }
            }
            return new(gain, harm);
        }
    }
}
