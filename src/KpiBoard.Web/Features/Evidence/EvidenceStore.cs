using KpiBoard.Data;
using KpiBoard.Web.Features.Evidence.Attachments;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Writes what is known. A change is made to the version that a person had before them, or not at all.</summary>
public sealed class EvidenceStore(KpiDatabase database, AttachmentStore attachments, TimeProvider clock)
{
    private const string AddSql = """
        INSERT INTO [Evidence] ([Id], [InitiativeId], [Kind], [Grade], [FoundOn], [Says], [Origin], [IsAgainst],
               [AttachmentId], [AssessedById], [AssessedBy], [AssessedAt], [Version])
        VALUES (@id, @initiative, @Kind, @Grade, @FoundOn, @Says, @Origin, @IsAgainst, @AttachmentId, @byId, @by, @at, 1)
        """;

    private const string ChangeSql = """
        UPDATE [Evidence]
           SET [Kind] = @Kind, [Grade] = @Grade, [FoundOn] = @FoundOn, [Says] = @Says, [Origin] = @Origin,
               [IsAgainst] = @IsAgainst, [AttachmentId] = @AttachmentId, [AssessedById] = @byId, [AssessedBy] = @by,
               [AssessedAt] = @at, [Version] = [Version] + 1
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [Version] = @version AND [RemovedAt] IS NULL
        """;

    private const string RemoveSql = """
        UPDATE [Evidence]
           SET [RemovedAt] = @at, [RemovedBy] = @by, [Version] = [Version] + 1
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NULL
        """;

    private const string RestoreSql = """
        UPDATE [Evidence]
           SET [RemovedAt] = NULL, [RemovedBy] = NULL, [Version] = [Version] + 1
         WHERE [Id] = @id AND [InitiativeId] = @initiative AND [RemovedAt] IS NOT NULL
        """;

    /// <summary>Adds it, with a new file if there is one; null when the initiative has no room for that file.</summary>
    public Task<long?> AddAsync(
        long initiative,
        EvidenceContent content,
        NewAttachment? file,
        Assessor who,
        CancellationToken ct
    ) =>
        database.WriteAsync<long?>(
            async transaction =>
            {
                var id = await transaction.NextIdsAsync("evidence");
                if (await FileAsync(transaction, initiative, content, file, who) is not { } whole)
                {
                    return null;
                }
                await transaction.ExecuteAsync(AddSql, Values(initiative, id, 0, whole, who));
                return id;
            },
            ct
        );

    /// <summary>Says whether it was changed, and if not, why.</summary>
    public async Task<EvidenceChange> ChangeAsync(
        long initiative,
        long id,
        int version,
        EvidenceContent content,
        NewAttachment? file,
        Assessor who,
        CancellationToken ct
    )
    {
        try
        {
            return await database.WriteAsync(
                async transaction =>
                    await FileAsync(transaction, initiative, content, file, who) is not { } whole
                        ? EvidenceChange.NoRoom
                    : await transaction.ExecuteAsync(ChangeSql, Values(initiative, id, version, whole, who)) == 1
                        ? EvidenceChange.Done
                    : throw new OutdatedException(),
                ct
            );
        }
        catch (OutdatedException)
        {
            return EvidenceChange.Outdated;
        }
    }

    public Task<bool> RemoveAsync(long initiative, long id, string by, CancellationToken ct) =>
        WriteAsync(RemoveSql, initiative, id, by, ct);

    public Task<bool> RestoreAsync(long initiative, long id, string by, CancellationToken ct) =>
        WriteAsync(RestoreSql, initiative, id, by, ct);

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

    /// <summary>The content with its file: a new one, or one that the same initiative keeps already.</summary>
    private async Task<EvidenceContent?> FileAsync(
        DatabaseTransaction transaction,
        long initiative,
        EvidenceContent content,
        NewAttachment? file,
        Assessor who
    )
    {
        if (file is not null)
        {
            return await attachments.AddAsync(transaction, initiative, file, who.By) is { } added
                ? content with
                {
                    AttachmentId = added,
                }
                : null;
        }
        return content.AttachmentId is { } kept && !await AttachmentStore.IsOfAsync(transaction, initiative, kept)
            ? content with
            {
                AttachmentId = null,
            }
            : content;
    }

    private object Values(long initiative, long id, int version, EvidenceContent content, Assessor who) =>
        new
        {
            id,
            initiative,
            version,
            content.Kind,
            content.Grade,
            content.FoundOn,
            content.Says,
            content.Origin,
            content.IsAgainst,
            content.AttachmentId,
            byId = who.Id,
            by = who.By,
            at = clock.GetUtcNow(),
        };

    /// <summary>Takes back the file that came with a change that is not made.</summary>
    private sealed class OutdatedException : Exception;
}

public enum EvidenceChange
{
    Done,

    /// <summary>Somebody else has changed or removed it meanwhile.</summary>
    Outdated,

    /// <summary>The initiative's files would take more than they may.</summary>
    NoRoom,
}
