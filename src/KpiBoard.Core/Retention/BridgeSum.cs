using System.Buffers;

namespace KpiBoard.Core.Retention;

/// <summary>The earlier pair of periods that a pair is compared with.</summary>
public enum BridgeLag
{
    /// <summary>The point before in the series: for R12 the window that ended one month earlier.</summary>
    Previous = 0,

    /// <summary>The same period a year ago; for R12 that is the starting period's own pair.</summary>
    YearAgo = 1,
}

/// <summary>
/// The bridge of one pair of consecutive periods over any set of customers, and the second moments that its ratios'
/// standard errors need. Everything is an exact integer, so contributions may be added and taken away in any order
/// with the same bits as a sum from scratch: an incremental refresh equals a full one.
/// <c>start + new + reactivated + expansion + contraction + churned = end</c>, contraction and churned negative.
/// </summary>
/// <remarks>Sums of money that leave the range of <see cref="Money"/> throw <see cref="OverflowException"/>.</remarks>
public sealed class BridgeSum : IEquatable<BridgeSum>
{
    private const byte FormatVersion = 1;
    private const int SumCount = 7;
    private const int MomentCount = 6;
    private const int CrossCount = 10;
    private const int LagCount = 2;

    private readonly long[] sums = new long[SumCount];
    private readonly long[] counts = new long[(int)BridgeChange.Churned + 1];
    private readonly long[] pairs = new long[LagCount * 2];
    private readonly SumOfProducts[] moments = new SumOfProducts[MomentCount + (LagCount * CrossCount)];

    public long Start => sums[0];

    public long New => sums[1];

    public long Reactivated => sums[2];

    public long Expansion => sums[3];

    public long Contraction => sums[4];

    public long Churned => sums[5];

    public long End => sums[6];

    /// <summary>The start of the customers present in both periods.</summary>
    public long ExistingStart => Start + Churned;

    /// <summary>The end of the customers present in both periods: <c>revenue.existing</c> or <c>margin.existing</c>.</summary>
    public long ExistingEnd => ExistingStart + Expansion + Contraction;

    public long CustomersStart => CustomersExisting + CustomersChurned;

    public long CustomersNew => counts[(int)BridgeChange.New];

    public long CustomersReactivated => counts[(int)BridgeChange.Reactivated];

    public long CustomersExpanded => counts[(int)BridgeChange.Expanded];

    public long CustomersContracted => counts[(int)BridgeChange.Contracted];

    public long CustomersFlat => counts[(int)BridgeChange.Flat];

    public long CustomersChurned => counts[(int)BridgeChange.Churned];

    public long CustomersEnd => CustomersExisting + CustomersNew + CustomersReactivated;

    /// <summary>Customers present in both periods.</summary>
    public long CustomersExisting => CustomersExpanded + CustomersContracted + CustomersFlat;

    public bool IsZero =>
        !sums.AsSpan().ContainsAnyExcept(0)
        && !counts.AsSpan().ContainsAnyExcept(0)
        && !pairs.AsSpan().ContainsAnyExcept(0)
        && !moments.AsSpan().ContainsAnyExcept(default(SumOfProducts));

    // Over customers present at the start: x the start, y what is kept of it, g what is kept without expansion,
    // s the start of those kept. The sum of y*s is that of x*y, because y is 0 where s differs from x.
    internal Int128 Xx => moments[0].ToInt128();
    internal Int128 Xy => moments[1].ToInt128();
    internal Int128 Yy => moments[2].ToInt128();
    internal Int128 Xg => moments[3].ToInt128();
    internal Int128 Gg => moments[4].ToInt128();
    internal Int128 Ss => moments[5].ToInt128();

    /// <summary>Adds (sign +1) or takes away (-1) one customer's part.</summary>
    public void Add(BridgeEntry entry, int sign = 1)
    {
        ThrowUnlessSign(sign);
        var change = entry.Change;
        if (change == BridgeChange.Absent)
        {
            return;
        }

        counts[(int)change] += sign;
        AddMoney(0, entry.PresentAtStart ? entry.Start : 0, sign);
        AddMoney(6, entry.PresentAtEnd ? entry.End : 0, sign);
        switch (change)
        {
            case BridgeChange.New:
                AddMoney(1, entry.End, sign);
                return;
            case BridgeChange.Reactivated:
                AddMoney(2, entry.End, sign);
                return;
            case BridgeChange.Expanded:
                AddMoney(3, checked(entry.End - entry.Start), sign);
                break;
            case BridgeChange.Contracted:
                AddMoney(4, checked(entry.End - entry.Start), sign);
                break;
            case BridgeChange.Churned:
                AddMoney(5, checked(-entry.Start), sign);
                break;
        }

        var (x, y, g, s) = Parts(entry);
        AddProduct(0, x, x, sign);
        AddProduct(1, x, y, sign);
        AddProduct(2, y, y, sign);
        AddProduct(3, x, g, sign);
        AddProduct(4, g, g, sign);
        AddProduct(5, s, s, sign);
    }

