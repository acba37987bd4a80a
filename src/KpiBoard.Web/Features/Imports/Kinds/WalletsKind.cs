using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// What customers spend in the category in a year, here and elsewhere; or, where they were only asked that, our rank
/// among the brands they use.
/// </summary>
public sealed class WalletsKind : ImportKind
{
    private const int RankDecimals = 2;
    private const int MostBrands = 1000;

    private const int Customer = 0;
    private const int Period = 1;
    private const int CategorySpend = 2;
    private const int Currency = 3;
    private const int Rank = 4;
    private const int Brands = 5;
    private const int Origin = 6;

    private const int CustomerCell = Own;
    private const int YearCell = Own + 1;
    private const int CategorySpendCell = Own + 2;
    private const int CurrencyCell = Own + 3;
    private const int RankCell = Own + 4;
    private const int BrandsCell = Own + 5;
    private const int OriginCell = Own + 6;

    public WalletsKind()
        : base(
            "wallets",
            "WalletEstimate",
            [
                new("customer_id", MaxLength: 180),
                new("period", MaxLength: 4),
                new("category_spend", ColumnType.Number),
                new("currency"),
                new("rank", ColumnType.Number),
                new("brands", ColumnType.Number),
                new("source"),
            ],
            [
                new("CustomerId", BulkType.Int64),
                new("Year", BulkType.Int64),
                new("CategorySpend", BulkType.Int64),
                new("Currency", BulkType.Text),
                new("Rank", BulkType.Int64),
                new("Brands", BulkType.Int64),
                new("Origin", BulkType.Text),
            ]
        ) { }

    public override int CustomerColumn => Customer;

    public override IReadOnlyList<string> Personal { get; } = ["Origin"];

    public override int KeyColumn => Customer;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Customer, Period],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var customer = row.Text(Customer);
        if (customer.IsEmpty)
        {
            row.FailWhenRequired(Customer, row.Errors.Count == 0);
        }
        var year = ReadYear(row);
        var spend = row.Money(CategorySpend, required: false);
        if (spend < 0)
        {
            row.Fail(CategorySpend, "wallet.negative");
        }
        var currency = spend is null ? default : row.Currency(Currency);
        var (rank, brands) = ReadRank(row);
        var origin = row.Text(Origin);
        if (row.Errors.Count == 0 && spend is null && rank is null)
        {
            row.Fail(CategorySpend, "wallet.empty");
        }
        if (row.Errors.Count > 0)
        {
            return;
        }
        var content = new Fingerprint();
        content.Add(spend);
        content.Add(currency);
        content.Add(rank);
        content.Add(brands);
        content.Add(origin);
        Span<byte> key = stackalloc byte[customer.Length + 5];
        year!.Value.TryFormat(key, out _);
        key[4] = (byte)'|';
        customer.CopyTo(key[5..]);
        chunk.SetText(RowKey, key);
        chunk.SetInt64(Fingerprint, content.Value);
        chunk.SetInt64(CustomerCell, row.Customer(Customer));
        chunk.SetInt64(YearCell, year);
        chunk.SetInt64(CategorySpendCell, spend);
        row.SetText(chunk, CurrencyCell, currency);
        chunk.SetInt64(RankCell, rank);
        chunk.SetInt64(BrandsCell, brands);
        row.SetText(chunk, OriginCell, origin);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally) =>
        tally.Add(
            chunk.IsNull(CurrencyCell, row) ? [] : chunk.GetUtf8(CurrencyCell, row),
            ((int)chunk.GetInt64(YearCell, row) * 10_000) + 1231,
            chunk.IsNull(CategorySpendCell, row) ? null : chunk.GetInt64(CategorySpendCell, row),
            false
        );

    private static int? ReadYear(Row row)
    {
        var cell = row.Cell(Period);
        if (cell.IsEmpty)
        {
            row.Fail(Period, "value.required");
            return null;
        }
        if (
            cell.Length == 4
            && System.Buffers.Text.Utf8Parser.TryParse(cell, out int year, out var read)
            && read == 4
            && year > 1900
        )
        {
            return year;
        }
        row.Fail(Period, "wallet.year");
        return null;
    }

    /// <summary>The rank in hundredths, for brands that tie share the average of their ranks.</summary>
    private static (long? Rank, long? Brands) ReadRank(Row row)
    {
        long? brands = row.TryNumber(Brands, required: false, out var count) ? count.ToWhole() ?? -1 : null;
        if (brands is < 1 or > MostBrands)
        {
            row.Fail(Brands, "wallet.brands");
            return (null, null);
        }
        if (!row.TryNumber(Rank, required: false, out var number))
        {
            return (null, brands);
        }
        if (number.ToScaled(RankDecimals, out var rank) is { } problem)
        {
            row.Fail(Rank, problem);
            return (null, brands);
        }
        if (brands is not { } all || rank < 100 || rank > all * 100)
        {
            row.Fail(Rank, "wallet.rank");
        }
        return (rank, brands);
    }
}
