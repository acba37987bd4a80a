using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

public sealed class RatesKind : ImportKind
{
    /// <summary>Rates are kept in ten-billionths.</summary>
    private const int Decimals = 10;

    private const int Currency = 0;
    private const int Period = 1;
    private const int Rate = 2;

    private const int CurrencyCell = Own;
    private const int MonthCell = Own + 1;
    private const int RateCell = Own + 2;

    public RatesKind()
        : base(
            "rates",
            "ExchangeRate",
            [new("currency"), new("period"), new("rate", ColumnType.Number)],
            [new("Currency", BulkType.Text), new("Month", BulkType.Int64), new("Rate", BulkType.Int64)]
        ) { }

    public override int KeyColumn => Currency;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Currency, Period, Rate],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        if (row.Cell(Currency).IsEmpty)
        {
            row.Fail(Currency, "value.required");
            return;
        }
        var currency = row.Currency(Currency);
        var month = ReadMonth(row);
        var rate = ReadRate(row);
        if (row.Errors.Count > 0)
        {
            return;
        }
        Span<byte> key = stackalloc byte[10];
        currency.CopyTo(key);
        key[3] = (byte)'|';
        month!.Value.TryFormat(key[4..], out _);
        var content = new Fingerprint();
        content.Add(rate);
        chunk.SetText(RowKey, key);
        chunk.SetInt64(Fingerprint, content.Value);
        chunk.SetText(CurrencyCell, currency);
        chunk.SetInt64(MonthCell, month);
        chunk.SetInt64(RateCell, rate);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally) =>
        tally.Add(chunk.GetUtf8(CurrencyCell, row), (int)chunk.GetInt64(MonthCell, row) * 100 + 1, null, false);

    private static int? ReadMonth(Row row)
    {
        var cell = row.Cell(Period);
        if (cell.IsEmpty)
        {
            row.Fail(Period, "value.required");
            return null;
        }
        Span<byte> first = stackalloc byte[10];
        if (cell.Length == 7)
        {
            cell.CopyTo(first);
            "-01"u8.CopyTo(first[7..]);
            if (DateFormat.Iso.Parse(first, out var date, out _) is null)
            {
                return date / 100;
            }
        }
        row.Fail(Period, "period.invalid");
        return null;
    }

    private static long? ReadRate(Row row)
    {
        if (!row.TryNumber(Rate, required: true, out var number))
        {
            return null;
        }
        if (number.ToScaled(Decimals, out var rate) is { } problem)
        {
            row.Fail(Rate, problem);
            return null;
        }
        if (rate <= 0)
        {
            row.Fail(Rate, "rate.positive");
        }
        return rate;
    }
}
