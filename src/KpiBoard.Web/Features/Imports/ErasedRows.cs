using KpiBoard.Web.Infrastructure.PersonalData;

namespace KpiBoard.Web.Features.Imports;

/// <summary>Rows of customers who were erased that cannot be taken: counted as all are, and nothing of them is kept.</summary>
internal static class ErasedRows
{
    public static bool AreIn(IReadOnlyList<string> fields, ErasedSet erased) =>
        !erased.IsEmpty && fields.Any(field => erased.Find(field.Trim()) is not null);

    /// <summary>As many empty fields as the row had.</summary>
    public static string[] Nothing(int fields) => [.. Enumerable.Repeat("", fields)];

    /// <summary>What is wrong, without what stands there.</summary>
    public static ImportError Hide(ImportError error) =>
        error with
        {
            Value = null,
            Args = [.. error.Args.Select(_ => "***")],
        };
}
