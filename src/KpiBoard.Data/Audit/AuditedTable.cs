namespace KpiBoard.Data.Audit;

/// <summary>A table whose changes are kept.</summary>
/// <param name="Keys">The columns that tell its rows apart.</param>
public sealed record AuditedTable(params IReadOnlyList<string> Keys)
{
    /// <summary>That they changed is kept, what they hold is not: hashes of passwords and of tokens.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Columns in which the product notes its own progress; a change of these alone is none.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Rows come and go with what they belong to, which is kept; only a change of one counts.</summary>
    public bool OnlyChanges { get; init; }
}
