using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Values;

namespace KpiBoard.Web.Features.Imports.Kinds;

/// <summary>
/// What is known of customers. A file need not have every column: what it does not have keeps the known value. A blank
/// <c>valid_from</c> means always the first time a customer is described, and the day of the import after that.
/// </summary>
public sealed class CustomersKind : ImportKind
{
    private const int Id = 0;
    private const int Name_ = 1;
    private const int Segment = 2;
    private const int Region = 3;
    private const int BusinessUnit = 4;
    private const int JoinedOn = 5;
    private const int LeftOn = 6;
    private const int ValidFrom = 7;

    private const int CustomerCell = Own;
    private const int NameCell = Own + 1;
    private const int SegmentCell = Own + 2;
    private const int RegionCell = Own + 3;
    private const int BusinessUnitCell = Own + 4;
    private const int JoinedOnCell = Own + 5;
    private const int LeftOnCell = Own + 6;
    private const int ValidFromCell = Own + 7;

    private const string KnownSql = $"""
        SELECT f.[CustomerId], f.[BatchId], f.[SourceId], f.[Fingerprint], f.[Name], f.[Segment], f.[Region],
               f.[BusinessUnit], f.[JoinedOn], f.[LeftOn], f.[ValidFrom]
          FROM [CustomerVersion] f
         WHERE f.[CustomerId] IN @ids AND {FactSql.StaysVisible}
        """;

    public CustomersKind()
        : base(
            "customers",
            "CustomerVersion",
            [
                new("customer_id"),
                new("name", MaxLength: 400),
                new("segment"),
                new("region"),
                new("business_unit"),
                new("joined_on", ColumnType.Date),
                new("left_on", ColumnType.Date),
                new("valid_from", ColumnType.Date),
            ],
            [
                new("CustomerId", BulkType.Int64),
                new("Name", BulkType.Text),
                new("Segment", BulkType.Text),
                new("Region", BulkType.Text),
                new("BusinessUnit", BulkType.Text),
                new("JoinedOn", BulkType.Int64),
                new("LeftOn", BulkType.Int64),
                new("ValidFrom", BulkType.Int64),
            ]
        ) { }

    public override int CustomerColumn => Id;

    public override IReadOnlyList<string> Personal { get; } = ["Name"];

    public override int KeyColumn => Id;

    public override IReadOnlyList<IReadOnlyList<int>> Required { get; } =
    [
        [Id],
    ];

    public override void Read(Row row, BulkChunk chunk)
    {
        var id = row.Text(Id);
        if (id.IsEmpty)
        {
            row.FailWhenRequired(Id, row.Errors.Count == 0);
            return;
        }
        row.SetText(chunk, NameCell, row.Text(Name_));
        row.SetText(chunk, SegmentCell, row.Text(Segment));
        row.SetText(chunk, RegionCell, row.Text(Region));
        row.SetText(chunk, BusinessUnitCell, row.Text(BusinessUnit));
        var joinedOn = row.Date(JoinedOn, required: false, mayBeInFuture: true);
        var leftOn = row.Date(LeftOn, required: false, mayBeInFuture: true);
        if (leftOn < joinedOn)
        {
            row.Fail(LeftOn, "date.leftBeforeJoined");
        }
        chunk.SetInt64(JoinedOnCell, joinedOn);
        chunk.SetInt64(LeftOnCell, leftOn);
        chunk.SetInt64(ValidFromCell, row.Date(ValidFrom, required: false, mayBeInFuture: true));
        if (row.Errors.Count > 0)
        {
            return;
        }
        chunk.SetText(RowKey, id);
        chunk.SetInt64(CustomerCell, row.Customer(Id));
    }

    public override void Tally(BulkChunk chunk, int row, ImportTally tally)
    {
        // Customers have neither money nor a period; their rows are counted as all rows are.
    }

    /// <summary>Holds the rows against what is known of their customers.</summary>
    public override async Task PrepareAsync(PrepareContext context, BulkChunk chunk)
    {
        var known = new Dictionary<long, List<KnownVersion>>();
        var ids = Enumerable.Range(0, chunk.Count).Select(row => chunk.GetInt64(CustomerCell, row)).Distinct();
        foreach (var group in ids.Chunk(CustomerRegister.LookupSize))
        {
            foreach (
                var version in await context.Transaction.QueryAsync<KnownVersion>(
                    KnownSql,
                    new { ids = group, replaces = context.Replaces }
                )
            )
            {
                if (!known.TryGetValue(version.CustomerId, out var versions))
                {
                    known[version.CustomerId] = versions = [];
                }
                versions.Add(version);
            }
        }
        for (var row = 0; row < chunk.Count; row++)
        {
            Complete(context, chunk, row, known.GetValueOrDefault(chunk.GetInt64(CustomerCell, row)) ?? []);
        }
    }

    private static void Complete(PrepareContext context, BulkChunk chunk, int row, List<KnownVersion> versions)
    {
        var isBlank = chunk.IsNull(ValidFromCell, row);
        var validFrom =
            !isBlank ? chunk.GetInt64(ValidFromCell, row)
            : versions.Count == 0 ? 0
            : Row.Number(context.Today);
        var newest = versions.MaxBy(version => version.BatchId);
        var inForce = versions
            .Where(version => version.ValidFrom <= validFrom)
            .MaxBy(version => (version.ValidFrom, version.BatchId));
        Keep(Name_, NameCell, newest?.Name);
        Keep(Segment, SegmentCell, inForce?.Segment);
        Keep(Region, RegionCell, inForce?.Region);
        Keep(BusinessUnit, BusinessUnitCell, inForce?.BusinessUnit);
        KeepDate(JoinedOn, JoinedOnCell, newest?.JoinedOn);
        KeepDate(LeftOn, LeftOnCell, newest?.LeftOn);
        chunk.SetInt64(ValidFromCell, row, validFrom);
        var current = versions.Where(version => version.SourceId == context.SourceId).MaxBy(version => version.BatchId);
        // A blank date says nothing new: the row is the known version again when all the rest is.
        var print =
            isBlank && current is not null && Print(chunk, row, current.ValidFrom) == current.Fingerprint
                ? current.Fingerprint
                : Print(chunk, row, validFrom);
        chunk.SetInt64(Fingerprint, row, print);

        void Keep(int column, int cell, string? value)
        {
            if (!context.Has(column))
            {
                chunk.SetText(cell, row, value);
            }
        }

        void KeepDate(int column, int cell, int? value)
        {
            if (!context.Has(column))
            {
                chunk.SetInt64(cell, row, value);
            }
        }
    }

    private static long Print(BulkChunk chunk, int row, long validFrom)
    {
        var content = new Fingerprint();
        for (var cell = NameCell; cell <= BusinessUnitCell; cell++)
        {
            content.Add(chunk.IsNull(cell, row) ? default : chunk.GetUtf8(cell, row));
        }
        content.Add(Date(JoinedOnCell));
        content.Add(Date(LeftOnCell));
        content.Add(validFrom);
        return content.Value;

        long? Date(int cell) => chunk.IsNull(cell, row) ? null : chunk.GetInt64(cell, row);
    }

    private sealed class KnownVersion
    {
        public long CustomerId { get; init; }

        public long BatchId { get; init; }

        public long SourceId { get; init; }

        public long Fingerprint { get; init; }

        public string? Name { get; init; }

        public string? Segment { get; init; }

        public string? Region { get; init; }

        public string? BusinessUnit { get; init; }

        public int? JoinedOn { get; init; }

        public int? LeftOn { get; init; }

        public int ValidFrom { get; init; }
    }
}
