namespace KpiBoard.Web.Features.Imports;

/// <summary>One file to be imported, whoever asks for it.</summary>
public sealed record ImportRequest
{
    public required string Kind { get; init; }

    /// <summary>Where the file lies.</summary>
    public required string Path { get; init; }

    /// <summary>What its sender calls it.</summary>
    public required string FileName { get; init; }

    public ImportProfile Profile { get; init; } = ImportProfile.Empty;

    /// <summary>Overrides the profile's.</summary>
    public string? Source { get; init; }

    /// <summary>Takes the valid rows and keeps the others aside, instead of refusing the file.</summary>
    public bool Quarantine { get; init; }

    /// <summary>Refuses rows whose customer nobody has described.</summary>
    public bool Strict { get; init; }

    /// <summary>Does everything but publish.</summary>
    public bool DryRun { get; init; }

    public long? Replaces { get; init; }

    /// <summary>What its sender says it holds.</summary>
    public ImportControl? Control { get; init; }

    public required string By { get; init; }

    public string? IdempotencyKey { get; init; }
}

public enum ImportStage
{
    Waiting,
    Scanning,
    Reading,
    Comparing,
    Removing,
}

/// <summary>How far an import has come.</summary>
/// <param name="Done">Bytes of the file, or lines when comparing and removing.</param>
public sealed record ImportProgress(ImportStage Stage, long Done, long Total, long Rows);
