using System.Data.Common;

namespace KpiBoard.Data;

/// <summary>
/// Ends a transaction where it began: undone unless it was committed. One whose line is gone has ended with it; that it
/// cannot be undone any more must not hide why it failed.
/// </summary>
internal sealed class TransactionEnd(DbTransaction transaction) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception gone) when (gone is InvalidOperationException or DbException)
        {
            // The server undoes what its client has left.
        }
    }
}
