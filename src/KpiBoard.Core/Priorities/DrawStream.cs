using System.Runtime.InteropServices;

namespace KpiBoard.Core.Priorities;

/// <summary>
/// Random numbers that are looked up instead of drawn in turn: the number of a name, a purpose and a draw is the same
/// whoever asks first. So the result hangs neither on the order of the input nor on the number of processors, and an
/// initiative meets the same luck in two runs, which then differ only by what people changed.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct DrawStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong start;

    /// <summary>The numbers of a name.</summary>
    public DrawStream(long seed, string name)
    {
        // FNV-1a over the name's UTF-16 units, then mixed with the seed.
        var hash = 0xCBF29CE484222325UL;
        foreach (var unit in name)
        {
            hash = (hash ^ unit) * 0x100000001B3UL;
        }
        start = Mix(hash + Mix(unchecked((ulong)seed) + Golden));
    }

    /// <summary>A number above 0 and below 1.</summary>
    public double Uniform(int draw) => ((Mix(start + ((ulong)(draw + 1) * Golden)) >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>The finalizer of SplitMix64: Steele, Lea and Flood (2014), OOPSLA, 453-472.</summary>
    private static ulong Mix(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EBUL;
        return state ^ (state >> 31);
    }
}
