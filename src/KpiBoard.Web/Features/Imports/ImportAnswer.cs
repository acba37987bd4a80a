using System.Text.Json.Serialization;
using KpiBoard.Web.Features.Imports.Files;

namespace KpiBoard.Web.Features.Imports;

/// <summary>What an import says of itself; the JSON of commands and endpoints, kept with the batch.</summary>
public sealed record ImportAnswer
{
    public const string Imported = "imported";
    public const string AlreadyImported = "already-imported";
    public const string DryRun = "dry-run";
    public const string Refused = "refused";
    public const string Undone = "undone";

    public long? Id { get; init; }

    public string Kind { get; init; } = "";

    public string Source { get; init; } = "";

    public string File { get; init; } = "";

    public string? Hash { get; init; }

    public string Status { get; init; } = "";

    public RowCounts Rows { get; init; } = new();

    public IReadOnlyList<PeriodTotal> Totals { get; init; } = [];

    public UnidentifiedTotal Unidentified { get; init; } = new(0, 0);

    public long NotDescribed { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The warnings as they can be said in any language.</summary>
    [JsonIgnore]
    public IReadOnlyList<ImportMessage> Notes { get; init; } = [];

    public DetectedFormat? Detected { get; init; }

    /// <summary>Headers that are no column of the kind: kept out.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImportError>? Errors { get; init; }

    /// <summary>All of them, where <see cref="Errors"/> holds the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ErrorCount { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Replaces { get; init; }

    /// <summary>What a dry run found that the import would change in the revenue in force.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EffectMonth>? Effect { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? By { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UndoneBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UndoneAt { get; init; }
}

public sealed record RowCounts
{
    public long Read { get; init; }

    public long New { get; init; }

    public long Updated { get; init; }

    public long Unchanged { get; init; }

    public long Quarantined { get; init; }

    public long NotAnswered { get; init; }
}

/// <summary>The rows of one month; currency and amount are null where the kind has no money.</summary>
public sealed record PeriodTotal(
    string? Currency,
    string Period,
    long Rows,
    decimal? Amount,
    long UnidentifiedRows,
    decimal? UnidentifiedAmount
);

/// <summary>The amount is null when the file has several currencies: the totals give it for each.</summary>
public sealed record UnidentifiedTotal(long Rows, decimal? Amount);

public sealed record DetectedFormat(string Delimiter, string Encoding, string? Decimal, string? DateFormat)
{
    /// <summary>The sheet of a workbook; delimiter and encoding are then ours.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sheet { get; init; }

    public static DetectedFormat From(FileFormat format) =>
        new(format.Delimiter.ToString(), format.Encoding.Name, format.Decimal?.ToString(), format.DatePattern)
        {
            Sheet = format.Sheet,
        };
}
