using System.Security.Cryptography;
using System.Text;
using KpiBoard.Core.Priorities;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Priorities;

/// <summary>
/// Computes orders, and keeps the last few: the same page is looked at by many, and nothing changes between two refreshes.
/// </summary>
public sealed class PriorityRanker
{
    /// <summary>
    /// The company's luck is always the same, so that two orders differ only by what has changed; a command may ask for
    /// another.
    /// </summary>
    public const long Seed = 2026;

    private const int Kept = 3;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, Lazy<PriorityResult> Result)> results = [];

    public PriorityResult Rank(Situation situation, long seed = Seed) =>
        Rank(situation.Input, situation.DiscountRate, seed);

    public PriorityResult Rank(PriorityInput input, double discountRate, long seed = Seed)
    {
        var key = Hash(input, discountRate, seed);
        Lazy<PriorityResult> result;
        lock (gate)
        {
            var node = results.First;
            while (node is not null && node.Value.Key != key)
            {
                node = node.Next;
            }
            result =
                node?.Value.Result
                ?? new(() => PriorityEngine.Rank(input, seed, PriorityEngine.DefaultDraws, discountRate));
            if (node is not null)
            {
                results.Remove(node);
            }
            results.AddFirst((key, result));
            if (results.Count > Kept)
            {
                results.RemoveLast();
            }
        }
        return result.Value;
    }

    /// <summary>Tells two inputs apart.</summary>
    public static string Hash(PriorityInput input, double discountRate, long seed = Seed) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    KpiJson.Serialize(
                        new
                        {
                            input,
                            discountRate,
                            seed,
                        }
                    )
                )
            )
        );
}
