using System.Data.Common;
using Dapper;
using KpiBoard.Data;

namespace KpiBoard.Web.Tests.Nodes;

/// <summary>Keeps a refresh from ending until it is released, or killed.</summary>
internal sealed class Hold : IAsyncDisposable
{
    private readonly DbConnection connection;
    private readonly DbTransaction? transaction;

    private Hold(DbConnection connection, DbTransaction? transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    /// <summary>A refresh marks the imports that it has taken in after it has written all figures.</summary>
    public static async Task<Hold> ByALockAsync(KpiDatabase database)
    {
        var open = await database.Dialect.OpenAsync(CancellationToken.None);
        var begun = await open.BeginTransactionAsync();
        await open.ExecuteAsync("UPDATE [ImportBatch] SET [FileName] = [FileName]", null, begun);
        return new Hold(open, begun);
    }

    /// <summary>A file has one lock for all writers; so the last statement of the first refresh is made to take long.</summary>
    public static async Task<Hold> BySlownessAsync(KpiDatabase database)
    {
        var open = await database.Dialect.OpenAsync(CancellationToken.None);
        await open.ExecuteAsync(
            """
            CREATE TRIGGER [Slow] BEFORE UPDATE OF [FinishedAt] ON [RefreshRun] WHEN NEW.[Status] = 'done'
                AND NEW.[Id] = (SELECT MIN([Id]) FROM [RefreshRun])
            BEGIN
                SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000)
                        SELECT COUNT(*) FROM n);
            END
            """
        );
        return new Hold(open, null);
    }

    public async Task ReleaseAsync()
    {
        if (transaction is not null)
        {
            await transaction.RollbackAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }
        await connection.DisposeAsync();
    }
}
