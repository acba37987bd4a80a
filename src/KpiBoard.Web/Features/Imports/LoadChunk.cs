using CsvHelper;
using KpiBoard.Data.Bulk;
using KpiBoard.Web.Features.Imports.Kinds;
using KpiBoard.Web.Infrastructure.Json;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Rows on their way from the reader to the writer, with what the writer needs to know about them.</summary>
public sealed class LoadChunk(ImportKind kind, bool keepRecords)
{
    private const int Capacity = 4096;

    private readonly List<byte[]> records = [];

    public BulkChunk Rows { get; } = new(kind.TableColumns, Capacity);

    /// <summary>Customers that the file names here for the first time, in the order of their numbers.</summary>
    public List<string> NewCustomers { get; } = [];

    /// <summary>Rows that the reader found wrong, when they are to be put aside.</summary>
    public List<QuarantinedRow> Quarantined { get; } = [];

    public bool IsFull => Rows.IsFull || Quarantined.Count >= Capacity;

    public void Clear()
    {
        Rows.Clear();
        NewCustomers.Clear();
        Quarantined.Clear();
        records.Clear();
    }

    public void EndRow(CsvReader reader)
    {
        Rows.EndRow();
        if (keepRecords)
        {
            records.Add(reader.RawRecord.ToArray());
        }
    }

    /// <summary>The record of a row that the writer found wrong, split again.</summary>
    public string[] FieldsOf(int row, char delimiter)
    {
        using var reader = CsvReader.Create(
            records[row],
            new CsvReaderOptions { Separator = delimiter, HasHeader = false }
        );
        reader.Read();
        return QuarantinedRow.FieldsOf(reader);
    }
}

/// <summary>A row put aside: its fields as they stand in the file, and what is wrong with it.</summary>
public sealed record QuarantinedRow(long Line, string[] Fields, IReadOnlyList<ImportError> Errors)
{
    public string FieldsJson => KpiJson.Serialize(Fields);

    public string ErrorsJson => KpiJson.Serialize(Errors);

    public static string[] FieldsOf(CsvReader reader)
    {
        var fields = new string[reader.FieldCount];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = reader.GetString(i).TrimStart(Files.SheetText.NoValue);
        }
        return fields;
    }
}
