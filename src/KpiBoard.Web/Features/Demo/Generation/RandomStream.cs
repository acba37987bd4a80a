namespace KpiBoard.Web.Features.Demo.Generation;

/// <summary>
/// Steele, Lea, Flood: SplitMix64 (OOPSLA 2014). Our own, because System.Random promises no sequence; only integer
/// steps and the four operations that IEEE 754 fixes, so that every machine draws the same bits. Each thing that is
/// drawn has a stream of its own, named by its keys: what is added later leaves the rest as it was.
/// </summary>
internal struct RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong state;

    private RandomStream(ulong state) => this.state = state;

    public static RandomStream For(Purpose purpose, int first = 0, int second = 0)
    {
        var stream = new RandomStream(Seed);
        stream.state = stream.Next() ^ (ulong)purpose;
        stream.state = stream.Next() ^ (uint)first;
        stream.state = stream.Next() ^ (uint)second;
        return stream;
    }

    /// <summary>The company's seed.</summary>
    private const ulong Seed = 20_070_719;

    public ulong Next()
    {
        var z = state += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 up to 1, without 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both possible.</summary>
    public int Between(int low, int high) => low + (int)Math.BigMul(Next(), (ulong)(high - low + 1), out _);

    public double Between(double low, double high) => low + (high - low) * Unit();

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[Between(0, from.Count - 1)];

    /// <summary>A count with the given mean: that of twice as many tries, rounded up.</summary>
    public int Count(double mean)
    {
        var tries = 2 * ((int)mean + 1);
        var count = 0;
        for (var i = 0; i < tries; i++)
        {
            count += Chance(mean / tries) ? 1 : 0;
        }
        return count;
    }
}

/// <summary>What a stream is drawn for.</summary>
internal enum Purpose
{
    Customer,
    Joins,
    Life,
    Month,
    Relationship,
    Visit,
    Unidentified,
    Leaders,
    Wallet,
    Measures,
}
