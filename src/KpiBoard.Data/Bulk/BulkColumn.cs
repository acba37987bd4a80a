namespace KpiBoard.Data.Bulk;

public enum BulkType
{
    Int64,
    Double,

    /// <summary>Text held as UTF-8.</summary>
    Text,

    Blob,
}

public sealed record BulkColumn(string Name, BulkType Type);
