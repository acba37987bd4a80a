using KpiBoard.Core.Priorities;

namespace KpiBoard.Web.Infrastructure.Strategy;

/// <summary>The words for kinds and grades of evidence in tables, endpoints and keys of texts.</summary>
public static class EvidenceKeys
{
    public static readonly IReadOnlyList<string> Kinds = [.. Enum.GetValues<EvidenceKind>().Select(Key)];

    /// <summary>The weakest first.</summary>
    public static readonly IReadOnlyList<string> Grades = [.. Enum.GetValues<EvidenceGrade>().Select(Key)];

    public static string Key(EvidenceKind kind) => kind.ToString().ToLowerInvariant();

    public static string Key(EvidenceGrade grade) => grade.ToString().ToLowerInvariant();

    public static EvidenceKind Kind(string key) => Enum.Parse<EvidenceKind>(key, ignoreCase: true);

    public static EvidenceGrade Grade(string key) => Enum.Parse<EvidenceGrade>(key, ignoreCase: true);
}
