namespace KpiBoard.Data.Bulk;

/// <summary>
/// Walks over a result of a row per fact without making an object of any value; columns are counted from 0. It is
/// valid inside the call that it was handed to.
/// </summary>
public interface IBulkReader
{
    /// <summary>Steps to the next row; false after the last.</summary>
    bool Read();

    bool IsNull(int column);

    /// <summary>The whole number, 0 where there is none.</summary>
    long GetInt64(int column);

    double GetDouble(int column);

    /// <summary>The text as UTF-8, empty where there is none; good until the next step.</summary>
    ReadOnlySpan<byte> GetUtf8(int column);

    /// <summary>The bytes, empty where there are none; good until the next step.</summary>
    ReadOnlySpan<byte> GetBytes(int column);
}
