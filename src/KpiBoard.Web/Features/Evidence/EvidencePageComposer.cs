using KpiBoard.Web.Features.Evidence.Attachments;
using KpiBoard.Web.Infrastructure.Pages;
using KpiBoard.Web.Infrastructure.Strategy;

namespace KpiBoard.Web.Features.Evidence;

/// <summary>Puts the pages together.</summary>
public sealed class EvidencePageComposer(
    EvidenceQueries queries,
    AttachmentStore files,
    AttachmentDesk desk,
    GuessworkReader guesswork,
    PageFrame frame,
    IHttpContextAccessor accessor,
    TimeProvider clock
)
{
    /// <summary>What one initiative rests on.</summary>
    /// <param name="done">What was done just now.</param>
    /// <param name="removed">The evidence that was removed just now, or the file: what was done tells which.</param>
    public async Task<LedgerPage> LedgerAsync(InitiativeHead head, string? done, long? removed, CancellationToken ct)
    {
        var settings = await frame.SettingsAsync();
        var row = removed is { } id && done is null ? await queries.FindAsync(head.Id, id, ct) : null;
        var file = removed is { } of && done == "file-removed" ? await files.FindAsync(head.Id, of, ct) : null;
        return new(
            head,
            await queries.OfAsync(head.Id, ct),
            await files.OfAsync(head.Id, ct),
            settings,
            settings.DateOf(clock.GetUtcNow())
        )
        {
            MayAssess = accessor.HttpContext!.User.MayAssess(head.OwnerId),
            FileLimit = desk.Limit,
            Done = done,
            Removed = row?.RemovedAt is null ? null : row,
            RemovedFile = file?.RemovedAt is null ? null : file,
        };
    }

    public async Task<EvidenceFormPage> FormAsync(
        InitiativeHead head,
        EvidenceRow? row,
        EvidenceForm form,
        CancellationToken ct
    )
    {
        var settings = await frame.SettingsAsync();
        return new(head, row, form, await files.OfAsync(head.Id, ct), settings, settings.DateOf(clock.GetUtcNow()))
        {
            FileLimit = desk.Limit,
        };
    }

    public async Task<GuessworkPage> GuessworkAsync(CancellationToken ct) =>
        new(await guesswork.ReadAsync(ct), await guesswork.HistoryAsync(ct), await frame.SettingsAsync())
        {
            Evidence = await queries.OfOpenAsync(ct),
        };
}
