using KpiBoard.Web.Features.PersonalData.Erasing;
using KpiBoard.Web.Features.PersonalData.Files;
using KpiBoard.Web.Features.PersonalData.Finding;

namespace KpiBoard.Web.Features.PersonalData;

/// <summary>The first page: looking for somebody, and who was erased.</summary>
/// <param name="Wanted">What was looked for; null before.</param>
public sealed record PersonalDataPage(
    string? Wanted,
    IReadOnlyList<PersonNumber> Found,
    IReadOnlyList<FoundPlace> Mentions,
    IReadOnlyList<FoundFile> Files,
    IReadOnlyList<Erasure> Erasures,
    IReadOnlyList<DateTimeOffset> Backups,
    IReadOnlyList<string> Beside,
    bool IsKeyMissing
)
{
    /// <summary>How many months backups are kept, as the company has said; 0 when it has not.</summary>
    public int BackupMonths { get; init; }

    /// <summary>What was just done.</summary>
    public string? Done { get; init; }

    public bool IsAnythingFound => Found.Count + Mentions.Count + Files.Count > 0;

    /// <summary>Backups that still hold somebody who has been erased since.</summary>
    public IEnumerable<DateTimeOffset> OldBackups(DateTimeOffset now) =>
        Erasures.Count == 0
            ? []
            : Backups.Where(at =>
                at < Erasures.Max(erasure => erasure.AskedAt) && (BackupMonths == 0 || at.AddMonths(BackupMonths) > now)
            );
}

/// <summary>One person: where their data is, and what becomes of it when they are erased.</summary>
public sealed record PersonPage(
    DataSubject Person,
    IReadOnlyList<FoundPlace> Places,
    IReadOnlyList<FoundFile> Files,
    PersonForm Form
)
{
    /// <summary>Files kept with initiatives, which somebody has to look through.</summary>
    public long Attachments { get; init; }
}

public sealed record PersonForm
{
    public const int LongestReference = 100;
    public const int LongestAlso = 500;

    /// <summary>Other words to look for, divided by commas.</summary>
    public string Also { get; init; } = "";

    public string Confirm { get; init; } = "";

    public string Ground { get; init; } = "";

    public string Requester { get; init; } = "person";

    public string Reference { get; init; } = "";

    public IReadOnlyList<string> Words =>
        [
            .. Also[..Math.Min(Also.Length, LongestAlso)]
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        ];

    public ErasureRequest ToRequest(string by) => new(Ground, Requester, Reference.Trim(), by, Words);
}
