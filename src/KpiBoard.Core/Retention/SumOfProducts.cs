using System.Runtime.InteropServices;

namespace KpiBoard.Core.Retention;

/// <summary>A sum of products of two <see cref="long"/>s, exact in 128 bits.</summary>
/// <remarks>
/// Two limbs and not an <see cref="Int128"/>: methods that take one are left out of code compiled ahead, so that a
/// process that has just started, as each night's does, would add a million of them in unoptimised code.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SumOfProducts(ulong Low, long High)
{
    /// <summary>Adds <c>left * right</c>.</summary>
    /// <exception cref="OverflowException">The sum left the range of 128 bits.</exception>
    public SumOfProducts Plus(long left, long right)
    {
        var high = Math.BigMul(left, right, out long low);
        return Plus((ulong)low, high);
    }

    /// <summary>Adds another sum.</summary>
    /// <exception cref="OverflowException">The sum left the range of 128 bits.</exception>
    public SumOfProducts Plus(SumOfProducts other) => Plus(other.Low, other.High);

    public SumOfProducts Negated() => Low == 0 ? new(0, checked(-High)) : new(0 - Low, ~High);

    public Int128 ToInt128() => new((ulong)High, Low);

    public static SumOfProducts From(Int128 value) => new((ulong)value, (long)(value >> 64));

    private SumOfProducts Plus(ulong low, long high)
    {
        var sum = unchecked(Low + low);
        var carry = sum < low ? 1L : 0L;
        var highest = unchecked(High + high + carry);
        // As with any two's complement sum: an overflow when both have the sign that the result has not.
        return ((High ^ highest) & (high ^ highest)) < 0 ? throw new OverflowException() : new(sum, highest);
    }
}
