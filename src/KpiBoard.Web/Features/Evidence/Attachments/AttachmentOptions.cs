namespace KpiBoard.Web.Features.Evidence.Attachments;

/// <summary>Configuration <c>Attachments</c>: how large the files are that people keep with an initiative.</summary>
public sealed class AttachmentOptions
{
    /// <summary>No form with a file is larger, whatever is configured.</summary>
    public const long LargestForm = 64L << 20;

    /// <summary>What a form holds besides its file.</summary>
    private const long FormBytes = 1L << 20;

    /// <summary>The largest file.</summary>
    public long MaxBytes { get; init; } = 10_000_000;

    /// <summary>All files of one initiative together, those included that were removed and can still be brought back.</summary>
    public long MaxTotalBytes { get; init; } = 100_000_000;

    public long LargestFile => Math.Min(MaxBytes, LargestForm - FormBytes);
}
