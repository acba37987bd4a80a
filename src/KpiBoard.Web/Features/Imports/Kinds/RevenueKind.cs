using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

public sealed class RevenueKind : ImportKind
{
    private const int BookedOn = 0;
    private const int Amount = 1;
    private const int Quantity = 2;
    private const int UnitPrice = 3;
    private const int Customer = 4;
    private const int LineId = 5;
    private const int InvoiceId = 6;
    private const int Cost = 7;
    private const int Currency = 8;
    private const int Product = 9;

    private const int CustomerCell = Own;
    private const int BookedOnCell = Own + 1;
    private const int AmountCell = Own + 2;
    private const int CostCell = Own + 3;
    private const int QuantityCell = Own + 4;
    private const int CurrencyCell = Own + 5;
    private const int InvoiceCell = Own + 6;
    private const int ProductCell = Own + 7;

    public RevenueKind()
        : base(
            "revenue",
            "RevenueLine",
            [
                new("booked_on", ColumnType.Date),
                new("amount", ColumnType.Number),
                new("quantity", ColumnType.Number),
                new("unit_price", ColumnType.Number),
                new("customer_id"),
                new("line_id"),
                new("invoice_id"),
                new("cost", ColumnType.Number),
                new("currency"),
                new("product"),
            ],
            [
                new("CustomerId", BulkType.Int64),
                new("BookedOn", BulkType.Int64),
                new("Amount", BulkType.Int64),
                new("Cost", BulkType.Int64),
                new("Quantity", BulkType.Int64),
                new("Currency", BulkType.Text),
                new("InvoiceId", BulkType.Text),
                new("Product", BulkType.Text),
            ]
        ) { }

    public override int CustomerColumn => Customer;

    public override IReadOnlyList<string> Personal { get; } = ["InvoiceId"];

    public override int KeyColumn => LineId;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [BookedOn, Amount],
        [BookedOn, Quantity, UnitPrice],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var bookedOn = row.Date(BookedOn, required: true, mayBeInFuture: false);
        var amount = ReadAmount(row, out var quantity);
        var cost = row.Money(Cost, required: false);
        var customerId = row.Text(Customer);
        var currency = row.Currency(Currency);
        var invoice = row.Text(InvoiceId);
        var product = row.Text(Product);
        var key = row.Text(LineId);
        if (row.Errors.Count > 0)
        {
            return;
        }
        var content = new Fingerprint();
        content.Add(customerId);
        content.Add(bookedOn);
        content.Add(amount);
        content.Add(cost);
        content.Add(quantity);
        content.Add(currency);
        content.Add(invoice);
        content.Add(product);
        chunk.SetInt64(Fingerprint, content.Value);
        row.SetText(chunk, RowKey, key);
        chunk.SetInt64(CustomerCell, row.Customer(Customer));
        chunk.SetInt64(BookedOnCell, bookedOn);
        chunk.SetInt64(AmountCell, amount);
        chunk.SetInt64(CostCell, cost);
        chunk.SetInt64(QuantityCell, quantity);
        chunk.SetText(CurrencyCell, currency);
        row.SetText(chunk, InvoiceCell, invoice);
        row.SetText(chunk, ProductCell, product);
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally)
    {
        var day = (int)chunk.GetInt64(BookedOnCell, row);
        tally.Add(
            chunk.GetUtf8(CurrencyCell, row),
            day,
            chunk.GetInt64(AmountCell, row),
            chunk.GetInt64(CustomerCell, row) == 0
        );
    }

    private static long? ReadAmount(Row row, out long? quantity)
    {
        quantity = null;
        var counted = row.TryNumber(Quantity, required: !row.Has(Amount), out var number);
        if (counted && number.ToQuantity(out var stored) is null)
        {
            quantity = stored;
        }
        if (row.Has(Amount))
        {
            return row.Money(Amount, required: true);
        }
        if (!row.TryNumber(UnitPrice, required: true, out var price) || !counted)
        {
            return null;
        }
        if (ExactNumber.Multiply(number, price, out var units) is { } problem)
        {
            row.Fail(Quantity, problem);
            return null;
        }
        return units;
    }
}
