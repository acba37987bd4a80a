namespace KpiBoard.Web.Features.Imports;

/// <summary>The control totals of the rows that were taken.</summary>
public sealed class ImportTally
{
    private readonly Dictionary<long, Total> totals = [];
    private long lastKey = -1;
    private Total? last;

    public long Rows { get; set; }

    public long NotAnswered { get; set; }

    public int? FirstDate { get; private set; }

    public int? LastDate { get; private set; }

    public IEnumerable<Total> Totals =>
        totals.Values.OrderBy(total => total.Currency, StringComparer.Ordinal).ThenBy(total => total.Month);

    public void Add(ReadOnlySpan<byte> currency, int date, long? amount, bool isUnidentified)
    {
        var code = currency.Length == 3 ? (currency[0] << 16) | (currency[1] << 8) | currency[2] : 0;
        var key = ((long)code << 32) | (uint)(date / 100);
        if (key != lastKey || last is null)
        {
            if (!totals.TryGetValue(key, out last))
            {
                totals[key] = last = new Total(System.Text.Encoding.ASCII.GetString(currency), date / 100);
            }
            lastKey = key;
        }
        last.Add(amount, isUnidentified);
        FirstDate = date < FirstDate ? date : FirstDate ?? date;
        LastDate = date > LastDate ? date : LastDate ?? date;
    }

    public sealed class Total(string currency, int month)
    {
        public string Currency => currency;

        public int Month => month;

        public long Rows { get; private set; }

        public Int128 Amount { get; private set; }

        public bool HasAmount { get; private set; }

        public long UnidentifiedRows { get; private set; }

        public Int128 UnidentifiedAmount { get; private set; }

        public void Add(long? amount, bool isUnidentified)
        {
            Rows++;
            HasAmount |= amount is not null;
            Amount += amount.GetValueOrDefault();
            if (isUnidentified)
            {
                UnidentifiedRows++;
                UnidentifiedAmount += amount.GetValueOrDefault();
            }
        }
    }
}
