using System.Text;

namespace KpiBoard.Data.Bulk;

/// <summary>
/// Rows on their way into the database, column by column, reused from one chunk to the next: a reader fills one while
/// the writer empties another, and neither makes garbage. Text stays UTF-8 from the file to the engine.
/// </summary>
public sealed class BulkChunk
{
    private readonly long[][] values;
    private readonly bool[][] isNull;
    private byte[] text = new byte[64 * 1024];
    private int textLength;

    public BulkChunk(IReadOnlyList<BulkColumn> columns, int capacity)
    {
        Columns = columns;
        Capacity = capacity;
        values = [.. columns.Select(_ => new long[capacity])];
        isNull = [.. columns.Select(_ => new bool[capacity])];
    }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The bytes of all texts; a text cell holds where its own are.</summary>
    internal ReadOnlySpan<byte> Bytes => text;

    public int Capacity { get; }

    public int Count { get; private set; }

    public bool IsFull => Count == Capacity;

    public void Clear()
    {
        Count = 0;
        textLength = 0;
    }

    /// <summary>Closes the row being filled; every column must have been set.</summary>
    public void EndRow() => Count++;

    public void SetNull(int column) => isNull[column][Count] = true;

    public void SetInt64(int column, long? value) => SetInt64(column, Count, value);

    public void SetInt64(int column, int row, long? value)
    {
        isNull[column][row] = value is null;
        values[column][row] = value.GetValueOrDefault();
    }

    public void SetDouble(int column, double? value)
    {
        isNull[column][Count] = value is null;
        values[column][Count] = BitConverter.DoubleToInt64Bits(value.GetValueOrDefault());
    }

    public void SetText(int column, ReadOnlySpan<byte> utf8) => SetBytes(column, Count, utf8);

    public void SetText(int column, int row, ReadOnlySpan<byte> utf8) => SetBytes(column, row, utf8);

    public void SetBytes(int column, ReadOnlySpan<byte> bytes) => SetBytes(column, Count, bytes);

    private void SetBytes(int column, int row, ReadOnlySpan<byte> bytes)
    {
        if (textLength + bytes.Length > text.Length)
        {
            Array.Resize(ref text, Math.Max(text.Length * 2, textLength + bytes.Length));
        }
        bytes.CopyTo(text.AsSpan(textLength));
        isNull[column][row] = false;
        values[column][row] = ((long)textLength << 32) | (uint)bytes.Length;
        textLength += bytes.Length;
    }

    public void SetText(int column, string? value) => SetText(column, Count, value);

    public void SetText(int column, int row, string? value)
    {
        if (value is null)
        {
            isNull[column][row] = true;
        }
        else
        {
            SetText(column, row, Encoding.UTF8.GetBytes(value));
        }
    }

    public bool IsNull(int column, int row) => isNull[column][row];

    public long GetInt64(int column, int row) => values[column][row];

    public double GetDouble(int column, int row) => BitConverter.Int64BitsToDouble(values[column][row]);

    public ReadOnlySpan<byte> GetUtf8(int column, int row) => GetBytes(column, row);

    public ReadOnlySpan<byte> GetBytes(int column, int row)
    {
        var at = values[column][row];
        return text.AsSpan(Offset(at), Length(at));
    }

    internal static int Offset(long cell) => (int)(cell >> 32);

    internal static int Length(long cell) => (int)(cell & 0xFFFF_FFFF);

    /// <summary>The cell as the .NET value of its column's type, or null.</summary>
    public object? GetValue(int column, int row) =>
        isNull[column][row]
            ? null
            : Columns[column].Type switch
            {
                BulkType.Int64 => GetInt64(column, row),
                BulkType.Double => GetDouble(column, row),
                BulkType.Blob => GetBytes(column, row).ToArray(),
                _ => Encoding.UTF8.GetString(GetUtf8(column, row)),
            };
}
