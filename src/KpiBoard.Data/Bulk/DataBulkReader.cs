using System.Data.Common;
using System.Globalization;
using System.Text;

namespace KpiBoard.Data.Bulk;

/// <summary>Any provider's data reader.</summary>
internal sealed class DataBulkReader(DbDataReader reader) : IBulkReader
{
    public bool Read() => reader.Read();

    public bool IsNull(int column) => reader.IsDBNull(column);

    public long GetInt64(int column) =>
        reader.IsDBNull(column) ? 0 : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    public double GetDouble(int column) => reader.GetDouble(column);

    public ReadOnlySpan<byte> GetUtf8(int column) =>
        reader.IsDBNull(column) ? [] : Encoding.UTF8.GetBytes(reader.GetString(column));

    public ReadOnlySpan<byte> GetBytes(int column) =>
        reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);
}