    /// <summary>
    /// Adds or takes away the products of one customer's part with the same customer's part in an earlier pair.
    /// Only customers present at the start of both pairs contribute; others may be passed.
    /// </summary>
    public void AddPair(BridgeLag lag, BridgeEntry now, BridgeEntry earlier, int sign = 1)
    {
        ThrowUnlessSign(sign);
        if (!now.PresentAtStart || !earlier.PresentAtStart)
        {
            return;
        }

        var (x, y, g, s) = Parts(now);
        var (x0, y0, g0, s0) = Parts(earlier);
        var at = MomentCount + ((int)lag * CrossCount);
        pairs[(int)lag * 2] += sign;
        pairs[((int)lag * 2) + 1] += now.PresentInBoth && earlier.PresentInBoth ? sign : 0;
        AddProduct(at, x, x0, sign);
        AddProduct(at + 1, x, y0, sign);
        AddProduct(at + 2, y, x0, sign);
        AddProduct(at + 3, y, y0, sign);
        AddProduct(at + 4, x, g0, sign);
        AddProduct(at + 5, g, x0, sign);
        AddProduct(at + 6, g, g0, sign);
        AddProduct(at + 7, s, s0, sign);
        AddProduct(at + 8, s, y0, sign);
        AddProduct(at + 9, y, s0, sign);
    }

    /// <summary>Adds (sign +1) or takes away (-1) another sum, for example that of one member.</summary>
    public void Merge(BridgeSum other, int sign = 1)
    {
        ThrowUnlessSign(sign);
        for (var i = 0; i < sums.Length; i++)
        {
            AddMoney(i, other.sums[i], sign);
        }

        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += sign * other.counts[i];
        }

        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] += sign * other.pairs[i];
        }

        for (var i = 0; i < moments.Length; i++)
        {
            moments[i] = moments[i].Plus(sign > 0 ? other.moments[i] : other.moments[i].Negated());
        }
    }

    internal CrossMoments Cross(BridgeLag lag) =>
        new(pairs.AsMemory((int)lag * 2, 2), moments.AsMemory(MomentCount + ((int)lag * CrossCount), CrossCount));

    /// <summary>Appends a version byte and the accumulators as variable-length integers: a byte for each 0.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        output.Write([FormatVersion]);
        foreach (var value in (ReadOnlySpan<long>)[.. sums, .. counts, .. pairs])
        {
            VariableLengthInteger.Write(output, value);
        }

        foreach (var value in moments)
        {
            VariableLengthInteger.Write(output, value.ToInt128());
        }
    }

    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        Write(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version, cut short, or too many.</exception>
    public static BridgeSum Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != FormatVersion)
        {
            throw new InvalidDataException($"Bridge moments of version {FormatVersion} were expected.");
        }

        bytes = bytes[1..];
        var sum = new BridgeSum();
        foreach (var values in (long[][])[sum.sums, sum.counts, sum.pairs])
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (long)VariableLengthInteger.Read(ref bytes);
            }
        }

        for (var i = 0; i < sum.moments.Length; i++)
        {
            sum.moments[i] = SumOfProducts.From(VariableLengthInteger.Read(ref bytes));
        }

        return bytes.IsEmpty ? sum : throw new InvalidDataException("Bridge moments are followed by other bytes.");
    }

    public bool Equals(BridgeSum? other) =>
        other is not null
        && sums.AsSpan().SequenceEqual(other.sums)
        && counts.AsSpan().SequenceEqual(other.counts)
        && pairs.AsSpan().SequenceEqual(other.pairs)
        && moments.AsSpan().SequenceEqual(other.moments);

    public override bool Equals(object? obj) => Equals(obj as BridgeSum);

    public override int GetHashCode() => HashCode.Combine(Start, End, CustomersStart, CustomersEnd, Xx, Xy, Yy);

    private static (long X, long Y, long G, long S) Parts(BridgeEntry entry) =>
        (entry.Start, entry.Kept, entry.KeptGross, entry.ExistingStart);

    private static void ThrowUnlessSign(int sign)
    {
        if (sign is not (1 or -1))
        {
            throw new ArgumentOutOfRangeException(nameof(sign), sign, "The sign is 1 to add or -1 to take away.");
        }
    }

    private void AddMoney(int index, long amount, int sign) =>
        sums[index] = checked(sign > 0 ? sums[index] + amount : sums[index] - amount);

    private void AddProduct(int index, long left, long right, int sign) =>
        moments[index] = moments[index].Plus(checked(sign * left), right);
}

/// <summary>
/// Sums of products of a customer's parts now (first letter) and in an earlier pair (second letter), see
/// <see cref="BridgeSum"/>.
/// </summary>
internal readonly struct CrossMoments(ReadOnlyMemory<long> customers, ReadOnlyMemory<SumOfProducts> values)
{
    /// <summary>Customers at the start of both pairs.</summary>
    public long CustomersStart => customers.Span[0];

    /// <summary>Customers at start and end of both pairs.</summary>
    public long CustomersExisting => customers.Span[1];

    public Int128 Xx => values.Span[0].ToInt128();
    public Int128 Xy => values.Span[1].ToInt128();
    public Int128 Yx => values.Span[2].ToInt128();
    public Int128 Yy => values.Span[3].ToInt128();
    public Int128 Xg => values.Span[4].ToInt128();
    public Int128 Gx => values.Span[5].ToInt128();
    public Int128 Gg => values.Span[6].ToInt128();
    public Int128 Ss => values.Span[7].ToInt128();
    public Int128 Sy => values.Span[8].ToInt128();
    public Int128 Ys => values.Span[9].ToInt128();
}
