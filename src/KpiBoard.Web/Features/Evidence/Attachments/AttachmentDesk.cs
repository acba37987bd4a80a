using KpiBoard.Web.Features.Evidence.Resources;
using KpiBoard.Web.Infrastructure.Localisation;
using Microsoft.Extensions.Localization;

namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>Takes a file in over a form: looks at its size and its content, and names it.</summary>
public sealed class AttachmentDesk(AttachmentOptions options, IStringLocalizer<EvidenceText> text, Formats formats)
{
    public string Limit => formats.Size(options.LargestFile);

    /// <summary>What is full, and what to do.</summary>
    public string NoRoom =>
        text["Invalid.FilesTotal", formats.Size(options.MaxTotalBytes), formats.Whole(AttachmentStore.DaysToRestore)];

    /// <summary>The file, or what is wrong with it.</summary>
    public async Task<(NewAttachment? File, string? Wrong)> ReadAsync(IFormFile file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length == 0)
        {
            return (null, text["Invalid.FileEmpty"]);
        }
        if (file.Length > options.LargestFile)
        {
            return (null, text["Invalid.FileSize", formats.Size(file.Length), Limit]);
        }
        var content = new byte[file.Length];
        await using (var stream = file.OpenReadStream())
        {
            await stream.ReadExactlyAsync(content, ct);
        }
        return AttachmentKind.Of(content, file.FileName) is { } kind
            ? (new(AttachmentName.Of(file.FileName, kind), kind.ContentType, content), null)
            : (null, text["Invalid.FileKind"]);
    }
}
