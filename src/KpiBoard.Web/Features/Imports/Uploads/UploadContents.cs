using KpiBoard.Data;

namespace KpiBoard.Web.Features.Imports;

/// <summary>
/// What the uploaded files hold, until they are imported. The embedded database has one machine: a file lies in its
/// folder. A server may have several nodes whose folders are not the same: there the content is kept in the database, in
/// pieces, and each node that needs it makes itself a copy.
/// </summary>
public sealed class UploadContents(KpiDatabase database, SpoolFolder spool, TimeProvider clock)
{
    private const int PieceBytes = 512 * 1024;

    private const string AddSql = """
        INSERT INTO [ImportUploadPart] ([StoredFile], [Part], [Content], [AddedAt])
        VALUES (@file, @part, @content, @at)
        """;

    private const string OneSql =
        "SELECT [Content] FROM [ImportUploadPart] WHERE [StoredFile] = @file AND [Part] = @part";

    private const string HasSql = "SELECT COUNT(*) FROM [ImportUploadPart] WHERE [StoredFile] = @file AND [Part] = 0";

    private const string LastSql =
        "SELECT COALESCE(MAX([Part]), -1) FROM [ImportUploadPart] WHERE [StoredFile] = @file";

    private const string RemoveSql = "DELETE FROM [ImportUploadPart] WHERE [StoredFile] = @file AND [Part] = @part";

    private const string OldSql = "SELECT DISTINCT [StoredFile] FROM [ImportUploadPart] WHERE [AddedAt] < @before";

    private bool HasOtherNodes => database.Dialect is SqlServerDialect;

    /// <summary>Puts a file where every node finds it; call this before the queue names it.</summary>
    public async Task ShareAsync(SpooledFile file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!HasOtherNodes)
        {
            return;
        }
        await using (var content = File.OpenRead(file.Path))
        {
            var buffer = new byte[PieceBytes];
            for (
                var part = 0;
                await content.ReadAtLeastAsync(buffer, PieceBytes, false, ct) is > 0 and var read;
                part++
            )
            {
                // One transaction for each piece: nobody waits for a large file.
                await database.ExecuteAsync(
                    AddSql,
                    new
                    {
                        file = file.Name,
                        part,
                        content = buffer[..read],
                        at = clock.GetUtcNow(),
                    },
                    ct
                );
            }
        }
        spool.MakeCopy(file.Name);
    }

    /// <summary>Whether this node can read the content.</summary>
    public async Task<bool> HasAsync(string storedFile, CancellationToken ct) =>
        spool.Find(storedFile) is not null
        || (HasOtherNodes && await database.ScalarAsync<int>(HasSql, new { file = storedFile }, ct) > 0);

    /// <summary>The content as a file of this node.</summary>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public async Task<string> OpenAsync(ImportUpload upload, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(upload);
        if (spool.Find(upload.StoredFile) is { } here)
        {
            return here;
        }
        var copy = await spool.CopyAsync(
            upload.StoredFile,
            async target =>
            {
                for (var part = 0; await PieceAsync(upload.StoredFile, part, ct) is { } piece; part++)
                {
                    await target.WriteAsync(piece, ct);
                }
                return target.Length == upload.SizeBytes;
            }
        );
        return copy
            ?? throw new FileNotFoundException($"The content of upload {upload.Id} is gone.", upload.StoredFile);
    }

    public async Task RemoveAsync(string storedFile, CancellationToken ct)
    {
        spool.Remove(storedFile);
        if (!HasOtherNodes)
        {
            return;
        }
        // The first piece goes last: as long as it is there, the content can be found and removed again.
        for (var part = await database.ScalarAsync<int>(LastSql, new { file = storedFile }, ct); part >= 0; part--)
        {
            await database.ExecuteAsync(RemoveSql, new { file = storedFile, part }, ct);
        }
    }

    /// <summary>Removes what nobody waits for any more; <paramref name="waiting"/> is what somebody does.</summary>
    public async Task TidyUpAsync(IReadOnlySet<string> waiting, DateTimeOffset before, CancellationToken ct)
    {
        spool.RemoveExcept(waiting, before.UtcDateTime);
        if (HasOtherNodes)
        {
            // Left by a process that was killed between a file's content and its line in the queue, or after its import.
            foreach (var stray in (await database.QueryAsync<string>(OldSql, new { before }, ct)).Except(waiting))
            {
                await RemoveAsync(stray, ct);
            }
        }
    }

    private Task<byte[]?> PieceAsync(string file, int part, CancellationToken ct) =>
        database.ScalarAsync<byte[]>(OneSql, new { file, part }, ct);
}
