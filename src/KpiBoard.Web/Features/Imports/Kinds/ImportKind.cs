using System.Text;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Imports.Kinds;

public enum ColumnType
{
    Text,
    Number,
    Date,
}

/// <summary>A column of a kind of file.</summary>
/// <param name="MaxLength">Characters that the database keeps.</param>
public sealed record ImportColumn(string Name, ColumnType Type = ColumnType.Text, int MaxLength = 200);

/// <summary>
/// One kind of file: its columns, the table they go to, and how a record becomes a row. Whatever all kinds share -
/// keys, versions, quarantine, publishing - asks the kind for nothing else, so a new kind is one more of these.
/// </summary>
public abstract class ImportKind
{
    /// <summary>Characters of a file name that the ledger keeps.</summary>
    public const int LongestFileName = 400;

    public const int BatchId = 0;
    public const int Line = 1;
    public const int SourceId = 2;
    public const int RowKey = 3;
    public const int Fingerprint = 4;

    /// <summary>The first column that is the kind's own.</summary>
    protected const int Own = 5;

    private static readonly BulkColumn[] Shared =
    [
        new("BatchId", BulkType.Int64),
        new("Line", BulkType.Int64),
        new("SourceId", BulkType.Int64),
        new("RowKey", BulkType.Text),
        new("Fingerprint", BulkType.Int64),
    ];

    protected ImportKind(string name, string table, ImportColumn[] columns, BulkColumn[] own)
    {
        Name = name;
        Table = table;
        Columns = columns;
        TableColumns = [.. Shared, .. own];
    }

    public static IReadOnlyList<ImportKind> All { get; } =
    [
        new CustomersKind(),
        new RevenueKind(),
        new SurveysKind(),
        new RatesKind(),
        new WalletsKind(),
        new MeasuresKind(),
        new TargetsKind(),
    ];

    public string Name { get; }

    /// <summary>The fact table.</summary>
    public string Table { get; }

    /// <summary>The columns of the file, in the order in which <see cref="Row"/> numbers them.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; }

    public IReadOnlyList<BulkColumn> TableColumns { get; }

    /// <summary>The file column that names the customer, and the table column that holds its number; -1 without.</summary>
    public virtual int CustomerColumn => -1;

    public int CustomerTableColumn => CustomerColumn < 0 ? -1 : Own;

    /// <summary>The file column that an error about a taken key points at.</summary>
    public abstract int KeyColumn { get; }

    /// <summary>Sets of columns of which each must be there; any one set will do.</summary>
    public abstract IReadOnlyList<IReadOnlyList<int>> Required { get; }

    public static ImportKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Fills the row's cells; what is wrong is told to <paramref name="row"/>, and then nothing is stored.</summary>
    public abstract void Read(Row row, BulkChunk chunk);

    /// <summary>Adds a stored row to the control totals.</summary>
    public abstract void Tally(BulkChunk chunk, int row, ImportTally tally);

    /// <summary>Columns of the table that are left empty for a customer who was erased.</summary>
    public virtual IReadOnlyList<string> Personal => [];

    /// <summary>Leaves out what a row says of a customer who was erased; what the figures are made of stays.</summary>
    public void Forget(BulkChunk chunk, int row, string number, string pseudonym)
    {
        for (var column = 0; column < TableColumns.Count; column++)
        {
            var name = TableColumns[column].Name;
            if (Personal.Contains(name))
            {
                chunk.SetText(column, row, (string?)null);
            }
            else if ((column == RowKey || name == "JourneyInstance") && !chunk.IsNull(column, row))
            {
                var text = Encoding.UTF8.GetString(chunk.GetUtf8(column, row));
                chunk.SetText(column, row, ErasedCustomer.Hide(text, number, pseudonym));
            }
        }
    }

    /// <summary>What a kind has to look up in the database before a chunk can be written.</summary>
    public virtual Task PrepareAsync(PrepareContext context, BulkChunk chunk) => Task.CompletedTask;

    public int ColumnIndex(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == name)
            {
                return i;
            }
        }
        return -1;
    }
}
