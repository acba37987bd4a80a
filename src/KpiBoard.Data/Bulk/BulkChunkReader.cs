using System.Collections;
using System.Data.Common;

namespace KpiBoard.Data.Bulk;

/// <summary>A chunk as the data reader that SqlBulkCopy wants, on request with each row's number in the chunk.</summary>
internal sealed class BulkChunkReader(BulkChunk chunk, int start, int count, bool withRows = false) : DbDataReader
{
    private int row = start - 1;

    public override int FieldCount => chunk.Columns.Count + (withRows ? 1 : 0);

    public override bool HasRows => count > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => -1;

    public override int Depth => 0;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public override bool Read() => ++row < start + count;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => !IsRow(ordinal) && chunk.IsNull(ordinal, row);

    public override object GetValue(int ordinal) =>
        IsRow(ordinal) ? (long)row : chunk.GetValue(ordinal, row) ?? DBNull.Value;

    public override string GetName(int ordinal) => IsRow(ordinal) ? nameof(row) : chunk.Columns[ordinal].Name;

    public override int GetOrdinal(string name)
    {
        for (var i = 0; i < FieldCount; i++)
        {
            if (GetName(i) == name)
            {
                return i;
            }
        }
        throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such column.");
    }

    public override Type GetFieldType(int ordinal) =>
        (IsRow(ordinal) ? BulkType.Int64 : chunk.Columns[ordinal].Type) switch
        {
            BulkType.Int64 => typeof(long),
            BulkType.Double => typeof(double),
            BulkType.Blob => typeof(byte[]),
            _ => typeof(string),
        };

    public override string GetDataTypeName(int ordinal) => GetFieldType(ordinal).Name;

    public override int GetValues(object[] values)
    {
        var length = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < length; i++)
        {
            values[i] = GetValue(i);
        }
        return length;
    }

    public override long GetInt64(int ordinal) => IsRow(ordinal) ? row : chunk.GetInt64(ordinal, row);

    public override double GetDouble(int ordinal) => chunk.GetDouble(ordinal, row);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override bool GetBoolean(int ordinal) => throw new NotSupportedException();

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override int GetInt32(int ordinal) => throw new NotSupportedException();

    private bool IsRow(int ordinal) => ordinal == chunk.Columns.Count;
}
