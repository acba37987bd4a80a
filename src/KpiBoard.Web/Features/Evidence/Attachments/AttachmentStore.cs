using System.Security.Cryptography;
using KpiBoard.Data;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>A file that is to be kept, looked at and named already.</summary>
public sealed record NewAttachment(string FileName, string ContentType, byte[] Content);

/// <summary>A row of [Attachment].</summary>
public sealed class AttachmentRow
{
    public long Id { get; init; }
    public long InitiativeId { get; init; }
    public string FileName { get; init; } = "";
    public string ContentType { get; init; } = "";
    public long Size { get; init; }
    public string Hash { get; init; } = "";
    public DateTimeOffset AddedAt { get; init; }
    public string AddedBy { get; init; } = "";
    public DateTimeOffset? RemovedAt { get; init; }
}

/// <summary>The files that people keep with an initiative.</summary>
public sealed class AttachmentStore(KpiDatabase database, AttachmentOptions options, TimeProvider clock)
{
    /// <summary>For so long a removed file can be brought back; then its content goes.</summary>
    public const int DaysToRestore = 30;

    private const string OfSql = """
        SELECT a.[Id], a.[InitiativeId], a.[FileName], a.[ContentType], a.[Size], a.[Hash], a.[AddedAt],
               COALESCE(u.[Name], a.[AddedBy]) AS [AddedBy], a.[RemovedAt]
          FROM [Attachment] a
          LEFT JOIN [PersonName] u ON u.[Email] = a.[AddedBy]
         WHERE a.[InitiativeId] = @initiative AND a.[RemovedAt] IS NULL
         ORDER BY a.[Id] DESC
        """;

    private const string FindSql = """
        SELECT [Id], [InitiativeId], [FileName], [ContentType], [Size], [Hash], [AddedAt], [AddedBy], [RemovedAt]
          FROM [Attachment]
         WHERE [Id] = @id AND [InitiativeId] = @initiative
        """;

    private const string ContentSql = "SELECT [Content] FROM [AttachmentContent] WHERE [AttachmentId] = @id";

    private const string IsOfSql = """
        SELECT COUNT(*)
          FROM [Attachment]
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string TakenSql = """
        SELECT COALESCE(SUM(a.[Size]), 0)
          FROM [Attachment] a
         WHERE a.[InitiativeId] = @initiative
           AND EXISTS (SELECT 1 FROM [AttachmentContent] c WHERE c.[AttachmentId] = a.[Id])
        """;

    private const string AddSql = """
        INSERT INTO [Attachment] ([Id], [InitiativeId], [FileName], [ContentType], [Size], [Hash], [AddedAt], [AddedBy])
        VALUES (@id, @initiative, @FileName, @ContentType, @size, @hash, @at, @by)
        """;

    private const string AddContentSql = """
        INSERT INTO [AttachmentContent] ([AttachmentId], [Content]) VALUES (@id, @Content)
        """;

    private const string RemoveSql = """
        UPDATE [Attachment]
           SET [RemovedAt] = @at, [RemovedBy] = @by
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string RestoreSql = """
        UPDATE [Attachment]
           SET [RemovedAt] = NULL, [RemovedBy] = NULL
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
           AND EXISTS (SELECT 1 FROM [AttachmentContent] c WHERE c.[AttachmentId] = [Attachment].[Id])
        """;

    private const string ForgetSql = """
        DELETE FROM [AttachmentContent]
         WHERE [AttachmentId] IN (SELECT [Id] FROM [Attachment] WHERE [RemovedAt] < @before)
        """;

    /// <summary>An initiative's files, the newest first.</summary>
    public Task<IReadOnlyList<AttachmentRow>> OfAsync(long initiative, CancellationToken ct) =>
        database.QueryAsync<AttachmentRow>(OfSql, new { initiative }, ct);

    /// <summary>One file, removed or not; null when the initiative has none such.</summary>
    public Task<AttachmentRow?> FindAsync(long initiative, long id, CancellationToken ct) =>
        database.SingleOrDefaultAsync<AttachmentRow>(FindSql, new { initiative, id }, ct);

    /// <summary>What the file holds; null when that is not what was stored.</summary>
    public async Task<byte[]?> ContentAsync(AttachmentRow row, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(row);
        return
            await database.ScalarAsync<byte[]>(ContentSql, new { id = row.Id }, ct) is { } content
            && HashOf(content) == row.Hash
            ? content
            : null;
    }

    /// <summary>Keeps a file; null when the initiative's files would take more than they may.</summary>
    public Task<long?> AddAsync(long initiative, NewAttachment file, string by, CancellationToken ct) =>
        database.WriteAsync(transaction => AddAsync(transaction, initiative, file, by), ct);

    /// <summary>The same as part of a larger step.</summary>
    public async Task<long?> AddAsync(DatabaseTransaction transaction, long initiative, NewAttachment file, string by)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(file);
        // The id is reserved first: in both engines that makes a second writer wait, so that two cannot share the last room.
        var id = await transaction.NextIdsAsync("attachment");
        var taken = await transaction.ScalarAsync<long>(TakenSql, new { initiative });
        if (taken + file.Content.LongLength > options.MaxTotalBytes)
        {
            return null;
        }
        await transaction.ExecuteAsync(
            AddSql,
            new
            {
                id,
                initiative,
                file.FileName,
                file.ContentType,
                size = file.Content.LongLength,
                hash = HashOf(file.Content),
                at = clock.GetUtcNow(),
                by,
            }
        );
        await transaction.ExecuteAsync(AddContentSql, new { id, file.Content });
        return id;
    }

    /// <summary>True for a file that the initiative keeps.</summary>
    public static async Task<bool> IsOfAsync(DatabaseTransaction transaction, long initiative, long id)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return await transaction.ScalarAsync<int>(IsOfSql, new { id, initiative }) == 1;
    }

    public Task<bool> RemoveAsync(long initiative, long id, string by, CancellationToken ct) =>
        WriteAsync(RemoveSql, initiative, id, by, ct);

    /// <summary>False when its content has gone meanwhile.</summary>
    public Task<bool> RestoreAsync(long initiative, long id, string by, CancellationToken ct) =>
        WriteAsync(RestoreSql, initiative, id, by, ct);

    /// <summary>Lets go of what was removed so long ago that nobody will want it back.</summary>
    public Task<int> ForgetAsync(CancellationToken ct) =>
        database.ExecuteAsync(ForgetSql, new { before = clock.GetUtcNow().AddDays(-DaysToRestore) }, ct);

    private async Task<bool> WriteAsync(string sql, long initiative, long id, string by, CancellationToken ct) =>
        await database.ExecuteAsync(
            sql,
            new
            {
                id,
                initiative,
                at = clock.GetUtcNow(),
                by,
            },
            ct
        ) == 1;

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
