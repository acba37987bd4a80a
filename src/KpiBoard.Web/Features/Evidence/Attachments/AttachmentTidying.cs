using KpiBoard.Web.Infrastructure.Refreshing;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>Each night, files that were removed long ago lose their content.</summary>
internal sealed class AttachmentTidying(AttachmentStore store) : IAfterRefresh
{
    public int Order => 90;

    public Task RunAsync(long run, CancellationToken ct) => store.ForgetAsync(ct);
}
